"""Word a difference as a sentence, and several as a change note."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import shorten

from ropa.documents.wording import lower_first, upper_first

from .difference import Difference, DifferenceKind, DifferenceStep

# Longer than this, a text is not repeated within a sentence.
_LONGEST_VALUE = 60
_LONGEST_NAME = 120
_SENTENCES_IN_NOTE = 5


def difference_sentence(difference: Difference) -> str:
    """Return what differs as one sentence, such as “Ofsted added to who we share it with.”"""
    if difference.is_first_version:
        return "First version."
    if difference.sentence:
        context = _context(difference.steps[:-2])
        return f"{context}{difference.sentence}"
    if difference.is_renaming:
        return f"“{difference.before}” is now “{difference.after}”."
    *outer, last = difference.steps
    if difference.kind is DifferenceKind.MOVED:
        said = f"the order of {_list_phrase(last)} changed"
    elif last.item and difference.kind is not DifferenceKind.CHANGED:
        said = f"{_item_phrase(last)} {_VERBS[difference.kind]} {_list_phrase(last)}"
    else:
        # The innermost item is what the field is said of; those around it say where that is.
        owner = next((step for step in (last, *reversed(outer)) if step.item), None)
        outer = [step for step in outer if step is not owner]
        said = f"{_field_phrase(last, owner)} {_change_phrase(difference)}"
    return f"{_context(outer)}{_with_full_stop(upper_first(said))}"


def suggested_change_note(differences: Iterable[Difference]) -> str:
    """Return what a note of changes for the public could say, in a few sentences.

    Empty if nothing public differs, or if there was no version before.
    """
    public = (each for each in differences if each.is_public and not each.is_first_version)
    sentences = list(dict.fromkeys(difference_sentence(each) for each in public))
    left = len(sentences) - _SENTENCES_IN_NOTE
    more = f" And {left} more {'change' if left == 1 else 'changes'}." if left > 0 else ""
    return " ".join(sentences[:_SENTENCES_IN_NOTE]) + more


_VERBS = {DifferenceKind.ADDED: "added to", DifferenceKind.REMOVED: "removed from"}


def _context(outer: Iterable[DifferenceStep]) -> str:
    """Where something stands, to begin a sentence with."""
    names = ", ".join(_shortened(step) for step in outer if step.item)
    return f"{upper_first(names)}: " if names else ""


def _list_phrase(step: DifferenceStep) -> str:
    return step.field.phrase or lower_first(step.field.label)


def _shortened(step: DifferenceStep) -> str:
    return shorten(step.item, _LONGEST_NAME, placeholder="…")


def _item_phrase(step: DifferenceStep) -> str:
    return f"“{_shortened(step)}”" if step.quoted else _shortened(step)


def _field_phrase(step: DifferenceStep, owner: DifferenceStep | None) -> str:
    if owner is None:
        return step.field.phrase or step.field.label
    item = _shortened(owner)
    phrase = step.field.phrase
    if not phrase:
        return f"{step.field.label} for {_item_phrase(owner)}"
    return phrase.format(item=item, lowered=lower_first(item))


def _change_phrase(difference: Difference) -> str:
    before, after = difference.before, difference.after
    is_short = "\n" not in before + after and max(len(before), len(after)) <= _LONGEST_VALUE
    if difference.is_text:
        # Words of their own would run into those of the sentence.
        before, after = (f"“{text}”" if text else "" for text in (before, after))
    if difference.kind is DifferenceKind.CHANGED:
        return f"changed from {before} to {after}" if is_short else "was reworded"
    verb = "added" if difference.kind is DifferenceKind.ADDED else "removed"
    return f"{verb}: {before or after}" if is_short else verb


def _with_full_stop(said: str) -> str:
    return said if said.endswith((".”", "!”", "?”")) else f"{said.rstrip('.')}."
