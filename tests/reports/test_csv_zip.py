"""The description beside the comma-separated files, for programs (CSV on the Web, W3C)."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from ropa.documents.build import activity_document
from ropa.reports.csv_files import BYTE_ORDER_MARK
from ropa.reports.selection import Selection
from ropa.tables.sheets import Sheet, sheets
from tests.factories import frozen

from .making import Sheets, csv_sheets, filled_entry, report_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[False, True], ids=["approved", "drafts"])
def files(request, db) -> tuple[Sheets, dict[str, Any]]:
    """The files with an entry that has everything, and their description."""
    entry = filled_entry()
    frozen(entry, activity_document(entry))
    content = report_bytes("csv-sheets", Selection(is_draft=request.param))
    with ZipFile(BytesIO(content)) as archive:
        assert archive.namelist()[0] == "csv-metadata.json"
        return csv_sheets(content), json.loads(archive.read("csv-metadata.json"))


def columns_of(table: dict[str, Any]) -> list[dict[str, Any]]:
    return table["tableSchema"]["columns"]


def sheet_of(table: dict[str, Any]) -> Sheet:
    return next(each for each in sheets() if each.name.replace(".", "-") == table["url"][:-4])


def test_every_file_begins_with_the_mark_by_which_spreadsheets_know_utf_8(files):
    with ZipFile(BytesIO(report_bytes("csv-sheets", Selection(is_draft=True)))) as archive:
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        assert all(archive.read(name).startswith(BYTE_ORDER_MARK) for name in tables)
    assert len(tables) > 10


def test_each_file_is_described_with_its_columns_in_their_order(files):
    found, described = files
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert described["dialect"] == {
        "encoding": "utf-8",
        "lineTerminators": ["\r\n"],
        "header": True,
    }
    assert described["dc:title"]
    assert described["dc:description"]["content"]
    assert described["dc:identifier"].startswith("sha256:")
    assert "formula" in described["notes"][0]
    assert {
        table["url"]: [column["titles"] for column in columns_of(table)]
        for table in described["tables"]
    } == {name: rows[0] for name, rows in found.items()}
    for table in described["tables"]:
        assert table["dc:title"] == sheet_of(table).title
        names = [column["name"] for column in columns_of(table)]
        assert len(names) == len(set(names))
        assert not any(" " in name or name != name.lower() for name in names)


def test_every_row_belongs_to_one_that_is_there(files):
    found, described = files
    tables = {table["url"]: table for table in described["tables"]}

    def values(url: str, column: str) -> list[str]:
        names = [each["name"] for each in columns_of(tables[url])]
        return [row[names.index(column)] for row in found[url][1:]]

    for url, table in tables.items():
        keys = table["tableSchema"]
        if "-" not in url:
            names = keys["primaryKey"]
            keyed = [values(url, name) for name in ([names] if isinstance(names, str) else names)]
            own = list(zip(*keyed, strict=True))
            assert len(own) == len(set(own))
            assert "foreignKeys" not in keys
            continue
        if url.startswith("sections-"):
            # No one column of sections holds what these name.
            assert keys.keys() == {"columns"}
            continue
        (key,) = keys["foreignKeys"]
        owner = key["reference"]
        assert owner["resource"] == f"{url.partition('-')[0]}.csv"
        owners = values(owner["resource"], owner["columnReference"])
        assert set(values(url, key["columnReference"])) <= set(owners)
    assert found["activities-purposes.csv"][1:]


def test_every_cell_is_of_the_type_that_its_column_has(files):
    found, described = files
    types = set()
    for table in described["tables"]:
        for place, column in enumerate(columns_of(table)):
            cells = [row[place] for row in found[table["url"]][1:]]
            if column.get("required"):
                assert all(cells), f"{table['url']}: {column['name']}"
            said = column.get("datatype", "string")
            types.add(json.dumps(said)[:30] if "maxLength" not in said else "limited")
            for cell in filter(None, cells):
                match said:
                    case "integer":
                        assert cell.isdigit()
                    case {"base": "date", "format": "yyyy-MM-dd"}:
                        assert date.fromisoformat(cell).isoformat() == cell
                    case {"base": "boolean", "format": format_}:
                        assert cell in format_.split("|")
                    case {"base": "string", "maxLength": length}:
                        assert len(cell) <= length
                    case _:
                        assert said == "string"
    assert {"limited", '"string"', '"integer"'} <= types
    assert any("boolean" in each for each in types)
    assert any("date" in each for each in types)


def test_what_people_read_of_a_column_and_what_parts_its_values_is_told(files):
    _, described = files
    for table in described["tables"]:
        of_column = {column["name"]: column for column in columns_of(table)}
        told = [column for column in sheet_of(table).columns if column.name in of_column]
        assert len(told) > 1
        for column in told:
            said = of_column[column.name]
            assert said.get("dc:description", "") == column.help_text
            assert said["required"] is column.required
            assert ("separator" in said) == (column.kind.name == "ROWS")
