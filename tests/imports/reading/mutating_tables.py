"""Broken files: tables, saved as a workbook or as comma-separated text."""

from __future__ import annotations

import csv
from io import StringIO
from random import Random
from typing import Any

from ropa.tables.sheets import sheets

from .files import csv_text, workbook, zipped
from .mutating import Files, mutation
from .mutating_zip import members

type Tables = dict[str, list[list[Any]]]


def tables(files: Files) -> Tables:
    return {
        name: list(csv.reader(StringIO(content.decode(), newline="")))
        for name, content in members(files["csv-sheets"]).items()
        if name.endswith(".csv")
    }


def saved(random: Random, found: Tables) -> bytes:
    if random.random() < 0.5:
        return zipped({name: csv_text(rows).encode() for name, rows in found.items()})
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
    text = found[name].decode("utf-8-sig") + "é,“x”\r\n"
    encoding = random.choice(("cp1252", "utf-16", "utf-32", "utf-16-le"))
    found[name] = text.encode(encoding, errors="replace")
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
