"""Cells about people’s rights, the choices they have, and what a computer decides about them."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.choice_wording import choice_sentences
from ropa.documents.decision_wording import decision_sentences
from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import ActivityDocument

from .columns_grounds import rights
from .columns_words import lines, recorded, with_notes


def rights_and_choices(document: ActivityDocument) -> str:
    """Each right people have here, the provision that gives it and, where not every purpose does,
    for which; then each choice they have, how they make it and what follows."""
    return "\n".join(filter(None, (rights(document), choices(document))))


def choices(document: ActivityDocument) -> str:
    """Each choice people have, how they make it and what follows; nothing where none is
    recorded."""
    return lines(_choices(document))


def automated_decisions(document: ActivityDocument) -> str:
    """Whether there is profiling or there are decisions made by automated means, how they work and
    what they mean for people; then each decision."""
    answer = document.automated_decisions.name
    in_general = with_notes(answer, document.automated_decisions_detail)
    return recorded((in_general, *_decisions(document)))


def _decisions(document: ActivityDocument) -> Iterator[str]:
    for part in document.decisions_made:
        notes = (*decision_sentences(part), part.tool_record, *labelled_notes(part))
        yield with_notes("Decision", *notes)


def _choices(document: ActivityDocument) -> Iterator[str]:
    for part in document.people_choices:
        yield with_notes(part.kind.name, *choice_sentences(part), part.url, *labelled_notes(part))
