"""A difference as a sentence, and a note of changes made of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from ropa.documents.wording import lower_first

from .difference import Difference, Kind, Step

# Longer than this, a text is not repeated within a sentence.
_SHORT = 60
_LONGEST_NAME = 120
_IN_A_NOTE = 5


def in_a_sentence(difference: Difference) -> str:
    """Return what differs as one sentence, such as “Ofsted added to who we share it with.”"""
    if difference.is_first:
        return "First version."
    if difference.is_renaming:
        return f"“{difference.before}” is now “{difference.after}”."
    *outer, last = difference.steps
    if difference.kind is Kind.MOVED:
        said = f"the order of {_in_list(last)} changed"
    elif last.item and difference.kind is not Kind.CHANGED:
        said = f"{_named(last)} {_VERBS[difference.kind]} {_in_list(last)}"
    else:
        # The innermost item is what the field is said of; those around it say where that is.
        owner = next((step for step in (last, *reversed(outer)) if step.item), None)
        outer = [step for step in outer if step is not owner]
        said = f"{_subject(last, owner)} {_happened(difference)}"
    context = ", ".join(_shortened(step) for step in outer if step.item)
    return f"{f'{_upper_first(context)}: ' if context else ''}{_upper_first(said).rstrip('.')}."


def suggested_note(differences: Iterable[Difference]) -> str:
    """Return what a note of changes for the public could say, in a few sentences.

    Empty if nothing public differs, or if there was no version before.
    """
    public = (each for each in differences if each.is_public and not each.is_first)
    sentences = list(dict.fromkeys(in_a_sentence(each) for each in public))
    left = len(sentences) - _IN_A_NOTE
    more = f" And {left} more {'change' if left == 1 else 'changes'}." if left > 0 else ""
    return " ".join(sentences[:_IN_A_NOTE]) + more


_VERBS = {Kind.ADDED: "added to", Kind.REMOVED: "removed from"}


def _in_list(step: Step) -> str:
    return step.field.phrase or lower_first(step.field.label)


def _shortened(step: Step) -> str:
    return shorten(step.item, _LONGEST_NAME, placeholder="…")


def _named(step: Step) -> str:
    return f"“{_shortened(step)}”" if step.quoted else _shortened(step)


def _subject(step: Step, owner: Step | None) -> str:
    if owner is None:
        return step.field.phrase or step.field.label
    item = _shortened(owner)
    phrase = step.field.phrase
    if not phrase:
        return f"{step.field.label} for {_named(owner)}"
    return phrase.format(item=item, lowered=lower_first(item))


def _happened(difference: Difference) -> str:
    before, after = difference.before, difference.after
    is_short = "\n" not in before + after and max(len(before), len(after)) <= _SHORT
    if difference.kind is Kind.CHANGED:
        return f"changed from {before} to {after}" if is_short else "was reworded"
    verb = "added" if difference.kind is Kind.ADDED else "removed"
    return f"{verb}: {before or after}" if is_short else verb


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
