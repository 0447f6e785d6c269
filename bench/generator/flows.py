"""The parts of a generated entry that say which data, where it comes from and who gets it."""

from __future__ import annotations

from random import Random
from typing import Any

from ropa.models import DataSource, Disclosure

from .bodies import Bodies
from .plans import Plan
from .words import PHRASES, DomainGround

_Group = DataSource.Group
_Frequency = Disclosure.Frequency
_GATEWAYS = (
    "share-for-public-services",
    "share-against-fraud",
    "share-to-reduce-crime",
    "share-for-welfare-services",
)
_CARE_GATEWAYS = ("share-for-care", "share-with-safeguarding-adults-boards")
# Bodies that anybody may share with, or hear from.
_COMMON_RECIPIENTS = (
    "auditors",
    "ombudsmen",
    "elected-representatives",
    "interpreters",
    "government-departments",
    "courts-and-tribunals",
    "the-police",
)
_OTHERS = ("whistleblowers", "relatives", "residents")
# Named bodies of the reference data among kinds of body; those made up come on top.
_NAMED = {
    "government-departments": ("dfe", "ministry-of-justice"),
    "inspectorates": ("cqc", "hmicfrs", "hmi-probation"),
    "ombudsmen": ("lgsco",),
}

type Row = dict[str, Any]


def holdings(plan: Plan, dice: Random) -> list[Row]:
    """Return six to ten combinations of people and data, in which offences are a rare exception
    unless the task needs them."""
    domain = plan.domain
    people = domain.people[: dice.randint(2, len(domain.people))]
    data = ["name", "contact-details", *domain.ordinary]
    if dice.random() < 0.65:
        data += dice.sample(domain.special, dice.randint(1, 2))
    if plan.task.holds_offences or dice.random() < 0.05:
        data += domain.criminal
    every = [(who, what) for who in people for what in data]
    chosen = sorted(dice.sample(range(len(every)), dice.randint(6, 10)))
    return [
        {
            "people_category": who,
            "data_category": what,
            "detail": _sometimes(dice, 0.05, PHRASES.data_details),
        }
        for who, what in (every[place] for place in chosen)
    ]


def sources(plan: Plan, dice: Random, bodies: Bodies) -> list[Row]:
    """Return two to four sources, most often the people themselves first."""
    number = dice.randint(2, 4)
    rows: list[Row] = []
    if dice.random() < 0.85:
        rows.append({"group": _Group.THEMSELVES.value})
    if dice.random() < 0.5:
        rows.append({"group": _Group.OWN_STAFF.value, "detail": "what our staff write down"})
    if dice.random() < 0.25:
        rows.append({"group": _Group.PUBLIC.value, "people_category": dice.choice(_OTHERS)})
    bodies_asked = dice.sample(plan.domain.recipients, max(0, number - len(rows)))
    rows += [
        {
            "group": _Group.AUTHORITY.value,
            "organisation": code,
            "including": _including(dice, bodies, code),
        }
        for code in bodies_asked
    ]
    return rows


def channels(plan: Plan, dice: Random) -> list[Row]:
    """Return two to four ways in which data arrives."""
    every = (*PHRASES.channels, *PHRASES.further_channels.get(plan.domain.kind, ()))
    return [
        {"channel": channel, "detail": PHRASES.channel_details.get(channel, "")}
        for channel in dice.sample(every, dice.randint(2, 4))
    ]


def disclosures(plan: Plan, dice: Random, bodies: Bodies) -> list[Row]:
    """Return three to six recipients, most of them those of the field of work."""
    own, common = plan.domain.recipients, _COMMON_RECIPIENTS
    every = list(dict.fromkeys((*dice.sample(own, len(own)), *dice.sample(common, len(common)))))
    return [_disclosure(plan, dice, bodies, code) for code in every[: dice.randint(3, 6)]]


def _disclosure(plan: Plan, dice: Random, bodies: Bodies, code: str) -> Row:
    row: Row = {
        "recipient": code,
        "including": _including(dice, bodies, code),
        "purpose": dice.choice(PHRASES.why_shared),
        "frequency": dice.choice([each.value for each in _Frequency]),
        "detail": _sometimes(dice, 0.15, PHRASES.shared_details),
    }
    if dice.random() < 0.5:
        in_care = plan.domain.ground in (DomainGround.CARE, DomainGround.HEALTH)
        row["gateway"] = dice.choice(_CARE_GATEWAYS if in_care else _GATEWAYS)
    if dice.random() < 0.4:
        row["agreement"] = f"Sharing agreement {dice.randrange(100, 1000)} on {plan.service}"
    return row


def _including(dice: Random, bodies: Bodies, code: str) -> list[str]:
    """Up to two named bodies among those of a kind, for one recipient or source in three."""
    if dice.random() >= 1 / 3:
        return []
    named = [*_NAMED.get(code, ()), *(body.code for body in bodies.known_as(code))]
    return dice.sample(named, min(len(named), dice.randint(1, 2)))


def transfers(plan: Plan, dice: Random, bodies: Bodies) -> list[Row]:
    """Return where data goes abroad: for one entry in twenty, one or two places."""
    if dice.random() >= 0.05:
        return []
    part_3 = plan.domain.law_enforcement
    every = PHRASES.enforcement_transfers if part_3 else PHRASES.transfers
    return [
        {
            "destination": place.destination,
            "recipient": None if part_3 else dice.choice(bodies.processors).code,
            "mechanism": place.mechanism.value,
            "safeguards": place.safeguards,
        }
        for place in dice.sample(every, dice.randint(1, 2))
    ]


def _sometimes(dice: Random, share: float, texts: tuple[str, ...]) -> str:
    return dice.choice(texts) if dice.random() < share else ""
