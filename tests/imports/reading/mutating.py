"""Five hundred broken files, the same ones each time: made from good ones by a seed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from random import Random
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from .files import csv_text, workbook, zipped
from .register import FORMATS

SEEDS = 12

type Files = dict[str, bytes]
type Mutation = Callable[[Random, Files], bytes]
type Tables = dict[str, list[list[Any]]]

MUTATIONS: dict[str, Mutation] = {}


def mutation(function: Mutation) -> Mutation:
    MUTATIONS[function.__name__] = function
    return function


def mutants(name: str, files: Files) -> list[bytes]:
    """The broken files of a kind."""
    return [MUTATIONS[name](Random(f"{name} {seed}"), files) for seed in range(SEEDS)]


# The bytes of any file.


@mutation
def cut_short(random: Random, files: Files) -> bytes:
    content = files[random.choice(FORMATS)]
    return content[: random.randrange(len(content))]


@mutation
def beginning_lost(random: Random, files: Files) -> bytes:
    content = files[random.choice(FORMATS)]
    return content[random.randrange(1, len(content)) :]


@mutation
def bytes_flipped(random: Random, files: Files) -> bytes:
    content = bytearray(files[random.choice(FORMATS)])
    for _ in range(random.choice((1, 3, 50))):
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
    return bytes(content)


@mutation
def bytes_put_in(random: Random, files: Files) -> bytes:
    content = files[random.choice(FORMATS)]
    place = random.randrange(len(content))
    return content[:place] + random.randbytes(random.randrange(1, 100)) + content[place:]


@mutation
def a_stretch_of_nothing(random: Random, files: Files) -> bytes:
    content = bytearray(files[random.choice(FORMATS)])
    place = random.randrange(len(content))
    content[place : place + 300] = bytes(len(content[place : place + 300]))
    return bytes(content)


@mutation
def random_bytes(random: Random, files: Files) -> bytes:
    begins = random.choice(
        (b"", b"PK\x03\x04", b"PK\x05\x06", b"{", b"\xef\xbb\xbf", b"Code,Name\n")
    )
    return begins + random.randbytes(random.randrange(5000))


@mutation
def one_after_the_other(random: Random, files: Files) -> bytes:
    return files[random.choice(FORMATS)] + files[random.choice(FORMATS)]


# The members of a ZIP file.


def members(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(random: Random, files: Files) -> dict[str, bytes]:
    return members(files[random.choice(("csv-sheets", "xlsx"))])


@mutation
def members_exchanged(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    one, other = random.sample(sorted(found), 2)
    found[one], found[other] = found[other], found[one]
    return zipped(found)


@mutation
def member_missing(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    del found[random.choice(sorted(found))]
    return zipped(found)


@mutation
def member_twice(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    name = random.choice(sorted(found))
    return bytes_renamed(zipped({**found, name[:-1] + "?": b"x"}), name[:-1] + "?", name)


def bytes_renamed(content: bytes, old: str, new: str) -> bytes:
    return content.replace(old.encode(), new.encode())


@mutation
def member_renamed(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    name = random.choice(sorted(found))
    found[random.choice(("../../evil.csv", "/etc/passwd", "x" * 300, "a/b/c.csv"))] = found.pop(
        name
    )
    return zipped(found)


@mutation
def member_cut_short(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    name = random.choice(sorted(found))
    found[name] = found[name][: random.randrange(len(found[name]) or 1)]
    return zipped(found)


@mutation
def member_that_explodes(random: Random, files: Files) -> bytes:
    found = packed(random, files)
    found[random.choice(sorted(found))] = b" " * random.choice((9, 20)) * 1024 * 1024
    return zipped(found)


@mutation
def zip_in_zip(random: Random, files: Files) -> bytes:
    content = files["xlsx"]
    for _ in range(random.randrange(1, 5)):
        content = zipped({random.choice(("inside.zip", "inside.xlsx", "teams.csv")): content})
    return content


@mutation
def header_of_zip_changed(random: Random, files: Files) -> bytes:
    """Sizes, methods, flags and places as the list of the ZIP file says them."""
    content = bytearray(files[random.choice(("csv-sheets", "xlsx"))])
    start = content.index(b"PK\x01\x02")
    for _ in range(random.randrange(1, 4)):
        content[random.randrange(start, len(content))] = random.choice((0, 1, 8, 12, 127, 255))
    return bytes(content)


# The XML of a workbook.


def with_xml(files: Files, change: Callable[[str], str], name: str = "") -> bytes:
    found = members(files["xlsx"])
    sheet = name or "xl/worksheets/sheet12.xml"
    found[sheet] = change(found[sheet].decode()).encode()
    return zipped(found)


@mutation
def formulas(random: Random, files: Files) -> bytes:
    put = random.choice(
        ("<f>1+1</f><v>2</v>", "<f t='shared' si='0'/>", "<f>" + "A" * 9999 + "</f>")
    )
    return with_xml(files, lambda xml: xml.replace("</row>", f"<c>{put}</c></row>", 3))


@mutation
def merged_cells(random: Random, files: Files) -> bytes:
    names = ("A1:C9", "B2:B3", "A2", "A1:ZZZ1048576", "x", "", "1:2", "A9999999999999999999")
    put = "".join(f'<mergeCell ref="{name}"/>' for name in random.sample(names, 2))
    return with_xml(
        files,
        lambda xml: xml.replace("</sheetData>", f"</sheetData><mergeCells>{put}</mergeCells>"),
    )


@mutation
def entities(random: Random, files: Files) -> bytes:
    doctype = random.choice(
        (
            '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        )
    )
    name = random.choice(("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet12.xml"))
    return with_xml(files, lambda xml: xml.replace("?>", f"?>{doctype}", 1), name)


@mutation
def cells_of_odd_types(random: Random, files: Files) -> bytes:
    kinds = ("s", "b", "e", "d", "n", "str", "inlineStr", "x", "")
    values = (
        "0",
        "-1",
        "1e999",
        "nan",
        "99999999999999999999",
        "x",
        "2026-13-45",
        "#REF!",
        "1e-320",
    )
    put = "".join(
        f'<c t="{random.choice(kinds)}" s="{random.choice(("0", "3", "99", "x"))}">'
        f"<v>{random.choice(values)}</v></c>"
        for _ in range(5)
    )
    return with_xml(files, lambda xml: xml.replace("</row>", f"{put}</row>", 3))


@mutation
def cells_in_odd_places(random: Random, files: Files) -> bytes:
    old, new = random.choice(
        (
            ('r="2"', 'r="1"'),
            ('r="2"', 'r="-7"'),
            ('r="2"', f'r="{"9" * 5000}"'),
            ('r="B2"', 'r="A2"'),
            ('r="B2"', 'r="ZZZZZZ2"'),
            ('r="B2"', 'r="é2"'),
            ('r="B2"', 'r=""'),
            ("<sheetData>", "<sheetData>" + "<row>" * 99),
            ("</sheetData>", ""),
            ("worksheet", "arbeitsblatt"),
        )
    )
    return with_xml(files, lambda xml: xml.replace(old, new))


@mutation
def xml_in_another_encoding(random: Random, files: Files) -> bytes:
    found = members(files["xlsx"])
    name = random.choice(("xl/workbook.xml", "xl/worksheets/sheet12.xml"))
    said, done = random.choice(
        (("UTF-16", "utf-8"), ("utf-7", "utf-7"), ("x-none", "utf-8"), ("UTF-8", "utf-16"))
    )
    found[name] = found[name].decode().replace("UTF-8", said, 1).encode(done)
    return zipped(found)


# The tables themselves, saved as a workbook or as comma-separated text.


def tables(files: Files) -> Tables:
    return {
        name: list(csv.reader(StringIO(content.decode(), newline="")))
        for name, content in members(files["csv-sheets"]).items()
        if name.endswith(".csv")
    }


def saved(random: Random, found: Tables) -> bytes:
    if random.random() < 0.5:
        return zipped({name: csv_text(rows).encode() for name, rows in found.items()})
    from ropa.tables.sheets import sheets

    titles = {f"{sheet.name.replace('.', '-')}.csv": sheet.title for sheet in sheets()}
    return workbook({titles.get(name, name[:31]): rows for name, rows in found.items()})


def a_table(random: Random, found: Tables) -> list[list[Any]]:
    return found[random.choice([name for name, rows in found.items() if len(rows) > 1])]


def a_cell(random: Random, found: Tables) -> tuple[list[Any], int]:
    row = random.choice(a_table(random, found)[1:])
    return row, random.randrange(len(row))


@mutation
def a_thousand_columns(random: Random, files: Files) -> bytes:
    found = tables(files)
    for row in a_table(random, found):
        row += [f"x{number}" for number in range(random.choice((1000, 280)))]
    return saved(random, found)


@mutation
def wrong_sheet_names(random: Random, files: Files) -> bytes:
    found = tables(files)
    for name in random.sample(sorted(found), 3):
        found[random.choice(("Sheet1", "ENTRIES", "Tëams", "a" * 31)) + name[:5]] = found.pop(name)
    return saved(random, {name[:31]: rows for name, rows in found.items()})


@mutation
def sheets_missing(random: Random, files: Files) -> bytes:
    found = tables(files)
    for name in random.sample(sorted(found), random.randrange(1, len(found))):
        del found[name]
    return saved(random, found)


@mutation
def dates_as_text(random: Random, files: Files) -> bytes:
    found = tables(files)
    said = ("31/03/2026", "March", "2026-02-30", "45000", "2026-03-31T12:00", "0000-00-00", "９９")
    for name in ("activities.csv", "organisations.csv"):
        rows = found[name]
        for place, title in enumerate(rows[0]):
            if "on" in title.split() or "Last day" in title:
                for row in rows[1:]:
                    row[place] = random.choice(said)
    return saved(random, found)


@mutation
def columns_renamed(random: Random, files: Files) -> bytes:
    header = a_table(random, found := tables(files))[0]
    for place in random.sample(range(len(header)), 2):
        header[place] = random.choice(("Column1", "", header[0], header[place].upper(), "\n", "="))
    return saved(random, found)


@mutation
def columns_missing(random: Random, files: Files) -> bytes:
    rows = a_table(random, found := tables(files))
    place = random.randrange(len(rows[0]))
    for row in rows:
        del row[place]
    return saved(random, found)


@mutation
def columns_exchanged(random: Random, files: Files) -> bytes:
    rows = a_table(random, found := tables(files))
    one, other = random.sample(range(len(rows[0])), 2)
    for row in rows[1:]:
        row[one], row[other] = row[other], row[one]
    return saved(random, found)


@mutation
def rows_twice(random: Random, files: Files) -> bytes:
    rows = a_table(random, found := tables(files))
    rows += [list(random.choice(rows)) for _ in range(3)]
    return saved(random, found)


@mutation
def rows_missing(random: Random, files: Files) -> bytes:
    rows = a_table(random, found := tables(files))
    del rows[random.randrange(len(rows))]
    return saved(random, found)


@mutation
def rows_of_odd_lengths(random: Random, files: Files) -> bytes:
    rows = a_table(random, found := tables(files))
    for row in rows[1:]:
        row[random.randrange(len(row)) :] = ["x"] * random.randrange(20)
    return saved(random, found)


@mutation
def huge_numbers(random: Random, files: Files) -> bytes:
    found = tables(files)
    for _ in range(5):
        row, place = a_cell(random, found)
        row[place] = random.choice((10**18, -1, 1e300, 0.1, "9" * 4400, 2**63, 1e15, True))
    return saved(random, found)


@mutation
def odd_texts(random: Random, files: Files) -> bytes:
    found = tables(files)
    said = (
        "[", "[]", "x []", "[a] [b]", "a\n\nb\n", "\0", "_xD800_", "_x0000_", "=1+1", "'", "''",
        " ", "\ufffe", "é" * 20_000, "(Long text 1: see the sheet “Long texts”)", "\u202e",
        "😀" * 300,
    )  # fmt: skip
    for _ in range(8):
        row, place = a_cell(random, found)
        row[place] = random.choice(said)
    return saved(random, found)


@mutation
def parts_of_nobody(random: Random, files: Files) -> bytes:
    found = tables(files)
    rows = found[random.choice([name for name in found if "-" in name])]
    rows += [[random.choice(("RPA-9999", "", "x/y", "[RPA-0001]"))] + ["x"] * (len(rows[0]) - 1)]
    return saved(random, found)


# Comma-separated text.


@mutation
def text_in_another_encoding(random: Random, files: Files) -> bytes:
    found = members(files["csv-sheets"])
    name = random.choice([name for name in found if name.endswith(".csv")])
    text = found[name].decode() + "é,“x”\r\n"
    found[name] = text.encode(random.choice(("cp1252", "utf-16", "utf-32", "utf-16-le")))
    return random.choice((zipped(found), found[name]))


@mutation
def odd_quotation_marks(random: Random, files: Files) -> bytes:
    found = members(files["csv-sheets"])
    name = random.choice([name for name in found if name.endswith(".csv")])
    text = found[name].decode()
    place = random.randrange(len(text))
    found[name] = (
        text[:place] + random.choice(('"', '""', '"x', "\r", ";", "\t")) + text[place:]
    ).encode()
    return random.choice((zipped(found), found[name]))


# JSON.


def said(files: Files) -> Any:
    return json.loads(files["json"])


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every value within a value, as what holds it and its key there."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in list(pairs):
        found.append((value, key))
        if isinstance(item, (dict, list)):
            found += places(item)
    return found


ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**30, "", "x", "é" * 3000, [], [None], [[]], {}, {"x": {}}, "\0",
    [{}], {"code": 1}, ["x", 1], "2026-99-99", {"": ""}, [["x"]], 1e308,
)  # fmt: skip


@mutation
def json_values_changed(random: Random, files: Files) -> bytes:
    content = said(files)
    for holder, key in random.sample(places(content), random.choice((1, 1, 5))):
        holder[key] = random.choice(ODD)
    return json.dumps(unsealed(random, content)).encode()


def unsealed(random: Random, content: Any) -> Any:
    """Without what would show that the content was changed, so that it is read on."""
    content.pop("digest", None)
    content.pop("counts", None)
    return content


@mutation
def json_rows_changed(random: Random, files: Files) -> bytes:
    content = said(files)
    for rows in content["tables"].values():
        for holder, key in random.sample(places(rows), min(2, len(places(rows)))):
            holder[key] = random.choice(ODD)
    return json.dumps(unsealed(random, content)).encode()


@mutation
def json_keys_missing(random: Random, files: Files) -> bytes:
    content = said(files)
    for holder, key in random.sample(places(content), 3):
        if isinstance(holder, dict):
            holder.pop(key, None)
    return json.dumps(unsealed(random, content)).encode()


@mutation
def json_keys_added(random: Random, files: Files) -> bytes:
    content = said(files)
    for holder, _ in random.sample(places(content), 3):
        if isinstance(holder, dict):
            holder[random.choice(("x", "id", "pk", "version", "", "é"))] = random.choice(ODD)
    return json.dumps(random.choice((content, unsealed(random, content)))).encode()


@mutation
def json_text_odd(random: Random, files: Files) -> bytes:
    text = files["json"].decode()
    place = text.index('"title":"') + len('"title":')
    odd = (
        "NaN", "1e999", '"\\ud800"', "[" * 100 + "]" * 100, "[" * 90_000, "9" * 5000, "-Infinity",
        '{"a":1,"a":2}', '{"a":' * 70 + "1" + "}" * 70, '"', "\0",
    )  # fmt: skip
    return (text[:place] + random.choice(odd) + "," + text[place:]).encode()


@mutation
def other_json(random: Random, files: Files) -> bytes:
    return random.choice(
        (
            b"{}", b"[]", b"[[]]", b'{"about":{}}', b"{",
            b'{"about":{"format":"register-of-processing"}}', b'{"about":[]}', b'[{"a":1}]',
            b"[" * 99_999, b'{"a":' * 99_999,
        )
    )  # fmt: skip


# Files of other kinds.


@mutation
def other_files(random: Random, files: Files) -> bytes:
    return random.choice(
        (
            b"", b" ", b"\n\n", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), b"<html>", b"{\\rtf1",
            b"\x1f\x8b\x08", zipped({}),
            zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
            zipped({"[Content_Types].xml": b""}), "Ÿ".encode("cp1252"), b"a,b\nc,d\n", b",,,\n",
        )
    )  # fmt: skip


@mutation
def stored_twice_over(random: Random, files: Files) -> bytes:
    """A list that names the same bytes again and again."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("teams.csv", b"Code,Name\n" * 1000)
        entry = archive.filelist[0]
        archive.filelist += [entry] * random.choice((2, 999, 5000))
    return made.getvalue()
