"""What reading a mapped spreadsheet gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ropa.models import Organisation
from ropa.models.grounds import Sensitivity

from ..ledger import CellLedger
from ..problems import Problem, Remark
from ..rows import FileRow, RowPlace

# The kinds of names, as the tables of their rows are called.
ORGANISATIONS = "organisations"
PEOPLE = "people_categories"
DATA = "data_categories"
CHANNELS = "channels"
SYSTEMS = "systems"
AGREEMENTS = "agreements"

# What a person may decide of an unknown name, beside the code of a row: that it is new.
NEW = "new"
NEW_BODY = "new-body"
# Or that it is no name at all: its words are kept.
NO_NAME = "no-name"


@dataclass(frozen=True)
class NewRow:
    """What a new row for a name is said to be: in words, and by its fields."""

    label: str
    values: Mapping[str, Any] = field(default_factory=dict)


# By kind and decision. An organisation that is only said to be new is a kind of body (“local
# authorities”); data and people that are, are filed as their names sound.
NEW_ROWS: Mapping[str, Mapping[str, NewRow]] = {
    ORGANISATIONS: {
        NEW: NewRow(
            "New: a kind of body, such as “local authorities”",
            {"kind": Organisation.Kind.KIND_OF_BODY.value},
        ),
        NEW_BODY: NewRow("New: a named organisation", {"kind": Organisation.Kind.BODY.value}),
    },
    PEOPLE: {
        NEW: NewRow("New: filed as the name sounds"),
        "new-adults": NewRow("New: people who are no children", {"are_children": False}),
        "new-children": NewRow("New: children", {"are_children": True}),
    },
    DATA: {
        NEW: NewRow("New: filed as the name sounds"),
        **{
            f"new-{each.value}": NewRow(
                f"New: {each.label.lower()} data", {"sensitivity": each.value}
            )
            for each in Sensitivity
        },
    },
    CHANNELS: {NEW: NewRow("New")},
    SYSTEMS: {NEW: NewRow("New")},
    AGREEMENTS: {NEW: NewRow("New")},
}


def new_row(kind: str, decision: str) -> NewRow | None:
    """Return what a name is decided to become; `None` if it is not decided to be new."""
    return NEW_ROWS[kind].get(decision)


@dataclass(frozen=True)
class Suggestion:
    """A row that a name may stand for: its code, to decide so, and its name. `why` says what
    people cannot see from the names, such as that it replaces the one named; mostly empty.
    `is_sure` if hardly anything else can be meant: an abbreviation, or the same words."""

    code: str
    name: str
    why: str = ""
    is_sure: bool = False


@dataclass(frozen=True)
class UnknownName:
    """A name that no reference row has.

    `kind` is one of the kinds above. `places` are the rows in which it stands, in
    order. `suggestions` are at most three, best first. `code` is the one a new row would have;
    other names of the same file may be decided to be that row.
    """

    kind: str
    name: str
    places: tuple[RowPlace, ...]
    suggestions: tuple[Suggestion, ...]
    code: str

    @property
    def is_surely_known(self) -> bool:
        """Whether it hardly can be anything but the first that is suggested."""
        return any(each.is_sure for each in self.suggestions[:1])


@dataclass
class MappedRows:
    """Rows for `load`, what is to be mended, what should be known, the names nobody knows, what
    became of each cell, and which of them leave gaps or were guessed.

    Rows with problems are among the rows, without what the problems are about, so that a dry run
    finds their other mistakes. Load them only if there are no problems.
    """

    rows: list[FileRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: list[UnknownName] = field(default_factory=list)
    ledger: CellLedger = field(default_factory=CellLedger)
    remarks: list[Remark] = field(default_factory=list)
