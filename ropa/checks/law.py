"""Whether the law that an entry cites is still law, and has been checked at its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ropa.dates import day_in_words
from ropa.documents.schema import ActivityDocument, PowerDocument, ProvisionDocument

from .rules import RuleGroup, RuleProblem, Severity
from .today import today

LAW = RuleGroup[ActivityDocument]("The law that is cited")

_CITATION = "UK GDPR Article 5(2); DPA 2018 section 34(3)"
_IN_FORCE = "UK GDPR Articles 5(1)(a), 5(2) and 6(3); DPA 2018 sections 34(3) and 35(2)"


def _unverified(
    provisions: Iterable[ProvisionDocument | None], index: int
) -> Iterator[RuleProblem]:
    names = dict.fromkeys(law.citation for law in provisions if law and not law.verified_on)
    if names:
        yield RuleProblem(
            f"Nobody has checked this law at the source yet: {'; '.join(names)}. Read it, and set "
            "the date on its page.",
            index,
        )


def _no_longer_law(
    provisions: Iterable[ProvisionDocument | None], index: int, day: date
) -> Iterator[RuleProblem]:
    ended = dict.fromkeys(
        f"{law.citation}, up to {day_in_words(law.last_day)}" if law.last_day else law.citation
        for law in provisions
        if law and (law.is_replaced or (law.last_day and law.last_day < day))
    )
    if ended:
        yield RuleProblem(
            f"This law is no longer in force: {'; '.join(ended)}. Cite what replaces it, or take "
            "it out.",
            index,
        )


def _of_power(power: PowerDocument | None) -> tuple[ProvisionDocument | None, ...]:
    return (power.provision, power.offence) if power else ()


@LAW.rule(
    "L-purposes",
    _CITATION,
    Severity.WARNING,
    "The law that purposes cite has been checked at the source.",
    mend="purposes",
)
def law_of_purposes_verified(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.purposes):
        yield from _unverified(part.provisions, index)


@LAW.rule(
    "L-powers",
    _CITATION,
    Severity.WARNING,
    "The law that powers cite has been checked at the source.",
    mend="power_uses",
)
def law_of_powers_verified(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.power_uses):
        yield from _unverified((*_of_power(part.power), part.applied_through), index)


@LAW.rule(
    "L-sharing",
    _IN_FORCE,
    Severity.WARNING,
    "The law that allows sharing is recorded.",
    mend="disclosures",
)
def sharing_has_a_gateway(document: ActivityDocument) -> Iterator[RuleProblem]:
    """A power to require information is no power to pass it on. Where no law is recorded, no page
    and no file names one for that sharing.
    """
    for index, part in enumerate(document.disclosures):
        if part.gateway is None:
            yield RuleProblem(
                f"No law is recorded that allows sharing with {part.recipient.name} "
                f"{part.purpose}. Name it as the power or duty to share.",
                index,
            )


@LAW.rule(
    "L-gateways",
    _CITATION,
    Severity.WARNING,
    "The law that allows sharing has been checked at the source.",
    mend="disclosures",
)
def law_of_gateways_verified(document: ActivityDocument) -> Iterator[RuleProblem]:
    for index, part in enumerate(document.disclosures):
        yield from _unverified(_of_power(part.gateway), index)


@LAW.rule(
    "L-purposes-ended",
    _IN_FORCE,
    Severity.WARNING,
    "The law that purposes cite is in force.",
    mend="purposes",
)
def law_of_purposes_in_force(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day. The page of a provision, and that of its law, say until when it is in
    force, and what replaces it."""
    for index, part in enumerate(document.purposes):
        yield from _no_longer_law(part.provisions, index, today())


@LAW.rule(
    "L-powers-ended",
    _IN_FORCE,
    Severity.WARNING,
    "The law that powers cite is in force.",
    mend="power_uses",
)
def law_of_powers_in_force(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day. The page of a provision, and that of its law, say until when it is in
    force, and what replaces it."""
    for index, part in enumerate(document.power_uses):
        cited = (*_of_power(part.power), part.applied_through)
        yield from _no_longer_law(cited, index, today())


@LAW.rule(
    "L-gateways-ended",
    _IN_FORCE,
    Severity.WARNING,
    "The law that allows sharing is in force.",
    mend="disclosures",
)
def law_of_gateways_in_force(document: ActivityDocument) -> Iterator[RuleProblem]:
    """This is asked each day. The page of a provision, and that of its law, say until when it is in
    force, and what replaces it."""
    for index, part in enumerate(document.disclosures):
        yield from _no_longer_law(_of_power(part.gateway), index, today())
