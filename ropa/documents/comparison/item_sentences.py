"""What a change to an item of a list means, where several of its fields say one thing together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ropa.documents.schema import DisclosureDocument, RetentionDocument
from ropa.documents.wording import limit_sentence, lower_first

# The fields that say together how long something is kept.
_HOW_LONG = ("limit", "minimum_period", "is_usual", "trigger")
# Purposes that go on from “We share it with the police”.
_GOING_ON = ("to ", "for ", "so that ", "because ")


def item_sentences(before: Any, after: Any) -> Mapping[str, str]:
    """Return by the name of each such field that differs the sentence that tells of it: empty
    where each field is told for itself."""
    if isinstance(before, RetentionDocument) and isinstance(after, RetentionDocument):
        said = _how_long(before, after)
        return dict.fromkeys(_HOW_LONG, said) if said else {}
    if isinstance(before, DisclosureDocument) and isinstance(after, DisclosureDocument):
        said = _what_for(before, after)
        return {"purpose": said} if said else {}
    return {}


def _how_long(before: RetentionDocument, after: RetentionDocument) -> str:
    try:
        was, now = limit_sentence(before), limit_sentence(after)
    except (KeyError, ValueError):
        # What no form lets in is told as it stands, field by field.
        return ""
    if not was or not now or was == now:
        return ""
    return f"We now keep {lower_first(after.covers)} {lower_first(now)} Before: {lower_first(was)}"


def _what_for(before: DisclosureDocument, after: DisclosureDocument) -> str:
    was, now = (each.purpose.strip().rstrip(".") for each in (before, after))
    if was == now or not (was.startswith(_GOING_ON) and now.startswith(_GOING_ON)):
        return ""
    return f"We now share it with {after.recipient.name} {now}. Before: {was}."
