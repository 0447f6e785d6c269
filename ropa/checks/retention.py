"""How long data is kept: UK GDPR Articles 5(1)(e) and 30(1)(f)."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument, RetentionDocument

from .rules import Group, Problem, Severity

RETENTION = Group[ActivityDocument]("How long data is kept")


def _is_only_a_floor(rule: RetentionDocument) -> bool:
    end = (rule.trigger, rule.review_interval, rule.schedule_reference, rule.end_action)
    return bool(rule.minimum_period) and not any(end)


@RETENTION.rule(
    "R5-1e",
    "UK GDPR Articles 5(1)(e) and 30(1)(f); DPA 2018 section 39",
    Severity.WARNING,
    "A period has an end: an event it runs from, a review, or what happens after it.",
    mend="retention_rules",
)
def period_has_an_end(document: ActivityDocument) -> Iterator[Problem]:
    """“At least 3 years” alone lets data be kept for ever. A line in a retention schedule will do,
    too."""
    for index, rule in enumerate(document.retention_rules):
        if _is_only_a_floor(rule):
            yield Problem(
                f"{rule.covers}: there is a shortest time and nothing that ends it. Say from which "
                "event it runs, how often it is looked at again, or what happens then.",
                index,
            )
