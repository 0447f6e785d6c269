"""Strangers' sheets that somebody has broken, the same ones each time: by their cells, by how they
are saved, and by the bytes of the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Any

from ropa.imports.reading.opening import open_file
from tests.imports.reading.files import csv_text, csv_zip, workbook, zipped
from tests.imports.reading.mutating_zip import members

from .building import Grid
from .catalogue import STRANGERS

type Sheets = dict[str, Grid]
WORDS = (
    "=1+1",
    "\N{ZERO WIDTH SPACE}",
    "None, except the police",
    "ditto",
    "N/A; tbc; yes",
    "9(2)(g) Schedule 1 Part 2 para 18",
    "DOB + 25 years or 6 if disputed",
    "x" * 17_000,
    "a, " * 900,
    "USA: SCCs; Narnia",
    "Recipients",
    "\N{FAMILY}" * 9,
    "((((((",
    "; ; ,",
    "_xD800_\N{RIGHT-TO-LEFT OVERRIDE}",
    "99999999999999999999 years",
    "31/02/2024",
    "RPA-0001",
    "12" * 200,
)


@dataclass(frozen=True)
class BrokenFile:
    """A file to bring, and what was done to it."""

    name: str
    content: bytes
    done: tuple[str, ...]


# The cells.


def emptied(random: Random, grid: Grid) -> None:
    for row in grid:
        for at in range(len(row)):
            if random.random() < 0.2:
                row[at] = ""


def filled(random: Random, grid: Grid) -> None:
    for _ in range(10):
        row = random.choice(grid)
        if row:
            row[random.randrange(len(row))] = random.choice(WORDS)


def parted(random: Random, grid: Grid) -> None:
    for _ in range(3):
        grid.insert(random.randrange(len(grid)), [])


def titled_again(random: Random, grid: Grid) -> None:
    title = list(random.choice(grid[:6]))
    at = random.randrange(len(grid))
    grid[at:at] = [[], title] if random.random() < 0.5 else [title]


def shuffled(random: Random, grid: Grid) -> None:
    random.shuffle(grid)


def doubled(_random: Random, grid: Grid) -> None:
    grid += [list(row) for row in grid]


def turned(_random: Random, grid: Grid) -> None:
    width = max(map(len, grid), default=0)
    filled_out = [row + [""] * (width - len(row)) for row in grid]
    grid[:] = [list(column) for column in zip(*filled_out, strict=True)]


def numbered(_random: Random, grid: Grid) -> None:
    for number, row in enumerate(grid):
        row.insert(0, "ID" if number == 0 else str(number))


def swapped(random: Random, grid: Grid) -> None:
    """Cells that stand where others belong, as after a sort of one column alone."""
    rows = [row for row in grid if row]
    for _ in range(20):
        one, other = random.choice(rows), random.choice(rows)
        here, there = random.randrange(len(one)), random.randrange(len(other))
        one[here], other[there] = other[there], one[here]


def titles_garbled(random: Random, grid: Grid) -> None:
    """Titles twice, in capitals, over lines, with marks, cut short or missing."""
    for row in grid[:6]:
        for at, title in enumerate(row):
            if random.random() < 0.3:
                row[at] = random.choice(
                    (
                        title.upper(),
                        title.replace(" ", "\n"),
                        f"* {title} (see note {at})?",
                        title[: len(title) // 2],
                        row[0],
                        "",
                        "Column1",
                    )
                )


def ragged(random: Random, grid: Grid) -> None:
    """Rows that end early or go on beyond the header."""
    for row in grid:
        if random.random() < 0.3:
            row[random.randrange(len(row) + 1) :] = ["more"] * random.randrange(9)


CELLS: tuple[Callable[[Random, Grid], None], ...] = (
    emptied,
    filled,
    parted,
    titled_again,
    shuffled,
    doubled,
    turned,
    numbered,
    swapped,
    titles_garbled,
    ragged,
)

# How it is saved.


def as_workbook(_random: Random, sheets: Sheets) -> tuple[str, bytes]:
    return "broken.xlsx", workbook(_without_empty(sheets))


def as_edited_workbook(random: Random, sheets: Sheets) -> tuple[str, bytes]:
    """With cells that were merged, formulas, and rows and columns hidden."""
    kind = random.choice(("merged", "formulas", "hidden", "filtered"))

    def edit(_book: Any, sheet: Any) -> None:
        for row in random.sample(range(1, 12), 5):
            column = random.randrange(6)
            if kind == "merged":
                sheet.merge_range(row * 7, column, row * 7 + random.randrange(1, 4), 6, "merged")
            elif kind == "formulas":
                value = random.choice((0, "", "#REF!", "text", 45_000, True))
                sheet.write_formula(row, column, "=VLOOKUP(A1,B:C,2)", None, value)
            elif kind == "hidden":
                sheet.set_row(row, None, None, {"hidden": True})
                sheet.set_column(column, column, None, None, {"hidden": True})
            else:
                sheet.autofilter(0, 0, 9, column)

    return "broken.xlsx", workbook(_without_empty(sheets), edit)


def as_text(random: Random, sheets: Sheets) -> tuple[str, bytes]:
    """The first sheet, in one of the encodings and with one of the marks that people meet."""
    text = csv_text(next(iter(sheets.values())), random.choice(",;\t|"))
    text = text.replace("\r\n", random.choice(("\r\n", "\n", "\r")))
    encoding = random.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-7"))
    return random.choice(("broken.csv", "broken.txt")), text.encode(encoding, errors="replace")


def as_texts(_random: Random, sheets: Sheets) -> tuple[str, bytes]:
    return "broken.zip", csv_zip({f"{title}.csv": grid for title, grid in sheets.items()})


SAVED: tuple[Callable[[Random, Sheets], tuple[str, bytes]], ...] = (
    as_workbook,
    as_edited_workbook,
    as_text,
    as_texts,
)

# The bytes of the file.


def cut_short(random: Random, content: bytes) -> bytes:
    return content[: random.randrange(len(content))]


def bytes_flipped(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.choice((1, 3, 50))):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def bytes_put_in(random: Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    put = random.choice((b'"', b"\0", b"\xff\xfe", b"\xe9", b"\r", random.randbytes(40)))
    return content[:at] + put + content[at:]


def member_lost(random: Random, content: bytes) -> bytes:
    found = _members(content)
    found.pop(random.choice(sorted(found)), None)
    return zipped(found)


def member_cut_short(random: Random, content: bytes) -> bytes:
    found = _members(content)
    name = random.choice(sorted(found))
    found[name] = found[name][: random.randrange(len(found[name]) + 1)]
    return zipped(found)


def inside_changed(random: Random, content: bytes) -> bytes:
    """Other types, places and texts of cells, so that the file itself is still whole."""
    found = _members(content)
    old, new = random.choice(
        (
            (b't="s"', b't="n"'),
            (b't="s"', b't="e"'),
            (b"<v>1</v>", b"<v>99999999</v>"),
            (b'r="B', b'r="A'),
            (b"<row ", b"<row hidden='x' "),
            (b"<t>", b"<t>_x0000_"),
            (b"<si>", b"<si/><si>"),
            (b",", b"\0,"),
            (b"\n", b'\n"'),
            (b"UTF-8", b"UTF-16"),
        )
    )
    return zipped({name: each.replace(old, new, 20) for name, each in found.items()})


BYTES: tuple[Callable[[Random, bytes], bytes], ...] = (
    cut_short,
    bytes_flipped,
    bytes_put_in,
    member_lost,
    member_cut_short,
    inside_changed,
)


def broken(seed: int, *, byte_damage: float = 0.3) -> BrokenFile:
    """One or two strangers' sheets, each broken in two ways, saved in some way; and of so many of
    them, from 0 to 1, the bytes as well."""
    random = Random(f"sheet {seed}")
    sheets: Sheets = {}
    done: list[str] = []
    for stranger in random.sample(STRANGERS, random.choice((1, 1, 2))):
        opened = open_file(BytesIO(stranger.content()), stranger.file_name)
        done.append(stranger.name)
        for source in opened.sheets[:3]:
            sheet = source.open()
            rows = [sheet.header, *(cells for _, cells in sheet.rows)]
            grid = [["" if cell is None else str(cell) for cell in cells] for cells in rows]
            for change in random.sample(CELLS, 2):
                change(random, grid)
                done.append(change.__name__)
            sheets[f"{len(sheets)} {source.title}"[:31]] = grid
    save = random.choice(SAVED)
    done.append(save.__name__)
    name, content = save(random, sheets)
    if content and random.random() < byte_damage:
        damage = random.choice(BYTES)
        done.append(damage.__name__)
        content = damage(random, content)
    return BrokenFile(name, content, tuple(done))


def _without_empty(sheets: Sheets) -> dict[str, list[list[str | None]]]:
    return {
        title: [[cell or None for cell in row] for row in grid] for title, grid in sheets.items()
    }


def _members(content: bytes) -> dict[str, bytes]:
    """What is inside a ZIP file; a text is as if it were alone in one."""
    return members(content) if content.startswith(b"PK") else {"broken.csv": content}
