"""Rows as a reader of spreadsheets hands them over: every value as text, each part in a row of a
sheet of its own."""

from __future__ import annotations

from typing import Any

from ropa.imports.rows import FileRow, RowPlace

FILE = "register.xlsx"


def row(table: str, number: int, /, **values: Any) -> FileRow:
    """The row of a sheet with that number."""
    return FileRow(table, values, RowPlace(FILE, f"row {number}", sheet=table, number=number))


def reference_data() -> list[FileRow]:
    """What the example entries name."""
    rows = [
        row("teams", 2, code="office", name="Office", organisation="council-1"),
        row(
            "legislation", 2, code="act", title="Schools Act", kind="act", identifier="ukpga/1999/1"
        ),
    ]
    for number in range(1, 5):
        rows += [
            row("organisations", number + 1, code=f"council-{number}", name=f"Council {number}"),
            row("data_categories", number + 1, code=f"marks-{number}", name=f"marks {number}"),
            row("people_categories", number + 1, code=f"pupils-{number}", name=f"pupils {number}"),
            row(
                "provisions",
                number + 1,
                code=f"section-{number}",
                legislation="act",
                label=f"section {number}",
                subject="an example",
            ),
        ]
    return rows


def activity(number: int, /, **values: Any) -> FileRow:
    """An entry with parts of several kinds, one of them with a list of shared rows."""
    first = 10 * number
    given: dict[str, Any] = {
        "reference": f"RPA-{number:04d}",
        "title": f"Example {number}",
        "summary": "What is done.",
        "team": "office",
        "is_public": "true",
        "last_reviewed_on": "2026-03-31",
        "controller_roles": [
            row("controllers", first, organisation="council-1", role="sole"),
        ],
        "purposes": [
            row(
                "purposes",
                first + place,
                statement=f"purpose {place} of {number}",
                lawful_basis="6-1-e",
                provisions=[f"section-{place}", f"section-{place + 1}"] if place else [],
            )
            for place in range(3)
        ],
        "data_holdings": [
            row(
                "data_holdings",
                first + place,
                people_category=f"pupils-{place}",
                data_category=f"marks-{place}",
            )
            for place in (1, 2)
        ],
        "disclosures": [
            row(
                "disclosures",
                first + place,
                recipient=f"council-{place}",
                purpose="to show it",
                including=[f"council-{place - 1}"],
            )
            for place in (2, 3)
        ],
        "retention_rules": [
            row("retention_rules", first, covers="letters", minimum_period="P3Y", is_usual="false")
        ],
    }
    return FileRow("activities", given | values, row("activities", number + 1).place)


PARTS = 9
