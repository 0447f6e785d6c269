"""A small register with rows in every table and texts that are hard to keep, always the same."""

from __future__ import annotations

from ropa.imports.loading import load
from ropa.imports.rows import FileRow
from ropa.reports.all_formats import every_format
from ropa.reports.report_query import report
from ropa.reports.selection import Selection

from ..examples import activity, reference_data, row

FORMATS = ("json", "csv-sheets", "xlsx")
HARD_TEXTS = (
    "=SUM(A1:A9)",
    "+44 20 7946 0000",
    "-1",
    "@home",
    "'quoted",
    "''twice",
    " blanks around ",
    "a\nb\r\nc\rd\te",
    "_x000D_ and _x005F_",
    "Ünïcödé 😀 \u202e “”",
    "007",
    "TRUE",
    "2026-03-31",
    "(Long text 1: see the sheet “Long texts”)",
    'a "b", c; d',
    "long " * 4_000,
)


def small_register() -> list[FileRow]:
    """Every table, with three entries that have parts of most kinds."""
    entries = [activity(number, internal_note=text) for number, text in enumerate(HARD_TEXTS, 1)]
    entries[0].values["transfers"] = [
        row("transfers", 2, destination="Norway", recipient="council-2", mechanism="adequacy")
    ]
    entries[0].values["channels"] = [row("channels", 2, channel="tannoy", detail="on Fridays")]
    return [
        *reference_data(),
        row(
            "organisations",
            9,
            code="regulator",
            name="The Regulator",
            is_regulator=True,
            valid_from="1984-07-12",
            contact_points=[
                row("contact_points", 2, subject="complaints", name="Complaints", telephone="+44 1")
            ],
        ),
        row(
            "agreements",
            2,
            code="hosting",
            name="Hosting of files",
            kind="contract",
            parties=["regulator"],
            signed_on="2024-02-29",
        ),
        row("channels", 2, code="tannoy", name="The tannoy", also_called="loudspeaker, PA"),
        row("systems", 2, code="files", name="Files", kind="files"),
        row("powers", 2, code="ask", name="to ask", kind="function", provision="section-1"),
        *entries,
        row(
            "notices",
            2,
            slug="schools",
            title="Schools",
            organisation="council-1",
            team="office",
            summary="About schools.",
            introduction="How it begins.\n\nAnd goes on.",
        ),
        row(
            "sections",
            2,
            slug="marks",
            notice="schools",
            position="1",
            title="Marks",
            covers="Marks.",
            why="To teach.",
            section_activities=[row("entries", 2, activity="RPA-0001")],
            audiences=[
                row(
                    "readers",
                    2,
                    slug="pupils",
                    heading="I am a pupil",
                    people_category="pupils-1",
                    text="What we do.",
                )
            ],
        ),
        row(
            "regimes",
            2,
            slug="visits",
            title="Visits",
            team="office",
            summary="What is inspected.",
            lead="council-1",
            controllership="sole",
            law=["section-1", "section-2"],
            activities=["RPA-0001"],
        ),
    ]


def exported(**selection: object) -> dict[str, bytes]:
    """The register as it stands in draft, in each form that can be read back."""
    drafts = report(Selection(**{"is_draft": True, **selection}))  # type: ignore[arg-type]
    return {
        form.name: b"".join(form.write(drafts)) for form in every_format() if form.name in FORMATS
    }


def exported_small_register() -> dict[str, bytes]:
    """The small register in each form."""
    load(small_register())
    return exported()
