"""What other applications have to say to staff about an entry as it stands.

An application registers here what it compares with entries. Nothing of it is frozen or published.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ropa.models import ProcessingActivity


@dataclass(frozen=True)
class Remark:
    """Something to look at, in a sentence, and the address of the page it is about."""

    message: str
    url: str


# Given an entry, return the remarks on it, in a number of queries that does not grow with its size.
RemarkMaker = Callable[[ProcessingActivity], list[Remark]]

_makers: list[RemarkMaker] = []


def register_remarks(maker: RemarkMaker) -> None:
    """Register what makes remarks on entries."""
    _makers.append(maker)


def remarks_on(entry: ProcessingActivity) -> list[Remark]:
    """Return what other applications have to say about an entry."""
    return [remark for maker in _makers for remark in maker(entry)]
