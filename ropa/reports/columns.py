"""The regulator’s layout of the record: its 30 columns, each made from an entry’s document.

Source: the Information Commissioner’s documentation template for controllers. The titles, their
order and which of them are required are the template’s own. The header block that stands above its
columns is in `parties`; entries under DPA 2018 Part 3 follow the list in `section_61`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ropa.documents.description import description_of
from ropa.documents.labelled_fields import labelled_fields, labelled_texts
from ropa.documents.schema import ActivityDocument

from . import columns_bodies as bodies
from . import columns_data as data
from . import columns_documents as papers
from . import columns_grounds as grounds
from . import columns_people as people
from .columns_words import lines


@dataclass(frozen=True)
class ReportColumn:
    """A column of the record and how its cell is made.

    `required` columns are asked for by law: their cell is never empty. The others are good
    practice, and empty where the question does not arise. The cell of a public column reads public
    fields alone, so it says the same of a document and of its published copy. Of an internal
    column only the whole document may be asked: a published copy raises `AttributeError`. Several
    values stand one a line.
    """

    number: int
    title: str
    citation: str
    required: bool
    is_public: bool
    cell: Callable[[ActivityDocument], str]


def _reference(document: ActivityDocument) -> str:
    """The reference that the register gave the entry."""
    return document.reference


def _title(document: ActivityDocument) -> str:
    """The title of the entry."""
    return document.title


# What files put before the first column of either list.
REFERENCE = ReportColumn(0, "Reference", "", required=False, is_public=True, cell=_reference)
TITLE = ReportColumn(0, "Title", "", required=False, is_public=True, cell=_title)

# Article 30(1) and Schedule 1 paragraph 41 ask for these; the rest is good practice.
_REQUIRED = {*range(1, 7), *range(8, 12), *range(26, 31)}
# These are made from what staff alone may read.
_INTERNAL = {1, 7, 15, *range(19, 26), 28, 29, 30}

_COLUMNS_IN_ORDER: tuple[tuple[str, str, Callable[[ActivityDocument], str]], ...] = (
    ("Business function", "UK GDPR Article 30(1)", papers.business_function),
    ("Purpose of processing", "UK GDPR Article 30(1)(b)", grounds.purposes),
    (
        "Name and contact details of joint controller (if applicable)",
        "UK GDPR Article 30(1)(a)",
        bodies.controllers_of_entry,
    ),
    ("Categories of individuals", "UK GDPR Article 30(1)(c)", data.individuals),
    ("Categories of personal data", "UK GDPR Article 30(1)(c)", data.personal_data),
    ("Categories of recipients", "UK GDPR Article 30(1)(d)", bodies.recipients),
    ("Link to contract with processor", "UK GDPR Article 28(3)", papers.agreements),
    (
        "Names of third countries or international organisations that personal data are "
        "transferred to (if applicable)",
        "UK GDPR Article 30(1)(e)",
        data.transfers,
    ),
    (
        "Safeguards for exceptional transfers of personal data to third countries or "
        "international organisations (if applicable)",
        "UK GDPR Article 30(1)(e)",
        data.exceptional_transfers,
    ),
    ("Retention schedule (if possible)", "UK GDPR Article 30(1)(f)", data.retention),
    (
        "General description of technical and organisational security measures (if possible)",
        "UK GDPR Article 30(1)(g)",
        data.security,
    ),
    (
        "Article 6 lawful basis for processing personal data",
        "UK GDPR Article 6(1) and (3)",
        grounds.lawful_bases,
    ),
    (
        "Article 9 condition for processing special category data",
        "UK GDPR Article 9(2)",
        grounds.article_9_conditions,
    ),
    (
        "Legitimate interests for the processing (if applicable)",
        "UK GDPR Articles 6(1)(f) and 13(1)(d)",
        grounds.legitimate_interests,
    ),
    (
        "Link to record of legitimate interests assessment (if applicable)",
        "UK GDPR Articles 5(2) and 6(1)(f)",
        papers.interests_assessment,
    ),
    (
        "Rights available to individuals",
        "UK GDPR Articles 13(2)(b) and 14(2)(c)",
        people.rights_and_choices,
    ),
    (
        "Existence of automated decision-making, including profiling (if applicable)",
        "UK GDPR Articles 13(2)(f), 14(2)(g) and 22A to 22D",
        people.automated_decisions,
    ),
    (
        "The source of the personal data (if applicable)",
        "UK GDPR Articles 13(2)(e) and 14(2)(f)",
        bodies.source,
    ),
    ("Link to record of consent", "UK GDPR Article 7(1)", papers.consent_record),
    ("Location of personal data", "UK GDPR Article 5(2)", papers.location),
    (
        "Data Protection Impact Assessment required?",
        "UK GDPR Article 35(1)",
        papers.dpia_required,
    ),
    ("Data Protection Impact Assessment progress", "UK GDPR Article 35(1)", papers.dpia_progress),
    ("Link to Data Protection Impact Assessment", "UK GDPR Article 35(7)", papers.dpia_link),
    ("Has a personal data breach occurred?", "UK GDPR Article 33(5)", papers.breach),
    ("Link to record of personal data breach", "UK GDPR Article 33(5)", papers.breach_link),
    (
        "Data Protection Act 2018 Schedule 1 Condition for processing",
        "DPA 2018 Schedule 1 paragraph 41(a)",
        grounds.schedule_1_conditions,
    ),
    (
        "GDPR Article 6 lawful basis for processing",
        "DPA 2018 Schedule 1 paragraph 41(b)",
        grounds.bases_for_schedule_1,
    ),
    (
        "Link to retention and erasure policy document",
        "DPA 2018 Schedule 1 paragraphs 39 and 41(c)",
        papers.policy_documents,
    ),
    (
        "Is personal data retained and erased in accordance with the policy document?",
        "DPA 2018 Schedule 1 paragraph 41(c)",
        papers.follows_policy,
    ),
    (
        "Reasons for not adhering to policy document (if applicable)",
        "DPA 2018 Schedule 1 paragraph 41(c)",
        papers.why_not_followed,
    ),
)


def further_columns(after: int) -> tuple[ReportColumn, ...]:
    """Return a column for each public fact of an entry that no column up to `after` is about: facts
    that the record holds beyond what the law asks for, after their labels."""
    fields = description_of(ActivityDocument).fields
    return tuple(
        ReportColumn(
            number, fields[name].label, "", required=False, is_public=True, cell=_further_cell(name)
        )
        for number, name in enumerate(labelled_fields(ActivityDocument), start=after + 1)
    )


def _further_cell(name: str) -> Callable[[ActivityDocument], str]:
    return lambda document: lines(labelled_texts(document, name))


COLUMNS: tuple[ReportColumn, ...] = tuple(
    ReportColumn(
        number,
        title,
        citation,
        required=number in _REQUIRED,
        is_public=number not in _INTERNAL,
        cell=cell,
    )
    for number, (title, citation, cell) in enumerate(_COLUMNS_IN_ORDER, start=1)
) + further_columns(len(_COLUMNS_IN_ORDER))
