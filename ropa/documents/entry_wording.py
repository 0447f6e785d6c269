"""Word what an entry says of itself in plain English: when it runs, what it follows, and how old
the children are that it is about.

Documents are frozen: without a day, the sentences read the same before the first day and after the
last. With the day `on` which they are read, what has ended by then is told as past.
"""

from __future__ import annotations

from datetime import date

from ropa.dates import day_in_words

from .schema import ActivityDocument


def entry_sentences(
    document: ActivityDocument, it: str = "", on: date | None = None
) -> tuple[str, ...]:
    """Return in whole sentences what the entry says of itself, as `time_sentences` and
    `children_sentences` do."""
    return (*time_sentences(document, it, on), *children_sentences(document, it))


def time_sentences(
    document: ActivityDocument, it: str = "", on: date | None = None
) -> tuple[str, ...]:
    """Return from when until when the activity runs, and which entry it follows, as far as that is
    said. `it` names the activity where “this” would not be clear."""
    named = it or "This"
    has_ended = on is not None and document.ends_on is not None and document.ends_on < on
    begins = f" from {day_in_words(document.begins_on)}" if document.begins_on else ""
    ends = f" until {day_in_words(document.ends_on)}" if document.ends_on else ""
    found = (
        f"{named} {'ran' if has_ended else 'runs'}{begins}{ends}." if begins or ends else "",
        f"{named} follows {document.follows.name}." if document.follows else "",
    )
    return tuple(filter(None, found))


def children_sentences(document: ActivityDocument, it: str = "") -> tuple[str, ...]:
    """Return how old the children are, and in which form they are told, as far as that is said.
    `it` names the activity where “this” would not be clear."""
    named = it or "this"
    ages, form = _ages(document), document.how_children_are_told.strip()
    found = (
        f"The children that {named} is about are {ages}." if ages else "",
        f"How we tell children about {named}: {form.removesuffix('.')}." if form else "",
    )
    return tuple(filter(None, found))


def _ages(document: ActivityDocument) -> str:
    youngest, oldest = document.children_youngest, document.children_oldest
    if youngest is not None and oldest is not None:
        years = f"{youngest}" if youngest == oldest else f"{youngest} to {oldest}"
        return f"{years} years old"
    if youngest is not None:
        return f"{youngest} years old or older"
    return f"{oldest} years old or younger" if oldest is not None else ""
