"""What reading a mapped spreadsheet gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..ledger import CellLedger
from ..problems import Problem
from ..rows import FileRow, RowPlace

# The kinds of names, as the tables of their rows are called.
ORGANISATIONS = "organisations"
PEOPLE = "people_categories"
DATA = "data_categories"
CHANNELS = "channels"
SYSTEMS = "systems"
AGREEMENTS = "agreements"

# What a person may decide of an unknown name, beside the code of a row: that it is new. A new
# organisation is a kind of body (“local authorities”), unless it is said to be a named one.
NEW = "new"
NEW_BODY = "new-body"


@dataclass(frozen=True)
class Suggestion:
    """A row that a name may stand for: its code, to decide so, and its name. `why` says what
    people cannot see from the names, such as that it replaces the one named; mostly empty."""

    code: str
    name: str
    why: str = ""


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


@dataclass
class MappedRows:
    """Rows for `load`, what is to be mended, what should be known, the names nobody knows, and what
    became of each cell.

    Rows with problems are among the rows, without what the problems are about, so that a dry run
    finds their other mistakes. Load them only if there are no problems.
    """

    rows: list[FileRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: list[UnknownName] = field(default_factory=list)
    ledger: CellLedger = field(default_factory=CellLedger)
