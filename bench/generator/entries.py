"""One entry of a generated register as a row of a file, with all its parts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from random import Random
from typing import Any

from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import LegalRegime, Schedule1, Sensitivity

from .bodies import Bodies
from .choices import decisions_made, people_choices
from .described import SharedCodes, with_remaining_fields
from .dice import FIRST_DAY, dice_for
from .facts import about_children, times
from .flows import channels, disclosures, holdings, sources, transfers
from .grounds import conditions, controllers, power_uses, purposes
from .plans import Plan
from .processors import with_capacity
from .safeguards import papers, retention_rules, security_measures
from .words import PHRASES

type Row = dict[str, Any]


def entry(
    plan: Plan,
    seed: int,
    bodies: Bodies,
    sensitivities: dict[str, str],
    shared: SharedCodes,
    *,
    children: Collection[str],
) -> Row:
    """Return an entry as a row of a file.

    `sensitivities` says of each category of data how the law protects it, by its code; `shared` are
    the agreements and systems that may be named, and `children` the categories of people who are
    children. The entry is the same for the same seed, plan and bodies, whatever other entries there
    are.
    """
    dice = dice_for(seed, plan.number)
    part_3 = plan.domain.law_enforcement
    data = holdings(plan, dice)
    sensitive = {sensitivities[row["data_category"]] for row in data}
    special, offences = (kind in sensitive for kind in (Sensitivity.SPECIAL, Sensitivity.CRIMINAL))
    grounds = conditions(plan, dice, special=special, offences=offences)
    abroad = transfers(plan, dice, bodies)
    roles = controllers(plan, dice, bodies)
    aims = purposes(plan, dice)
    needs_policy = special if part_3 else any(_needs_policy(row) for row in grounds)
    row: Row = {
        "reference": plan.reference,
        "title": plan.title,
        "summary": plan.fill_in(plan.task.summary),
        "team": plan.team.code,
        "legal_regime": (LegalRegime.LAW_ENFORCEMENT if part_3 else LegalRegime.UK_GDPR).value,
        "is_public": plan.is_public,
        "business_function": plan.domain.function,
        "internal_recipients": dice.choice(PHRASES.inside),
        "sharing_note": dice.choice(PHRASES.sharing_notes),
        **_providing(dice),
        **(automated := _automated_decisions(dice)),
        "transfers_position": _transfers_position(dice, abroad),
        **_impact_assessment(dice),
        **_policy(dice, needs_policy=needs_policy),
        **times(plan, seed),
        **about_children(plan, seed, data, children),
        "data_location": dice.choice(PHRASES.locations),
        **_reviews(dice),
        "internal_note": dice.choice(PHRASES.internal_notes) if dice.random() < 0.2 else "",
        "controller_roles": roles,
        "purposes": aims,
        "conditions": grounds,
        "data_holdings": data,
        "data_sources": sources(plan, dice, bodies),
        "channels": channels(plan, dice),
        "disclosures": disclosures(plan, dice, bodies),
        "retention_rules": retention_rules(plan, dice),
        "power_uses": power_uses(plan, dice),
        "decisions_made": decisions_made(plan, seed, data, automated),
        "people_choices": people_choices(plan, seed, aims),
        "transfers": abroad,
        "security_measures": security_measures(dice),
        "supporting_documents": papers(plan, dice, roles, aims, needs_policy=needs_policy),
    }
    row = with_capacity(row, plan, seed, bodies)
    named = {"organisation": [body.code for body in bodies.named], **shared}
    return with_remaining_fields(row, seed, plan.number, named)


def _impact_assessment(dice: Random) -> Row:
    (status,) = dice.choices([each.value for each in Entry.DpiaStatus], (5, 45, 5, 10, 35))
    decided_on = FIRST_DAY + timedelta(days=dice.randrange(365))
    return {
        "dpia_status": status,
        "dpia_decided_on": decided_on,
        "dpia_review_on": decided_on + timedelta(days=365),
    }


def _needs_policy(condition: Row) -> bool:
    code = condition.get("schedule_1", "")
    return code.startswith("2-") or code == Schedule1.EMPLOYMENT


def _providing(dice: Random) -> Row:
    (answer,) = dice.choices([each.value for each in Entry.Providing], (35, 5, 25, 25, 5, 5))
    optional = (Entry.Providing.VOLUNTARY, Entry.Providing.NOT_ASKED, Entry.Providing.UNKNOWN)
    must = answer not in optional
    return {
        "providing": answer,
        "if_not_provided": dice.choice(PHRASES.if_not_provided) if must else "",
    }


def _automated_decisions(dice: Random) -> Row:
    kind = Entry.AutomatedDecisions
    (answer,) = dice.choices([each.value for each in kind], (85, 7, 3, 5))
    details = {kind.PROFILING.value: PHRASES.profiling, kind.DECISIONS.value: PHRASES.decisions}
    detail = dice.choice(details[answer]) if answer in details else ""
    return {"automated_decisions": answer, "automated_decisions_detail": detail}


def _transfers_position(dice: Random, abroad: list[Row]) -> str:
    position = Entry.TransfersPosition
    if abroad:
        return position.LISTED.value
    return (position.UNKNOWN if dice.random() < 0.08 else position.NONE).value


def _policy(dice: Random, *, needs_policy: bool) -> Row:
    follows = Entry.FollowsPolicy
    if not needs_policy:
        return {"follows_retention_policy": follows.NOT_APPLICABLE.value}
    (answer,) = dice.choices((follows.YES, follows.NO, follows.UNKNOWN), (85, 8, 7))
    reason = dice.choice(PHRASES.not_followed) if answer is follows.NO else ""
    return {"follows_retention_policy": answer.value, "why_not_followed": reason}


def _reviews(dice: Random) -> Row:
    """Two in three were reviewed before they came into the register; some have a day planned."""
    if dice.random() >= 2 / 3:
        return {}
    last = FIRST_DAY + timedelta(days=dice.randrange(365))
    dates = {"last_reviewed_on": last}
    if dice.random() < 0.5:
        dates["review_due_on"] = last + timedelta(days=dice.choice((182, 365, 730)))
    return dates
