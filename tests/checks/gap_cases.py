"""What breaks the rules on transfers, periods, cited law and gaps, and what mends it."""

from __future__ import annotations

from datetime import date

from ropa.models import (
    ContactPoint,
    ControllerRole,
    DataSource,
    PeopleChoice,
    RetentionRule,
    Transfer,
)
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
    choice,
    contact,
    controller,
    decision,
    gap,
    source,
    term,
    transfer,
    with_more,
    with_part,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject


GUESSED = changed(BODY, contact_points=(contact(Subject.DPO, is_inferred=True),))


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
        if mechanism not in (Mechanism.ADEQUACY, Mechanism.DEROGATION, Mechanism.NOT_SETTLED)
    ),
    Case(
        "R44A-settled",
        sent(transfer(Mechanism.NOT_SETTLED)),
        0,
        "Norway",
        mended=sent(transfer(Mechanism.IDTA)),
    ),
    Case(
        "R46-tested",
        sent(changed(transfer(Mechanism.IDTA), assessed_on=None)),
        0,
        "Norway",
        mended=sent(changed(transfer(Mechanism.ADEQUACY), assessed_on=None)),
    ),
    Case(
        "R46-tested",
        sent(changed(transfer(Mechanism.IDTA), assessed_on=None)),
        0,
        mended=sent(transfer(Mechanism.IDTA)),
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


def retention(**fields):
    return with_part(ENTRY, "retention_rules", **fields)


Limit = RetentionRule.Limit

DELETED = term(RetentionRule.EndAction.DELETE)

RETENTION = [
    Case("R5-1e", retention(trigger=""), 0, "evidence"),
    Case(
        "R5-1e", retention(trigger=""), 0, mended=retention(trigger="", limit=term(Limit.EXACTLY))
    ),
    Case("R5-2-reason", retention(reason=""), 0, "evidence: say why", mended=ENTRY),
    Case(
        "R5-2-reason",
        retention(reason=""),
        0,
        mended=retention(reason="", to_be_supplied="Not known."),
    ),
    Case("R5-1e", retention(trigger=""), 0, mended=retention(trigger="", end_action=DELETED)),
    *(
        Case("R5-1e", retention(trigger=""), 0, mended=retention(**{"trigger": "", fact: "P1Y"}))
        for fact in ("review_interval", "schedule_reference")
    ),
    *(
        Case(
            "R5-1e-century",
            retention(minimum_period=longer),
            0,
            "100 years",
            mended=retention(minimum_period=period),
        )
        for longer, period in (("P101Y", "P100Y"), ("P1201M", "P1200M"), ("P99Y24M", "P99Y"))
    ),
]

LAST_DAY = date(2025, 3, 31)


def ended(**fields):
    return changed(retention(**fields), ends_on=LAST_DAY)


LONG = {"minimum_period": "P99Y", "trigger": ""}
SHORT = {"minimum_period": "P6M", "trigger": "", "limit": term(Limit.EXACTLY)}
OVER = [
    Case(
        "R5-1e-ended",
        changed(ENTRY, ends_on=LAST_DAY, retention_rules=()),
        says="This ended on 31 March 2025. Say how long",
        mended=ended(),
    ),
    Case("R5-1e-ended", ended(to_be_supplied="the period"), mended=ended()),
    Case(
        "R5-1e-ended",
        changed(ENTRY, ends_on=LAST_DAY, retention_rules=()),
        mended=changed(ENTRY, ends_on=date(2999, 3, 31), retention_rules=()),
    ),
    Case("R5-1e-over", ended(**SHORT), says="retire", mended=ended(**LONG)),
    *(
        Case("R5-1e-over", ended(**SHORT), mended=mended)
        for mended in (
            ended(minimum_period=""),
            ended(**SHORT | {"trigger": "the child is 25"}),
            changed(ended(**SHORT), ends_on=date(2999, 3, 31)),
            with_more(
                ended(**SHORT),
                "retention_rules",
                changed(ENTRY.retention_rules[0], **LONG),
            ),
        )
    ),
]

REPLACED = changed(PROVISION, citation="Former Act 1990, section 3", last_day=LAST_DAY)
REPLACED_POWER = changed(POWER, provision=REPLACED)
IN_FORCE = changed(REPLACED, last_day=date(2999, 3, 31))
FORMER_LAW = [
    Case(
        "L-purposes-ended",
        with_part(ENTRY, "purposes", provisions=(PROVISION, REPLACED)),
        0,
        "no longer in force: Former Act 1990, section 3, up to 31 March 2025. Cite",
        mended=with_part(ENTRY, "purposes", provisions=(PROVISION, IN_FORCE)),
    ),
    Case(
        "L-purposes-ended",
        with_part(ENTRY, "purposes", provisions=(changed(PROVISION, is_replaced=True),)),
        0,
        "no longer in force: Example Act 2000, section 1. Cite",
    ),
    Case("L-powers-ended", with_part(ENTRY, "power_uses", power=REPLACED_POWER), 0, "Former Act"),
    Case("L-powers-ended", with_part(ENTRY, "power_uses", applied_through=REPLACED), 0),
    Case(
        "L-gateways-ended",
        with_part(ENTRY, "disclosures", gateway=REPLACED_POWER),
        0,
        "Former Act",
        mended=with_part(ENTRY, "disclosures", gateway=None),
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
    Case(
        "G-retention", retention(minimum_period="", to_be_supplied="The period."), 0, "The period."
    ),
    Case(
        "G-security",
        with_part(ENTRY, "security_measures", description="", to_be_supplied="The lock."),
        0,
        "The lock.",
    ),
    Case("C-purposes", with_part(ENTRY, "purposes", is_inferred=True), 0, "do an example"),
    Case(
        "C-conditions",
        with_part(ENTRY, "conditions", 1, is_inferred=True),
        1,
        "Statutory and government purposes",
    ),
    *(
        Case(rule, with_part(ENTRY, part, is_inferred=True), says=says)
        for rule, part, says in (
            ("C-controllers", "controllers", "The Body"),
            ("C-data", "data_holdings", "ordinary data about"),
            ("C-sources", "data_sources", "The people themselves"),
            ("C-sharing", "disclosures", "the police"),
            ("C-transfers", "transfers", "Norway"),
            ("C-retention", "retention_rules", "evidence"),
            ("C-powers", "power_uses", "do an example"),
        )
    ),
    Case(
        "C-contacts",
        controlled_by(controller(Role.SOLE, organisation=GUESSED)),
        says="The Body: Data protection officer",
        mended=controlled_by(controller(Role.SOLE)),
    ),
    Case(
        "C-choices",
        with_more(ENTRY, "people_choices", choice(PeopleChoice.Kind.OPT_OUT, is_inferred=True)),
        says="say no to letters",
        mended=with_more(ENTRY, "people_choices", choice(PeopleChoice.Kind.OPT_OUT)),
    ),
    Case(
        "C-decisions",
        with_more(ENTRY, "decisions_made", decision(is_inferred=True)),
        says="who gets a place",
        mended=with_more(ENTRY, "decisions_made", decision()),
    ),
    Case("Q-providing", changed(ENTRY, providing=Entry.Providing.UNKNOWN)),
    Case(
        "Q-providing",
        changed(ENTRY, providing=Entry.Providing.UNKNOWN),
        mended=changed(LAW_ENFORCEMENT_ENTRY, providing=Entry.Providing.UNKNOWN),
    ),
    Case(
        "Q-asked",
        changed(ENTRY, providing=Entry.Providing.NOT_ASKED),
        says="named as a source",
        mended=changed(
            ENTRY,
            providing=Entry.Providing.NOT_ASKED,
            data_sources=(source(DataSource.Group.OWN_STAFF),),
        ),
    ),
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
    Case("R35-1-begun", changed(ENTRY, dpia_status=Entry.DpiaStatus.REQUIRED), mended=ENTRY),
    Case(
        "R35-1-reason",
        changed(ENTRY, dpia_status=Entry.DpiaStatus.NOT_REQUIRED),
        mended=changed(
            ENTRY, dpia_status=Entry.DpiaStatus.NOT_REQUIRED, dpia_reason="The risk is low."
        ),
    ),
]

GAP_CASES = TRANSFERS + RETENTION + OVER + LAW + FORMER_LAW + GAPS
