"""What breaks the rules on transfers, periods, cited law and gaps, and what mends it."""

from __future__ import annotations

from ropa.models import ContactPoint, ControllerRole, RetentionRule, Transfer
from ropa.models import ProcessingActivity as Entry

from .cases import RESEARCH_ONLY, Case, controlled_by
from .complete import (
    BODY,
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    POWER,
    PROVISION,
    UNREAD,
    changed,
    controller,
    gap,
    term,
    transfer,
    with_part,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject


def sent(*transfers, entry=ENTRY):
    return changed(entry, transfers=transfers)


NOWHERE = changed(sent(), transfers_position=Entry.TransfersPosition.NONE)
Mechanism = Transfer.Mechanism

TRANSFERS = [
    Case("R30-1e", sent(), says="country"),
    Case("R30-1e", sent(), mended=NOWHERE),
    *(
        Case("R30-1e-answer", changed(ENTRY, transfers_position=answer), says=str(answer.label))
        for answer in (Entry.TransfersPosition.NONE, Entry.TransfersPosition.UNKNOWN)
    ),
    Case(
        "R30-1e-safeguards",
        sent(transfer(Mechanism.DEROGATION, " ")),
        0,
        "Norway",
        mended=sent(transfer(Mechanism.DEROGATION)),
    ),
    Case(
        "R30-1e-safeguards",
        sent(transfer(Mechanism.DEROGATION, "")),
        0,
        mended=sent(transfer(Mechanism.ADDENDUM, "")),
    ),
    *(
        Case(
            "R46-safeguards",
            sent(transfer(mechanism, "")),
            0,
            "Norway",
            mended=sent(transfer(mechanism)),
        )
        for mechanism in Mechanism
        if mechanism not in (Mechanism.ADEQUACY, Mechanism.DEROGATION)
    ),
    *(
        Case(
            "R46-safeguards",
            sent(transfer(Mechanism.ADDENDUM, " ")),
            0,
            # Adequacy asks for none; of exceptions, another rule asks it.
            mended=sent(transfer(on_its_own, "")),
        )
        for on_its_own in (Mechanism.ADEQUACY, Mechanism.DEROGATION)
    ),
    Case("R44A-regime", sent(transfer(Mechanism.PART_3)), 0, "Norway"),
    Case(
        "R44A-regime",
        sent(transfer(Mechanism.IDTA), entry=LAW_ENFORCEMENT_ENTRY),
        0,
        mended=LAW_ENFORCEMENT_ENTRY,
    ),
]


def kept(**fields):
    return with_part(ENTRY, "retention_rules", **fields)


DELETED = term(RetentionRule.EndAction.DELETE)

RETENTION = [
    Case("R5-1e", kept(trigger=""), 0, "evidence"),
    Case("R5-1e", kept(trigger=""), 0, mended=kept(trigger="", end_action=DELETED)),
    *(
        Case("R5-1e", kept(trigger=""), 0, mended=kept(**{"trigger": "", fact: "P1Y"}))
        for fact in ("review_interval", "schedule_reference")
    ),
]

UNREAD_POWER = changed(POWER, offence=UNREAD)

LAW = [
    Case(
        "L-purposes",
        with_part(ENTRY, "purposes", provisions=(PROVISION, UNREAD)),
        0,
        "Unread Act 2001, section 2",
    ),
    Case("L-powers", with_part(ENTRY, "power_uses", power=UNREAD_POWER), 0, "Unread Act"),
    Case("L-powers", with_part(ENTRY, "power_uses", applied_through=UNREAD), 0, "Unread Act"),
    Case(
        "L-sharing",
        with_part(ENTRY, "disclosures", gateway=None),
        0,
        "No law is recorded that allows sharing with",
        mended=with_part(ENTRY, "disclosures", gateway=POWER),
    ),
    Case("L-gateways", with_part(ENTRY, "disclosures", gateway=UNREAD_POWER), 0, "Unread Act"),
    Case(
        "L-gateways",
        with_part(ENTRY, "disclosures", gateway=UNREAD_POWER),
        0,
        mended=with_part(ENTRY, "disclosures", gateway=POWER),
    ),
]

GAPS = [
    Case(
        "G-controllers",
        controlled_by(
            controller(
                Role.SOLE,
                changed(BODY, contact_points=(*BODY.contact_points[1:], gap(Subject.GENERAL))),
            )
        ),
        0,
        "Its address.",
    ),
    Case("G-retention", kept(minimum_period="", to_be_supplied="The period."), 0, "The period."),
    Case(
        "G-security",
        with_part(ENTRY, "security_measures", description="", to_be_supplied="The lock."),
        0,
        "The lock.",
    ),
    Case("C-purposes", with_part(ENTRY, "purposes", for_confirmation=True), 0, "do an example"),
    Case(
        "C-conditions",
        with_part(ENTRY, "conditions", 1, for_confirmation=True),
        1,
        "Statutory and government purposes",
    ),
    Case("Q-providing", changed(ENTRY, providing=Entry.Providing.UNKNOWN)),
    Case("Q-automated", changed(ENTRY, automated_decisions=Entry.AutomatedDecisions.UNKNOWN)),
    Case(
        "Q-transfers",
        changed(NOWHERE, transfers_position=Entry.TransfersPosition.UNKNOWN),
        mended=NOWHERE,
    ),
    Case(
        "Q-policy",
        changed(RESEARCH_ONLY, follows_retention_policy=Entry.FollowsPolicy.UNKNOWN),
        mended=changed(RESEARCH_ONLY, follows_retention_policy=Entry.FollowsPolicy.NOT_APPLICABLE),
    ),
    Case("R35-1", changed(ENTRY, dpia_status=Entry.DpiaStatus.NOT_ASSESSED)),
]

GAP_CASES = TRANSFERS + RETENTION + LAW + GAPS
