"""How long data is kept: UK GDPR Articles 5(1)(e) and 30(1)(f)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ropa.dates import day_in_words
from ropa.documents.schema import ActivityDocument, RetentionDocument
from ropa.models import RetentionRule

from .document_facts import acts_as_controller
from .rules import RuleGroup, RuleProblem, Severity
from .today import today

RETENTION = RuleGroup[ActivityDocument]("How long data is kept", applies_to=acts_as_controller)


# Months to a year, weeks and days to a month, roughly: enough to tell a century from a slip.
_MONTHS = {"Y": 12.0, "M": 1.0, "W": 12 / 52, "D": 12 / 365}
_CENTURY = 100 * 12


def _months(period: str) -> float:
    return sum(
        int(number) * _MONTHS[unit] for number, unit in re.findall(r"([0-9]{1,9})([YMWD])", period)
    )


def _is_over(rule: RetentionDocument, since: date) -> bool:
    """Whether a period from a day is over; not if there is none, or none that is meant, nor if it
    begins with an event, which may be later. Months are taken as long, so that nothing is over too
    early."""
    months = 0 if rule.trigger else _months(rule.minimum_period)
    return 0 < months <= _CENTURY and today() > since + timedelta(days=months * 31)


def _is_only_a_floor(rule: RetentionDocument) -> bool:
    end = (rule.trigger, rule.review_interval, rule.schedule_reference, rule.end_action)
    is_floor = rule.limit.code == RetentionRule.Limit.AT_LEAST
    return is_floor and bool(rule.minimum_period) and not any(end)


@RETENTION.rule(
    "R5-1e",
    "UK GDPR Articles 5(1)(e) and 30(1)(f); DPA 2018 section 39",
    Severity.WARNING,
    "A period has an end: an event it runs from, a review, or what happens after it.",
    mend="retention_rules",
)
def period_has_an_end(document: ActivityDocument) -> Iterator[RuleProblem]:
    """“At least 3 years” alone lets data be kept for ever. A line in a retention schedule will do,
    too."""
    for index, rule in enumerate(document.retention_rules):
        if _is_only_a_floor(rule):
            yield RuleProblem(
                f"{rule.covers}: there is a shortest time and nothing that ends it. Say from which "
                "event it runs, how often it is looked at again, or what happens then.",
                index,
            )


@RETENTION.rule(
    "R5-1e-century",
    "UK GDPR Articles 5(1)(e) and 30(1)(f); DPA 2018 section 39",
    Severity.WARNING,
    "A period longer than a hundred years is meant.",
    mend="retention_rules",
)
def period_is_no_slip(document: ActivityDocument) -> Iterator[RuleProblem]:
    """What is kept for ever, as in an archive, has no period."""
    for index, rule in enumerate(document.retention_rules):
        if _months(rule.minimum_period) > _CENTURY:
            yield RuleProblem(
                f"{rule.covers}: the period is longer than 100 years. Correct it, or choose "
                "“For ever”.",
                index,
            )


@RETENTION.rule(
    "R5-1e-ended",
    "UK GDPR Articles 5(1)(e) and 30(1)(f); DPA 2018 sections 39 and 61(2)(j)",
    Severity.WARNING,
    "Of what has ended, the record says how long its data is still kept.",
    mend="retention_rules",
)
def what_has_ended_says_how_long(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day, from the day after the last one. Keeping data is processing, too: the
    entry stays while there is any."""
    if document.ends_on is None or document.ends_on >= today():
        return
    rules = document.retention_rules
    if not rules or any(rule.to_be_supplied for rule in rules):
        yield RuleProblem(
            f"This ended on {day_in_words(document.ends_on)}. Say how long its data is still kept; "
            "if none is left, retire the entry."
        )


@RETENTION.rule(
    "R5-1e-over",
    "UK GDPR Articles 5(1)(e), 5(2) and 30(1); DPA 2018 sections 39 and 61",
    Severity.WARNING,
    "An entry is retired once it has ended and its data is no longer kept.",
    mend="ends_on",
)
def what_is_over_is_retired(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day, once all the periods of the entry are over, counted from its last
    day. Data that is kept until an event, by a schedule or for ever may still be there."""
    if document.ends_on is None or document.ends_on >= today() or not document.retention_rules:
        return
    if all(_is_over(rule, document.ends_on) for rule in document.retention_rules):
        yield RuleProblem(
            f"This ended on {day_in_words(document.ends_on)}, and since then every period has "
            "passed for which its data is kept. If none is left, retire the entry; otherwise "
            "correct the day or the periods."
        )


@RETENTION.rule(
    "R5-2-reason",
    "UK GDPR Articles 5(1)(e) and 5(2); DPA 2018 sections 34(3) and 39(1)",
    Severity.WARNING,
    "Each period has its reason.",
    mend="retention_rules",
)
def period_has_a_reason(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Data is kept no longer than its purpose needs, and the controller can show it. Another rule
    tells of gaps."""
    for index, rule in enumerate(document.retention_rules):
        if not rule.reason and not rule.to_be_supplied:
            yield RuleProblem(f"{rule.covers}: say why it is kept this long.", index)
