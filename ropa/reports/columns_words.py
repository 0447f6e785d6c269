"""Wording of cells: several values in one cell, and what to write where nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import PowerDocument, ProvisionDocument
from ropa.documents.wording import NOT_SAID

NONE_RECORDED = "None recorded"
DOES_NOT_APPLY = "Does not apply"

_FURTHER_LINE = "\n  "


def lines(values: Iterable[str]) -> str:
    """Return values as the text of one cell, one a line, without those that are empty.

    A value of several lines keeps them: each further line is set in by two spaces, so that one can
    tell where the next value begins.
    """
    return "\n".join([_set_in(value) for value in map(str.strip, values) if value])


def recorded(values: Iterable[str]) -> str:
    """Return values as `lines` does; if there are none, that none are recorded."""
    return lines(values) or NONE_RECORDED


def only_if(asked: bool, values: Iterable[str]) -> str:
    """Return values as `lines` does; if there are none, that none are recorded where they are
    `asked` for, and an empty text where the question does not arise."""
    return lines(values) or (NONE_RECORDED if asked else "")


def with_notes(head: str, *notes: str) -> str:
    """Return what is listed and what there is to say about it, such as “head: a note. Another.”"""
    sentences = [_with_full_stop(note) for note in map(str.strip, notes) if note]
    if not sentences:
        return head
    # A head that says “role: name” has had its colon.
    return f"{head}{'.' if ': ' in head else ':'} {' '.join(sentences)}"


def specified(name: str, *details: str) -> str:
    """Return a name with what specifies it in brackets: “health data (Special category)”."""
    given = [detail for detail in map(str.strip, details) if detail]
    return f"{name} ({'; '.join(given)})" if given else name


def to_be_supplied(text: str) -> str:
    """Return a stated gap in the words people read; empty if nothing is missing."""
    return f"{NOT_SAID}: {text}" if text.strip() else ""


def law(provision: ProvisionDocument) -> str:
    """Return a provision as lawyers cite it and what it is about."""
    return specified(provision.citation, provision.subject, *labelled_notes(provision))


def power(held: PowerDocument) -> str:
    """Return a power: its kind, what it is for, the law that gives it and the offence behind it."""
    behind = f"; offence: {law(held.offence)}" if held.offence else ""
    named = specified(held.name, *labelled_notes(held))
    return f"{held.kind.name}: {named}, {law(held.provision)}{behind}"


def _set_in(value: str) -> str:
    if "\n" not in value and "\r" not in value:
        return value
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", _FURTHER_LINE)


def _with_full_stop(note: str) -> str:
    return note if note.endswith((".", "!", "?", ".”", ".)")) else f"{note}."
