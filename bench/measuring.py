"""One measurement in a process of its own, as one line of JSON: `python -m bench.measuring WHAT`.

`report FORM`: how long until the first bytes and until the last, in seconds and in processor time,
with how many queries, and by how many MB the process grew. `bare`: processor time of the workbook,
and of writing the same cells with the bare library. `import FILE`: processor time of reading a
workbook and of loading it. `stranger NUMBER`: reading a spreadsheet of so many rows as a body may
keep it, and a dry run of what it would bring.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django
from django.conf import settings
from django.db import connection


class QueryCounter:
    """Counts queries without keeping them."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Any, *arguments: Any) -> Any:
        self.number += 1
        return execute(*arguments)


def measure_report(form: str) -> dict[str, Any]:
    from ropa.reports.all_formats import every_format
    from ropa.reports.report_query import report as report_of
    from ropa.reports.selection import Selection

    kind = next(kind for kind in every_format() if kind.name == form)
    connection.ensure_connection()
    before = _peak()
    counted, size, first = QueryCounter(), 0, 0.0
    with connection.execute_wrapper(counted):
        started, used = time.perf_counter(), time.process_time()
        for piece in kind.write(report_of(Selection())):
            first = first or time.perf_counter() - started
            size += len(piece)
    whole, processor = time.perf_counter() - started, time.process_time() - used
    return {
        "queries": counted.number,
        "first": first,
        "whole": whole,
        "processor": processor,
        "bytes": size,
        "memory": _peak() - before,
    }


def measure_bare_library() -> dict[str, Any]:
    import xlsxwriter

    from ropa.reports import workbooks
    from ropa.reports.report_query import report as report_of
    from ropa.reports.selection import Selection

    started = time.process_time()
    for _ in workbooks.write(report_of(Selection())):
        pass
    ours = time.process_time() - started
    sheets = _cells()
    with TemporaryDirectory() as folder:
        started = time.process_time()
        options = {"constant_memory": True, "tmpdir": folder}
        with xlsxwriter.Workbook(str(Path(folder) / "bare.xlsx"), options) as book:
            for rows in sheets:
                sheet = book.add_worksheet()
                for number, row in enumerate(rows):
                    for place, cell in enumerate(row):
                        if cell is not None:
                            sheet.write_string(number, place, cell)
        took = time.process_time() - started
    return {"ours": ours, "bare": took, "cells": sum(len(row) for rows in sheets for row in rows)}


def _cells() -> list[list[list[str | None]]]:
    """What stands in the large sheets of the workbook, as text, sheet by sheet."""
    from ropa.reports.columns import COLUMNS, REFERENCE, TITLE
    from ropa.reports.report_query import report as report_of
    from ropa.reports.selection import Selection
    from ropa.reports.sheet_rows import every_row, sheet_layouts
    from ropa.tables.content_digest import ContentDigest

    asked = report_of(Selection())
    laid = sheet_layouts(asked)
    sheets: dict[str, list[list[str | None]]] = {"record": []}
    for name, cells, entry in every_row(asked, laid, ContentDigest()):
        row = [None if cell is None else str(cell) for cell in cells]
        sheets.setdefault(name, []).append(row)
        if entry is not None:
            columns = (REFERENCE, TITLE, *COLUMNS)
            sheets["record"].append([column.cell(entry.document) or None for column in columns])
    return list(sheets.values())


def measure_import(file: str) -> dict[str, Any]:
    from ropa.imports.loading import load
    from ropa.imports.reading.opening import open_file
    from ropa.imports.reading.own import read_own_file

    started = time.process_time()
    with Path(file).open("rb") as content:
        found = read_own_file(open_file(content, "drafts.xlsx"))
    read = time.process_time() - started
    taken = []
    for _ in range(2):
        started = time.process_time()
        outcome = load(found.rows)
        taken.append(time.process_time() - started)
    rows = [row for row in found.rows if row.table == "activities"]
    parts = sum(len(value) for row in rows for value in row.values.values() if _are_parts(value))
    if outcome.created or outcome.changed:
        sys.exit("The second time something was left to change.")
    return {
        "entries": len(rows),
        "parts": parts,
        "read": read,
        "load": taken[0],
        "again": taken[1],
    }


def measure_strangers_sheet(number: int) -> dict[str, Any]:
    from io import BytesIO

    from ropa.imports.choosing import chosen_tables
    from ropa.imports.content import ReadingOptions, read_content
    from ropa.imports.mapping.results import NEW
    from ropa.imports.reading.opening import open_file
    from ropa.imports.remembered_mappings import proposed_targets
    from ropa.imports.running import problems_and_outcome
    from ropa.models import Organisation, Team

    body = Organisation.objects.create(code="council", name="Example Council", kind="body")
    team = Team.objects.create(code="office", name="Office", organisation=body)
    content = _strangers_sheet(number)
    before = _peak()
    started, used = time.perf_counter(), time.process_time()
    opened = open_file(BytesIO(content), "ours.csv")
    columns = chosen_tables(opened, "").columns()
    mapping = {title: each.target for title, each in proposed_targets(columns).items()}
    asked = read_content(opened, ReadingOptions("", mapping, team.code)).unknown
    names = {(each.kind, each.name): NEW for each in asked}
    read = read_content(opened, ReadingOptions("", mapping, team.code, names))
    problems, outcome = problems_and_outcome(read, by=None)
    whole, processor = time.perf_counter() - started, time.process_time() - used
    if problems or outcome is None:
        sys.exit(f"{len(problems)} problems: {problems[:1]}")
    return {
        "rows": number,
        "cells": sum(read.ledger.counts.values()),
        "whole": whole,
        "processor": processor,
        "memory": _peak() - before,
        "peak": _peak(),
    }


def _strangers_sheet(number: int) -> bytes:
    """A table of so many rows below a title, with headings as people phrase them."""
    titles = (
        "Ref;Service;What do we do?;Why do we do it?;Whose data is it?;What data do we hold?;"
        "Where does it come from?;Who do we share it with?;Legal basis;How long do we keep it?;"
        "How is it kept safe?;Where is it stored?;DPIA done?;Last reviewed;Notes"
    )
    rows = (
        f"S-{each};Service {each % 40};Activity {each};Purpose of activity {each};"
        f"Residents, applicants of kind {each % 30};Names, addresses, records of kind {each % 50};"
        f"The person, body {each % 60};Body {each % 80};Public task;{each % 9 + 1} years;"
        f"Passwords, locked room {each % 20};Case system {each % 12};Yes;May 2025;to be checked"
        for each in range(number)
    )
    return "\n".join(("Record of processing of Example Council", "", titles, *rows)).encode()


def _are_parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and not isinstance(value[0], str)


def _peak() -> float:
    """The most memory that the process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _measurements() -> Iterator[dict[str, Any]]:
    match sys.argv[1:]:
        case ["report", form]:
            yield measure_report(form)
        case ["bare"]:
            yield measure_bare_library()
        case ["import", file]:
            yield measure_import(file)
        case ["stranger", number]:
            yield measure_strangers_sheet(int(number))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    django.setup()
    # As installations run: queries are not kept to be looked at.
    settings.DEBUG = False
    sys.stdout.write(f"{json.dumps(next(_measurements()))}\n")
