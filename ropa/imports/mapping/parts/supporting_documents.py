"""The documents behind an entry, and the record of a breach: columns into supporting documents.

Sources: UK GDPR Articles 7(1), 28(3), 33(5) and 35; DPA 2018 Schedule 1 paragraph 41(c).
"""

from __future__ import annotations

from ropa.models import SupportingDocument

from ..cells.answers import ShortAnswer, short_answer, short_answer_and_rest
from ..cells.documents import find_documents
from ..entry_row import EntryRow
from .existing_parts import existing_values

Paper = SupportingDocument.Kind

_PAPERS = {
    "processor-contract": Paper.PROCESSOR_CONTRACT,
    "interests-assessment": Paper.INTERESTS_ASSESSMENT,
    "consent-record": Paper.CONSENT_RECORD,
    "dpia-link": Paper.DPIA,
    "breach-record": Paper.BREACH_RECORD,
    "retention-policy": Paper.RETENTION_POLICY,
}


def read_supporting_documents(row: EntryRow) -> None:
    """Read the papers of all columns that name some; those of other columns stay as they are."""
    if not row.has(*_PAPERS, "breach"):
        return
    found: list[dict[str, str]] = []
    mapped: set[str] = set()
    for target, kind in _PAPERS.items():
        if not row.has(target):
            continue
        mapped.add(kind.value)
        for paper in find_documents(row.text(target), kind):
            if (
                short_answer(paper.title) in {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE}
                and not paper.location
            ):
                continue
            if paper.unplaced:
                row.add_to_note(target, paper.unplaced)
            values = {"kind": paper.kind, "title": paper.title, "location": paper.location}
            if values not in found:
                found.append(values)
    _read_breach(row, found)
    existing = existing_values(row, "supporting_documents")
    row.values["supporting_documents"] = _in_existing_order(existing, found, mapped)


def _read_breach(row: EntryRow, found: list[dict[str, str]]) -> None:
    """A breach is known by its record: without one, a record that is still to be found is put."""
    if not row.has("breach"):
        return
    given, more = short_answer_and_rest(row.text("breach"))
    kind = Paper.BREACH_RECORD
    is_recorded = any(paper["kind"] == kind for paper in found)
    if row.content("breach") and given is None:
        row.gap("breach", "Write yes or no; where its record is belongs to its own column.")
    elif given in {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE} and is_recorded:
        row.gap(
            "breach", "No breach has occurred, but the record of one is named. Correct one of them."
        )
    elif given is ShortAnswer.YES and not is_recorded and not _has_unmapped_record(row):
        found.append({"kind": kind.value, "title": str(kind.label), "location": ""})
        row.note("A breach is said to have occurred, but not where its record is. Add that.")
    if more:
        row.add_to_note("breach", more)


def _has_unmapped_record(row: EntryRow) -> bool:
    """Whether the entry has a record that no column of the file is about."""
    return not row.has("breach-record") and any(
        part.kind == Paper.BREACH_RECORD for part in row.existing_parts("supporting_documents")
    )


def _in_existing_order(
    existing: list[dict[str, str]], found: list[dict[str, str]], mapped: set[str]
) -> list[dict[str, str]]:
    """The papers that stay and those of the file, each kind where it stood before."""
    rest = list(found)
    placed: list[dict[str, str]] = []
    for paper in existing:
        if paper["kind"] not in mapped:
            placed.append(paper)
            # What the file names as well is there already.
            rest = [each for each in rest if each != paper]
            continue
        same = next((each for each in rest if each["kind"] == paper["kind"]), None)
        if same:
            rest.remove(same)
            placed.append(same)
    return [*placed, *rest]
