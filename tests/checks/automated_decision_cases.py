"""What breaks the rules on automated decisions, and what mends it."""

from __future__ import annotations

from ropa.models import AutomatedDecision
from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import Article9, LawfulBasis, Schedule1, Sensitivity

from .cases import Case, based_on, on_condition
from .complete import ENTRY, LAW_ENFORCEMENT_ENTRY, changed, condition, decision, purpose

Answer = Entry.AutomatedDecisions
SOLELY, WITH_PERSON = AutomatedDecision.Involvement
SIGNIFICANT, MINOR, UNKNOWN = AutomatedDecision.Significance
SPECIAL, CRIMINAL = Sensitivity.SPECIAL, Sensitivity.CRIMINAL


def deciding(*decisions, entry=ENTRY, answer=Answer.DECISIONS):
    return changed(entry, decisions_made=decisions, automated_decisions=answer)


# Held for a vital interest, on which no computer may decide.
VITAL = on_condition(
    condition(SPECIAL, Article9.VITAL_INTERESTS),
    condition(CRIMINAL, schedule_1=Schedule1.STATUTORY_PURPOSES),
)
ON_SPECIAL = decision(SOLELY, SIGNIFICANT, SPECIAL)
WITHOUT_LAW = changed(
    based_on(purpose(LawfulBasis.LEGITIMATE_INTERESTS, interest="Order.", provisions=())),
    power_uses=(),
)
RECOGNISED = based_on(
    purpose(LawfulBasis.PUBLIC_TASK), purpose(LawfulBasis.RECOGNISED_INTEREST, statement="rescue")
)

AUTOMATED_DECISION_CASES = [
    Case("R22A-listed", deciding(), says="each decision", mended=deciding(decision())),
    Case(
        "R22A-listed",
        deciding(decision(WITH_PERSON)),
        mended=deciding(answer=Answer.PROFILING),
    ),
    *(
        Case(
            "R22A-answer",
            deciding(decision(), answer=answer),
            says=str(answer.label),
            mended=deciding(decision()),
        )
        for answer in (Answer.NONE, Answer.UNKNOWN, Answer.PROFILING)
    ),
    *(
        Case(
            "R22A-answer",
            deciding(decision(WITH_PERSON), answer=answer),
            says=str(answer.label),
            mended=deciding(decision(WITH_PERSON), answer=Answer.PROFILING),
        )
        for answer in (Answer.NONE, Answer.UNKNOWN)
    ),
    Case(
        "R22A-significant",
        deciding(decision(WITH_PERSON, UNKNOWN), decision(SOLELY, UNKNOWN)),
        1,
        "who gets a place",
        mended=deciding(decision(WITH_PERSON, UNKNOWN), decision(SOLELY, MINOR)),
    ),
    Case(
        "R22A-data",
        deciding(decision(data_categories=())),
        0,
        "on which data",
        mended=deciding(decision()),
    ),
    Case(
        "R22A-data",
        deciding(decision(SOLELY, SIGNIFICANT, SPECIAL), entry=changed(ENTRY, data_holdings=())),
        0,
        "special data",
        mended=deciding(decision(SOLELY, SIGNIFICANT, SPECIAL)),
    ),
    *(
        Case(
            "R22-logic",
            deciding(changed(decision(), **{field: " "})),
            0,
            words,
            mended=deciding(changed(decision(WITH_PERSON), **{field: " "})),
        )
        for field, words in (("logic", "how it works"), ("effect", "what it means"))
    ),
    Case(
        "R22-logic",
        deciding(decision(logic="")),
        0,
        mended=deciding(decision(logic=""), entry=LAW_ENFORCEMENT_ENTRY),
    ),
    *(
        Case("R22B-special", deciding(ON_SPECIAL, entry=VITAL), 0, "special data", mended=mended)
        for mended in (
            deciding(ON_SPECIAL),
            deciding(
                ON_SPECIAL,
                entry=on_condition(condition(SPECIAL, Article9.EXPLICIT_CONSENT), entry=VITAL),
            ),
            deciding(decision(SOLELY, SIGNIFICANT, CRIMINAL), entry=VITAL),
            deciding(decision(SOLELY, MINOR, SPECIAL), entry=VITAL),
            deciding(decision(SOLELY, UNKNOWN, SPECIAL), entry=VITAL),
            deciding(decision(WITH_PERSON, SIGNIFICANT, SPECIAL), entry=VITAL),
            deciding(ON_SPECIAL, entry=LAW_ENFORCEMENT_ENTRY),
        )
    ),
    *(
        Case("R22B-special", deciding(ON_SPECIAL, entry=WITHOUT_LAW), 0, mended=mended)
        for mended in (
            deciding(ON_SPECIAL, entry=changed(WITHOUT_LAW, power_uses=ENTRY.power_uses)),
            deciding(
                ON_SPECIAL,
                entry=changed(
                    WITHOUT_LAW, purposes=(purpose(LawfulBasis.CONTRACT, provisions=()),)
                ),
            ),
        )
    ),
    *(
        Case("R22B-ea", deciding(decision(), entry=RECOGNISED), 0, "rescue", mended=mended)
        for mended in (
            deciding(decision()),
            deciding(decision(SOLELY, MINOR), entry=RECOGNISED),
            deciding(decision(WITH_PERSON), entry=RECOGNISED),
        )
    ),
    *(
        Case(
            "R22C",
            deciding(changed(decision(), **{field: False}), entry=entry),
            0,
            words,
            mended=deciding(changed(decision(SOLELY, MINOR), **{field: False}), entry=entry),
        )
        for entry in (ENTRY, LAW_ENFORCEMENT_ENTRY)
        for field, words in (
            ("people_are_told", "tell people"),
            ("people_are_heard", "have their say"),
            ("a_person_steps_in", "get a person"),
            ("can_be_contested", "contest"),
        )
    ),
]
