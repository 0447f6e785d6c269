"""The facts that a PDF states of an entry, in order, each with the law that asks for it.

Entries under the UK GDPR are told in the order in which people ask; those under DPA 2018 Part 3
follow section 61's list, and then what it does not ask for. A processor's entry is told in the
layout of a processor's record.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ropa.documents.schema import ActivityDocument
from ropa.reports import columns_documents as papers
from ropa.reports import columns_grounds as grounds
from ropa.reports import columns_people as people
from ropa.reports.columns import ReportColumn
from ropa.reports.columns_grounds import falls_under_part_3
from ropa.reports.processor_columns import PROCESSOR_COLUMNS
from ropa.reports.section_61 import SECTION_61

type Cell = Callable[[ActivityDocument], str]

# A value of several lines has its further lines set in: see `columns_words`.
_NEXT_VALUE = re.compile(r"\n(?!  )")


@dataclass(frozen=True)
class LabelledValues:
    """The values of one cell, under a label where a fact has several."""

    label: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One thing told of an entry: by a template of `templates/reports/pdf/facts/` over what the
    entry says, or by cells in the words of the other files, each with its label. Values that are
    a few words each can stand in one line (`run_in`)."""

    title: str
    citation: str
    template: str = ""
    cells: tuple[tuple[str, Cell], ...] = ()
    is_public: bool = True
    run_in: bool = False

    def values(self, document: ActivityDocument) -> tuple[LabelledValues, ...]:
        """Return what the cells say, without those that are empty."""
        texts = ((label, cell(document)) for label, cell in self.cells)
        return tuple(
            LabelledValues(label, tuple(_NEXT_VALUE.split(text))) for label, text in texts if text
        )


def facts_of(
    document: ActivityDocument, *, is_public: bool
) -> Iterator[tuple[Fact, tuple[LabelledValues, ...]]]:
    """Yield what is told of an entry, each with what its cells say. Of what is public, nothing
    internal is asked."""
    for fact in _facts_asked_for(document):
        if is_public and not fact.is_public:
            continue
        values = fact.values(document)
        if values or fact.template:
            yield fact, values


def _facts_asked_for(document: ActivityDocument) -> tuple[Fact, ...]:
    if document.is_processor:
        return _OF_PROCESSOR
    return _BY_SECTION_61 if falls_under_part_3(document) else _BY_ARTICLE_30


_SOURCES = Fact("Where it comes from", "UK GDPR Articles 13(2)(e) and 14(2)(f)", "sources")
_RIGHTS = Fact(
    "Rights people have",
    "UK GDPR Articles 13(2)(b) and 14(2)(c)",
    cells=(("", grounds.rights),),
    run_in=True,
)
_CHOICES = Fact(
    "Choices people have",
    "UK GDPR Articles 7(3) and 21(2) to (4)",
    cells=(("", people.choices),),
)
_ASSESSMENT = Fact(
    "Impact assessment",
    "UK GDPR Article 35",
    cells=(
        ("Is one required?", papers.dpia_required),
        ("How far it has come", papers.dpia_progress),
        ("Where to find it", papers.dpia_link),
    ),
    is_public=False,
)
_POLICY = Fact(
    "Policy on keeping and erasing",
    "DPA 2018 Schedule 1 paragraphs 39 and 41",
    cells=(
        ("Where to find it", papers.policy_documents),
        ("Is it followed?", papers.follows_policy),
        ("If not, why", papers.why_not_followed),
    ),
    is_public=False,
)
_PAPERS = Fact(
    "Places and papers",
    "UK GDPR Articles 5(2), 7(1), 28(3) and 33(5)",
    cells=(
        ("Where the information is kept", papers.location),
        ("Contracts, arrangements and other papers", papers.agreements),
        ("Assessment of legitimate interests", papers.interests_assessment),
        ("Record of consent", papers.consent_record),
        ("Record of a breach", papers.breach_link),
    ),
    is_public=False,
)

_BY_ARTICLE_30 = (
    Fact("Who is responsible", "UK GDPR Articles 26 and 30(1)(a)", "controllers"),
    Fact("What it is for, and on which ground", "UK GDPR Articles 6, 9 and 30(1)(b)", "grounds"),
    Fact("What the law requires or allows", "UK GDPR Article 6(3)", "powers"),
    Fact("Whose information, and which", "UK GDPR Article 30(1)(c)", "holdings"),
    _SOURCES,
    Fact("Who it may be shared with", "UK GDPR Article 30(1)(d)", "recipients"),
    Fact("Information sent abroad", "UK GDPR Article 30(1)(e)", "transfers"),
    Fact("How long it is kept", "UK GDPR Article 30(1)(f)", "retention"),
    Fact("How it is kept safe", "UK GDPR Article 30(1)(g)", "security"),
    _RIGHTS,
    _CHOICES,
    Fact("Decisions made by computer", "UK GDPR Articles 13(2)(f) and 22A to 22D", "decisions"),
    _ASSESSMENT,
    _POLICY,
    _PAPERS,
)

# What of section 61's list is told by a template; the rest is told in the words of its cell.
_TEMPLATES = {
    "section 61(2)(a) and (b)": "controllers",
    "section 61(2)(e)": "recipients",
    "section 61(2)(f)(ii)": "holdings",
    "section 61(2)(g)": "decisions",
    "section 61(2)(h)": "transfers",
    "section 61(2)(i)": "legal-basis",
    "section 61(2)(j)": "retention",
    "section 61(2)(k)": "security",
}


def _asked_for(column: ReportColumn) -> Fact:
    template = _TEMPLATES.get(column.citation.removeprefix("DPA 2018 "), "")
    cells = () if template else (("", column.cell),)
    return Fact(column.title, column.citation, template, cells, column.is_public)


# Beside the list, what law enforcement has a law of its own for; Part 3 asks for no sources.
_BY_SECTION_61 = (
    *map(_asked_for, SECTION_61),
    replace(_SOURCES, citation=""),
    replace(_RIGHTS, citation="DPA 2018 section 44(1)(d)"),
    replace(_CHOICES, citation=""),
    replace(_ASSESSMENT, citation="DPA 2018 section 64"),
    replace(_PAPERS, citation="DPA 2018 sections 34(3), 59 and 67"),
)

# A processor need not record whose information it is; its contract has to say so.
_OF_PROCESSOR = (
    *(
        Fact(each.title, each.citation, "", (("", each.cell),), each.is_public)
        for each in PROCESSOR_COLUMNS
    ),
    Fact("Whose information, and which", "UK GDPR Article 28(3)", "holdings"),
    replace(_PAPERS, citation="UK GDPR Articles 5(2), 28(3) and 33(5)"),
)
