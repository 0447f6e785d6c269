"""What a column of somebody's spreadsheet can be: the places of an entry that it may fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import CharField, TextField

from ropa.documents.description import described, description_of, description_of_model
from ropa.documents.left_out import Output, why_left_out
from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity
from ropa.models.base import part_relations
from ropa.tables.sheets import Column, ColumnKind, Sheet, sheets


@dataclass(frozen=True)
class Target:
    """A place of an entry for a column to fill.

    `name` stands in mappings and is stable; `title` and `help` are what people read. A target of
    `many` takes several columns, and several values in a cell; any other takes one column.
    """

    name: str
    title: str
    help: str
    many: bool = False


LEAVE_OUT = "leave-out"
INTERNAL_NOTE = "internal-note"

# The fields that readers of this folder fill from targets of their own. All other texts of an entry
# that no sentence of ours is made of are targets as they are described.
READ_BY_HAND = frozenset(
    {"business_function", "data_location", "why_not_followed", "internal_note"}
)


def described_targets() -> dict[str, str]:
    """Return the targets that follow from the description of an entry alone, with the field of the
    model that each fills: its texts that are not worded, but for those read by hand."""
    description = description_of(ActivityDocument)
    return {
        column.replace("_", "-"): column
        for name, field in description.fields.items()
        if not field.is_worded
        for column in description.columns(name)
        if column not in READ_BY_HAND and _is_text(column)
    }


def _is_text(name: str) -> bool:
    field: Any = ProcessingActivity._meta.get_field(name)
    return isinstance(field, CharField | TextField) and not field.choices


@dataclass(frozen=True)
class DescribedField:
    """A field of a part that a column fills because it is described.

    `part` is the relation by which an entry reaches its parts, `identity` the columns by which one
    of them is named. A field that `makes_parts` names each of them: its column has one a line.
    `reads` are the relations of an entry that reading the column asks for.
    """

    part: str
    column: Column
    title: str
    spellings: tuple[str, ...]
    is_period: bool
    identity: tuple[Column, ...]
    makes_parts: bool
    reads: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        return f"{self.part}-{self.column.name}".replace("_", "-")


@cache
def described_part_fields() -> tuple[DescribedField, ...]:
    """Return the fields of parts that are targets because they are described: those that are not
    worded and that `left_out` does not excuse, one that makes parts before what is said of them."""
    found = [
        field
        for name in part_relations(ProcessingActivity)
        for sheet in sheets()
        if sheet.name == f"activities.{name}"
        for field in _fields_of(sheet)
    ]
    return tuple(sorted(found, key=lambda field: not field.makes_parts))


def _fields_of(sheet: Sheet) -> Iterator[DescribedField]:
    description = description_of_model(sheet.shape.model)
    identity = tuple(
        sheet.named[column]
        for name in dict.fromkeys(path.partition(".")[0] for path in description.identity)
        for column in description.columns(name)
        if column in sheet.named
    )
    for name, said in description.fields.items():
        for column in () if said.is_worded else description.columns(name):
            field: Any = sheet.shape.model._meta.get_field(column)
            if not why_left_out(field, Output.SPREADSHEET):
                yield DescribedField(
                    sheet.part,
                    sheet.named[column],
                    f"{sheet.title}: {said.label}",
                    said.spellings,
                    said.period,
                    identity,
                    sheet.named[column].kind is ColumnKind.TEXT and description.identity == (name,),
                    tuple(f"{sheet.part}__{each.name}" for each in sheet.columns if each.model),
                )


def _described() -> Iterator[Target]:
    for target, column in described_targets().items():
        said = described(ProcessingActivity, column)
        field: Any = ProcessingActivity._meta.get_field(column)
        if said:
            yield Target(target, said.label, str(field.help_text), many=True)
    for each in described_part_fields():
        yield Target(each.target, each.title, each.column.help_text, many=True)


# The regulator's thirty columns stand in their own order; before and after them what the register
# has besides.
TARGETS: tuple[Target, ...] = (
    Target(
        "reference",
        "Reference",
        "The register’s own, like RPA-0001. A row without one becomes a new entry, unless an entry "
        "has its title.",
    ),
    Target("title", "Title", "Each entry has its own, of at most 200 characters."),
    Target("summary", "Summary", "What is done with whose information, and why."),
    Target("team", "Team", "The code or the name of the team that keeps the entry."),
    Target("business-function", "Business function", "For example “Human resources”."),
    Target("purposes", "Purposes", "What the data is used for, one a line.", many=True),
    Target(
        "joint-controllers",
        "Joint controllers",
        "Organisations that decide together with yours, one a line.",
        many=True,
    ),
    Target("people", "Categories of people", "Whose data it is, one a line.", many=True),
    Target("data", "Categories of data", "Which data it is, one a line.", many=True),
    Target("recipients", "Recipients", "Who gets the data, one a line.", many=True),
    Target("processors", "Processors", "Who handles the data for you, one a line.", many=True),
    Target(
        "processor-contract",
        "Contract with processor",
        "A link, or where the contract is kept.",
        many=True,
    ),
    Target(
        "third-countries",
        "Transfers abroad",
        "Countries and international organisations, one a line, or “None”. What allows a transfer "
        "may stand after a colon.",
        many=True,
    ),
    Target(
        "safeguards",
        "Safeguards for exceptional transfers",
        "For transfers that rest on Article 49.",
        many=True,
    ),
    Target("retention", "Retention", "How long data is kept, one rule a line.", many=True),
    Target("security", "Security measures", "How data is protected, one a line.", many=True),
    Target(
        "lawful-basis", "Lawful basis", "For example “Public task” or “Article 6(1)(e)”.", many=True
    ),
    Target("article-9", "Article 9 condition", "For special category data.", many=True),
    Target(
        "legitimate-interests",
        "Legitimate interests",
        "Which interest, where that is the lawful basis.",
        many=True,
    ),
    Target(
        "interests-assessment",
        "Legitimate interests assessment",
        "A link, or where it is kept.",
        many=True,
    ),
    Target(
        "rights",
        "Rights of individuals",
        "They follow from the lawful basis: you are told where the column says something else.",
        many=True,
    ),
    Target("automated-decisions", "Automated decisions", "No, or how they work.", many=True),
    Target("sources", "Sources", "Where the data comes from, one a line.", many=True),
    Target("consent-record", "Record of consent", "A link, or where it is kept.", many=True),
    Target("location", "Location of the data", "Systems and places.", many=True),
    Target("dpia-required", "Impact assessment required?", "Yes or no."),
    Target("dpia-progress", "Impact assessment progress", "In progress or completed."),
    Target("dpia-link", "Impact assessment", "A link, or where it is kept.", many=True),
    Target("breach", "Has a breach occurred?", "Yes or no."),
    Target("breach-record", "Record of a breach", "A link, or where it is kept.", many=True),
    Target(
        "schedule-1",
        "Schedule 1 condition",
        "Of the Data Protection Act 2018, for example “paragraph 18”.",
        many=True,
    ),
    Target(
        "schedule-1-basis",
        "Lawful basis, beside Schedule 1",
        "Compared with the lawful basis; taken for it where that is empty.",
        many=True,
    ),
    Target(
        "retention-policy",
        "Retention and erasure policy",
        "A link, or where it is kept.",
        many=True,
    ),
    Target("follows-policy", "Kept and erased as the policy says?", "Yes, no, or not applicable."),
    Target("why-not-followed", "If not, why not", "Needed where the answer is no.", many=True),
    *_described(),
    Target(
        INTERNAL_NOTE,
        "Internal note",
        "For staff alone, under the title of the column. Choose it for what has no other place.",
        many=True,
    ),
    Target(LEAVE_OUT, "Leave out", "What stands in the column is not imported.", many=True),
)

BY_NAME = {target.name: target for target in TARGETS}
