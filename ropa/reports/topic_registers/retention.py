"""The retention schedule: how long each thing is kept, and what happens then."""

from __future__ import annotations

from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.schema import ActivityDocument, RetentionDocument
from ropa.documents.wording import interval_in_words, period_sentence, upper_first

from ..columns_words import lines, to_be_supplied
from .definitions import LinkedPart, MissingFact, TopicColumn, TopicRegister


def _how_long(rule: RetentionDocument) -> str:
    return period_sentence(rule) or to_be_supplied(rule.to_be_supplied or "how long")


def _at_the_end(rule: RetentionDocument) -> str:
    return upper_first(rule.end_action.name) if rule.end_action else ""


def _looked_at_again(rule: RetentionDocument) -> str:
    return upper_first(interval_in_words(rule.review_interval)) if rule.review_interval else ""


def _does_not_say_how_long(document: ActivityDocument) -> bool:
    rules = document.retention_rules
    return not rules or any(not period_sentence(rule) for rule in rules)


def _does_not_say_why(document: ActivityDocument) -> bool:
    return any(not rule.reason.strip() for rule in document.retention_rules)


RETENTION = TopicRegister(
    name="retention",
    title="Retention schedule",
    summary="How long each kind of record is kept, from when that is counted, and what happens "
    "to it at the end.",
    citation="UK GDPR Articles 5(1)(e) and 30(1)(f); DPA 2018 section 61(2)(j)",
    parts=lambda document: document.retention_rules,
    linked=LinkedPart(("dpv:hasStorageCondition",)),
    columns=(
        TopicColumn("What is kept", lambda rule: upper_first(rule.covers)),
        TopicColumn("How long", _how_long),
        TopicColumn("Kept longer", lambda rule: rule.extension),
        TopicColumn("Why this long", lambda rule: upper_first(rule.reason)),
        TopicColumn("At the end", _at_the_end),
        TopicColumn("Looked at again", _looked_at_again),
        TopicColumn("Notes", lambda rule: lines(labelled_notes(rule))),
    ),
    missing=(
        MissingFact("Entries that do not say how long everything is kept", _does_not_say_how_long),
        MissingFact("Entries that do not say why they keep something so long", _does_not_say_why),
    ),
)
