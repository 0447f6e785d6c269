"""The pages that search knows, and the passages they consist of."""

from __future__ import annotations

from dataclasses import dataclass

# The kinds of pages of the register's own, in the order in which they are offered.
NOTICES = "Privacy notices"
POLICY_DOCUMENTS = "Policy documents"
PEOPLE = "People"
RECORD = "Record of processing"
ORGANISATIONS = "Organisations"
LAW = "Law"
DATA = "Kinds of information"


@dataclass(frozen=True)
class Passage:
    """A part of a page that can be led to: the heading a reader would look for, and what it says.

    `asked_as` are words by which readers ask for such a part; they are searched and never shown.
    A `is_shortcut` passage answers what most readers come for.
    """

    address: str
    text: str
    heading: str = ""
    asked_as: str = ""
    is_shortcut: bool = False


@dataclass(frozen=True)
class SearchPage:
    """A page that can be found.

    `context` says whose or which it is; `names` are other names it goes by; `weight` is how much
    likelier than another it is what people want who use the same words.
    """

    kind: str
    title: str
    address: str
    passages: tuple[Passage, ...]
    context: str = ""
    names: str = ""
    weight: float = 1.0
