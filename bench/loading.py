"""How fast rows of files are loaded: `.venv/bin/python -m bench.loading`.

Makes an empty register in a SQLite file of its own, with the settings of a real installation, and
loads reference data and then entries with 30 parts each, as a reader of spreadsheets hands them
over. The same entries are then loaded again, which changes nothing. Takes about half a minute.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ropa.imports.rows import FileRow

PARTS = 30


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=1000, help="how many entries")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _start(Path(folder))
        from ropa.imports.loading import load

        load(list(_reference_data()))
        entries = [_activity(number) for number in range(1, options.activities + 1)]
        sys.stdout.write(f"{'':20}{'seconds':>10}{'of processor':>14}{'entries/s':>11}")
        sys.stdout.write(f"{'queries':>9}{'peak MB':>9}\n")
        for name in ("into the register", "again, unchanged"):
            queries, seconds, processor = _measured(load, entries)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            rate = options.activities / seconds
            sys.stdout.write(f"{name:20}{seconds:10.1f}{processor:14.1f}{rate:11.0f}")
            sys.stdout.write(f"{queries:9}{peak:9.0f}\n")


def _start(folder: Path) -> None:
    """Make an empty register, with the settings of a real installation."""
    os.environ |= {
        "DATABASE_URL": f"sqlite:///{folder}/register.sqlite3",
        "HEADS_FILE": str(folder / "heads.log"),
        "DJANGO_SETTINGS_MODULE": "ropa.settings",
        "SECRET_KEY": "for-measuring-only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "REGISTER_ADDRESS": "http://127.0.0.1",
        "DEBUG": "0",
    }
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measured(load: Any, rows: list[FileRow]) -> tuple[int, float, float]:
    """How many queries loading takes, how many seconds, and how many of the processor."""
    from django.db import connection

    queries = 0

    def counted(execute: Any, *asked: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*asked)

    started, working = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        load(rows, source="Imported from bench.xlsx, SHA-256 0123456789ab")
    return queries, time.perf_counter() - started, time.process_time() - working


def _row(table: str, number: int, **values: Any) -> FileRow:
    from ropa.imports.rows import FileRow, RowPlace

    place = RowPlace("bench.xlsx", f"row {number + 1}", sheet=table, number=number + 1)
    return FileRow(table, values, place)


def _reference_data() -> Iterator[FileRow]:
    for number in range(1, 61):
        yield _row("organisations", number, code=f"body-{number}", name=f"Body {number}")
        yield _row("data_categories", number, code=f"data-{number}", name=f"data {number}")
        yield _row("people_categories", number, code=f"people-{number}", name=f"people {number}")
    yield _row("teams", 1, code="team", name="Team", organisation="body-1")
    act = {"code": "act", "title": "Example Act", "kind": "act", "identifier": "ukpga/2000/1"}
    yield _row("legislation", 1, **act)
    for number in range(1, 61):
        code, name = f"section-{number}", f"section {number}"
        yield _row(
            "provisions", number, code=code, legislation="act", label=name, subject="an example"
        )
        yield _row(
            "powers", number, code=f"power-{number}", name=name, kind="share", provision=code
        )


def _activity(number: int) -> FileRow:
    """An entry with `PARTS` parts, each in a row of a sheet of its own."""
    parts = {
        name: [
            _row(name, number * len(rows) + place, **values)
            for place, values in enumerate(rows, start=1)
        ]
        for name, rows in _parts(number).items()
    }
    assert sum(map(len, parts.values())) == PARTS  # noqa: S101
    return _row(
        "activities",
        number,
        reference=f"RPA-{number:04d}",
        title=f"Looking after example {number}",
        summary=f"We keep records of example {number} to see that it goes well. " * 3,
        team="team",
        legal_regime="uk-gdpr",
        is_public="true",
        business_function="Examples",
        providing="voluntary",
        automated_decisions="none",
        transfers_position="listed",
        dpia_status="completed",
        follows_retention_policy="yes",
        last_reviewed_on="2026-03-31",
        **parts,
    )


def _parts(number: int) -> dict[str, list[dict[str, Any]]]:
    def code(kind: str, place: int) -> str:
        return f"{kind}-{(number * 7 + place) % 60 + 1}"

    return {
        "controller_roles": [{"organisation": "body-1", "role": "sole"}],
        "purposes": [
            {
                "statement": f"see that part {place} of example {number} goes well",
                "lawful_basis": "6-1-e",
                "provisions": [code("section", place), code("section", place + 30)],
                "is_inferred": "false",
            }
            for place in range(4)
        ],
        "conditions": [
            {"covers": "special", "article_9": "9-2-g", "schedule_1": "2-6"},
            {"covers": "criminal", "schedule_1": "2-12", "explanation": "It is our task."},
        ],
        "data_holdings": [
            {
                "people_category": code("people", place),
                "data_category": code("data", place),
                "detail": "as far as it is known",
            }
            for place in range(8)
        ],
        "data_sources": [
            {"group": "themselves"},
            {
                "group": "authority",
                "organisation": code("body", 1),
                "including": [code("body", 2), code("body", 3)],
            },
        ],
        "channels": [{"channel": channel} for channel in ("email", "post", "survey")],
        "disclosures": [
            {
                "recipient": code("body", place),
                "purpose": "to see that it goes well",
                "gateway": code("power", place),
                "including": [code("body", place + 20)] if place % 2 else [],
            }
            for place in range(4)
        ],
        "transfers": [
            {"destination": "France", "mechanism": "adequacy", "recipient": code("body", 9)}
        ],
        "retention_rules": [
            {"covers": "letters", "minimum_period": "P3Y", "end_action": "delete"},
            {"covers": "lists", "trigger": "the example ends", "is_usual": "true"},
        ],
        "security_measures": [
            {"kind": "technical", "description": "Kept encrypted."},
            {"kind": "organisational", "description": "Staff are trained."},
        ],
        "power_uses": [{"power": code("power", 5), "held_by": "body-1"}],
    }


if __name__ == "__main__":
    main()
