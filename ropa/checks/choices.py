"""What people can choose: UK GDPR Articles 7(3) and 21(2) to (4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ropa.documents.choice_wording import uses_of
from ropa.documents.schema import ActivityDocument
from ropa.models import PeopleChoice
from ropa.models.grounds import LawfulBasis

from .document_facts import acts_as_controller, rests_on_consent, under_part_3
from .rules import RuleGroup, RuleProblem, Severity

CHOICES = RuleGroup[ActivityDocument]("Choices people have", applies_to=acts_as_controller)

_Kind = PeopleChoice.Kind
_AT_ANY_TIME = (_Kind.WITHDRAW_CONSENT, _Kind.STOP_MARKETING)
_MARKETING = re.compile(r"\bmarketing\b", re.IGNORECASE)


def _offers(document: ActivityDocument, kind: PeopleChoice.Kind) -> bool:
    return any(part.kind.code == kind for part in document.people_choices)


@CHOICES.rule(
    "R7-3",
    "UK GDPR Article 7(3)",
    Severity.WARNING,
    "Where consent is relied on, the record says how people withdraw it.",
    mend="people_choices",
)
def withdrawal_recorded(document: ActivityDocument) -> Iterator[RuleProblem]:
    """It must be as easy to withdraw as to give. Explicit consent to special category data counts
    as well: Article 9(2)(a)."""
    if rests_on_consent(document) and not _offers(document, _Kind.WITHDRAW_CONSENT):
        yield RuleProblem(
            "Say how people withdraw their consent. It must be as easy as giving it was."
        )


@CHOICES.rule(
    "R21-3",
    "UK GDPR Article 21(2) to (4)",
    Severity.WARNING,
    "Where data is used for direct marketing, the record says how people stop that.",
    mend="people_choices",
)
def end_of_marketing_recorded(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A purpose that speaks of marketing asks for it. Whoever objects to direct marketing needs no
    reason, and it must stop. Where it rests on consent, people withdraw that instead."""
    if under_part_3(document) or _offers(document, _Kind.STOP_MARKETING):
        return
    for part in document.purposes:
        consented = part.lawful_basis.code == LawfulBasis.CONSENT
        if _MARKETING.search(part.statement) and not consented:
            yield RuleProblem(
                f"Say how people stop direct marketing: “{part.statement}”. They may object at "
                "any time, and then it must stop."
            )
            return


@CHOICES.rule(
    "R21-2-time",
    "UK GDPR Articles 7(3) and 21(2)",
    Severity.WARNING,
    "People withdraw consent and stop direct marketing at any time.",
    mend="people_choices",
)
def at_any_time(document: ActivityDocument) -> Iterator[RuleProblem]:
    """Neither has a last day."""
    for index, part in enumerate(document.people_choices):
        if part.kind.code in _AT_ANY_TIME and part.by_when.strip():
            yield RuleProblem(
                f"Take out the last day for “{part.choice}”: people may do this at any time.",
                index,
            )


@CHOICES.rule(
    "Q-uses",
    "UK GDPR Articles 5(1)(a) and 12(1) and (2)",
    Severity.WARNING,
    "A choice is about purposes that the entry names.",
    mend="people_choices",
)
def uses_are_purposes(document: ActivityDocument) -> Iterator[RuleProblem]:
    statements = {part.statement.strip() for part in document.purposes}
    for index, part in enumerate(document.people_choices):
        unknown = [use for use in uses_of(part.only_for) if use not in statements]
        if unknown:
            named = "; ".join(f"“{use}”" for use in unknown)
            yield RuleProblem(
                f"“{part.choice}” is for uses that are no purpose of this entry: {named}. Write "
                "them as the purposes are written.",
                index,
            )
