"""What breaks the rules on lawful bases and on sensitive data, and what mends it."""

from __future__ import annotations

from ropa.documents.schema import Term
from ropa.models import ControllerRole
from ropa.models import ProcessingActivity as Entry
from ropa.models import SupportingDocument as Paper
from ropa.models.grounds import (
    BASIS_TO_BE_SUPPLIED,
    Article9,
    FurtherUse,
    LawfulBasis,
    RecognisedInterest,
    Schedule1,
    Sensitivity,
)

from .cases import RESEARCH_ONLY, Case, based_on, controlled_by, on_condition
from .complete import (
    BODY,
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    PROVISION,
    changed,
    condition,
    controller,
    paper,
    purpose,
    term,
    with_more,
    with_part,
)

Role = ControllerRole.Role
SPECIAL, CRIMINAL = ENTRY.conditions
PART_3_CONDITION = LAW_ENFORCEMENT_ENTRY.conditions[0]

PRIVATE = changed(BODY, is_public_authority=False)
INTERESTS = purpose(LawfulBasis.LEGITIMATE_INTERESTS, interest="Keeping order.")
FURTHER = purpose(LawfulBasis.PUBLIC_TASK, original_purpose="answer letters")

AWAITING_A_BASIS = changed(
    purpose(LawfulBasis.CONTRACT),
    lawful_basis=Term(code=BASIS_TO_BE_SUPPLIED, name="To be supplied"),
)
PROCESSOR = Entry.Capacity.PROCESSOR

GROUNDS = [
    Case("R6-basis", based_on(AWAITING_A_BASIS), 0, "do an example"),
    Case("R6-basis", changed(based_on(AWAITING_A_BASIS), capacity=term(PROCESSOR)), 0),
    Case("R6-regime", based_on(purpose(LawfulBasis.LE_TASK)), 0, "Article 6(1)"),
    Case(
        "R6-regime",
        based_on(purpose(LawfulBasis.PUBLIC_TASK), entry=LAW_ENFORCEMENT_ENTRY),
        0,
        "section 35(2)",
        mended=LAW_ENFORCEMENT_ENTRY,
    ),
    *(
        Case(
            "R6-provision",
            with_more(ENTRY, "purposes", purpose(basis, provisions=())),
            1,
            "do an example",
            mended=with_more(ENTRY, "purposes", purpose(basis)),
        )
        for basis in (LawfulBasis.LEGAL_OBLIGATION, LawfulBasis.PUBLIC_TASK)
    ),
    Case(
        "R6-obligation",
        based_on(purpose(LawfulBasis.LEGAL_OBLIGATION, provisions=(changed(PROVISION, label=""),))),
        0,
        "do an example",
        mended=based_on(purpose(LawfulBasis.LEGAL_OBLIGATION)),
    ),
    Case(
        "R6-provision",
        based_on(purpose(LawfulBasis.PUBLIC_TASK, provisions=())),
        0,
        mended=based_on(purpose(LawfulBasis.CONTRACT, provisions=())),
    ),
    *(
        Case(
            "R6-authority",
            based_on(purpose(basis)),
            0,
            "public authority",
            mended=controlled_by(controller(Role.SOLE, PRIVATE), entry=based_on(purpose(basis))),
        )
        for basis in (LawfulBasis.RECOGNISED_INTEREST, LawfulBasis.LEGITIMATE_INTERESTS)
    ),
    Case("R6-interest", based_on(changed(INTERESTS, interest="")), 0, mended=based_on(INTERESTS)),
    Case(
        "R6-ea",
        based_on(purpose(LawfulBasis.RECOGNISED_INTEREST)),
        0,
        "Annex 1",
        mended=based_on(
            purpose(LawfulBasis.RECOGNISED_INTEREST, recognised_interest=RecognisedInterest.CRIME)
        ),
    ),
    Case(
        "R8A-why",
        based_on(FURTHER),
        0,
        "may be used to “do an example”",
        mended=based_on(changed(FURTHER, further_use=FurtherUse.RESEARCH)),
    ),
    Case(
        "R8A-why",
        based_on(changed(FURTHER, further_use=FurtherUse.ASSESSED)),
        0,
        "why it is compatible",
        mended=based_on(
            changed(FURTHER, further_use=FurtherUse.ASSESSED, compatibility="They expect it.")
        ),
    ),
    Case(
        "R6-assessment",
        based_on(INTERESTS),
        says="assessment",
        mended=with_more(
            based_on(INTERESTS), "supporting_documents", paper(Paper.Kind.INTERESTS_ASSESSMENT)
        ),
    ),
    Case(
        "R6-assessment",
        based_on(INTERESTS),
        mended=based_on(purpose(LawfulBasis.RECOGNISED_INTEREST)),
    ),
    Case(
        "R7-1",
        with_part(ENTRY, "conditions", article_9=Article9.EXPLICIT_CONSENT),
        says="consent is recorded",
        mended=with_more(
            with_part(ENTRY, "conditions", article_9=Article9.EXPLICIT_CONSENT),
            "supporting_documents",
            paper(Paper.Kind.CONSENT_RECORD),
        ),
    ),
    Case(
        "R7-1",
        based_on(purpose(LawfulBasis.CONSENT)),
        says="consent is recorded",
        mended=with_more(
            based_on(purpose(LawfulBasis.CONSENT)),
            "supporting_documents",
            paper(Paper.Kind.CONSENT_RECORD),
        ),
    ),
]


def with_article_9(article_9, schedule_1):
    return on_condition(condition(Sensitivity.SPECIAL, article_9, schedule_1), CRIMINAL)


def without(sensitivity, entry=ENTRY):
    left = [part for part in entry.data_holdings if part.data.sensitivity.code != sensitivity]
    return changed(entry, data_holdings=tuple(left))


ORDINARY = ENTRY.data_holdings[0].data
VITAL = condition(Sensitivity.SPECIAL, Article9.VITAL_INTERESTS)
UNFILED = changed(ENTRY, supporting_documents=())

SENSITIVE = [
    Case("R9-condition", on_condition(CRIMINAL), says="special category"),
    Case("R9-condition", with_article_9(None, Schedule1.STATUTORY_PURPOSES)),
    Case(
        "R9-condition",
        on_condition(CRIMINAL),
        mended=without(Sensitivity.SPECIAL, on_condition(CRIMINAL)),
    ),
    *(
        Case(
            "R9-part-1",
            with_article_9(article_9, schedule_1),
            0,
            "Part 1",
            mended=with_article_9(article_9, Schedule1.EMPLOYMENT),
        )
        for article_9 in (
            Article9.EMPLOYMENT,
            Article9.HEALTH_OR_SOCIAL_CARE,
            Article9.PUBLIC_HEALTH,
            Article9.RESEARCH,
        )
        for schedule_1 in (None, Schedule1.SAFEGUARDING)
    ),
    *(
        Case(
            "R9-part-2",
            with_article_9(Article9.SUBSTANTIAL_PUBLIC_INTEREST, schedule_1),
            0,
            "Part 2",
            mended=with_article_9(Article9.SUBSTANTIAL_PUBLIC_INTEREST, Schedule1.SAFEGUARDING),
        )
        for schedule_1 in (None, Schedule1.EMPLOYMENT)
    ),
    Case(
        "R9-part-2",
        with_article_9(Article9.SUBSTANTIAL_PUBLIC_INTEREST, None),
        0,
        mended=with_article_9(Article9.VITAL_INTERESTS, None),
    ),
    Case("R10-condition", on_condition(SPECIAL), says="criminal-offence"),
    Case(
        "R10-condition",
        on_condition(SPECIAL),
        mended=on_condition(
            SPECIAL, condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.JUDICIAL_ACTS)
        ),
    ),
    Case(
        "R9-regime",
        on_condition(PART_3_CONDITION, entry=ENTRY),
        0,
        "Schedule 8 is for law enforcement",
    ),
    Case(
        "R9-regime",
        on_condition(SPECIAL, entry=LAW_ENFORCEMENT_ENTRY),
        0,
        "Schedule 8",
        mended=LAW_ENFORCEMENT_ENTRY,
    ),
    Case("R9-excess", without(Sensitivity.SPECIAL), 0, "special category"),
    Case("R9-excess", without(Sensitivity.CRIMINAL), 1, "criminal offence"),
    Case(
        "R9-excess",
        without(Sensitivity.SPECIAL, LAW_ENFORCEMENT_ENTRY),
        0,
        mended=LAW_ENFORCEMENT_ENTRY,
    ),
    *(
        Case(
            "R9-filed",
            with_part(ENTRY, "data_holdings", data=changed(ORDINARY, name=name)),
            0,
            word,
            mended=with_part(
                ENTRY,
                "data_holdings",
                data=changed(ORDINARY, name=name, sensitivity=Sensitivity.SPECIAL),
            ),
        )
        for name, word in (
            ("criminal convictions", "criminal"),
            ("general health", "health"),
            ("Religion or belief", "Religion"),
            ("trade union membership", "special category"),
            ("fingerprints", "fingerprints"),
        )
    ),
    Case(
        "R9-filed",
        with_part(ENTRY, "data_holdings", detail="Past offences."),
        0,
        "criminal offence",
        mended=with_part(ENTRY, "data_holdings", detail="Health and safety training."),
    ),
    Case("S1-39", UNFILED, says="policy document"),
    *(
        Case(
            "S1-39",
            on_condition(condition(Sensitivity.CRIMINAL, schedule_1=schedule_1), entry=UNFILED),
            mended=on_condition(
                condition(Sensitivity.CRIMINAL, schedule_1=needs_none), entry=UNFILED
            ),
        )
        for schedule_1, needs_none in (
            (Schedule1.EMPLOYMENT, Schedule1.HEALTH_OR_SOCIAL_CARE),
            (Schedule1.SAFEGUARDING, Schedule1.RESEARCH),
            (Schedule1.ANTI_DOPING, Schedule1.JOURNALISM),
            (Schedule1.INDECENCY_OFFENCES, Schedule1.CONSENT),
            (Schedule1.EXTENSION, Schedule1.JUDICIAL_ACTS),
            (Schedule1.INSURANCE, Schedule1.LEGAL_CLAIMS),
        )
    ),
    Case("S1-41b", based_on(), says="Article 6"),
    Case("S1-41b", based_on(), mended=changed(RESEARCH_ONLY, purposes=())),
    Case("S1-41c", changed(ENTRY, follows_retention_policy=Entry.FollowsPolicy.UNKNOWN)),
    Case(
        "S1-41c",
        changed(ENTRY, follows_retention_policy=Entry.FollowsPolicy.NOT_APPLICABLE),
        says="needs one",
        mended=changed(RESEARCH_ONLY, follows_retention_policy=Entry.FollowsPolicy.NOT_APPLICABLE),
    ),
    Case(
        "S1-41c-reason",
        changed(ENTRY, follows_retention_policy=Entry.FollowsPolicy.NO),
        mended=changed(
            ENTRY, follows_retention_policy=Entry.FollowsPolicy.NO, why_not_followed="A hold."
        ),
    ),
]

P3 = LAW_ENFORCEMENT_ENTRY

LAW_ENFORCEMENT = [
    Case("S61-2g", changed(P3, automated_decisions_detail=""), mended=P3),
    Case(
        "S61-2g",
        changed(P3, automated_decisions_detail=""),
        mended=changed(
            P3, automated_decisions_detail="", automated_decisions=Entry.AutomatedDecisions.NONE
        ),
    ),
    *(
        Case(
            "S61-2i",
            based_on(purpose(basis, provisions=()), entry=P3),
            0,
            "do an example",
            mended=based_on(purpose(basis), entry=P3),
        )
        for basis in (LawfulBasis.LE_TASK, LawfulBasis.LE_CONSENT)
    ),
    Case("S35-condition", on_condition(entry=P3), says="Schedule 8", mended=P3),
    Case(
        "S35-condition",
        on_condition(entry=P3),
        mended=on_condition(entry=based_on(purpose(LawfulBasis.LE_CONSENT), entry=P3)),
    ),
    Case(
        "S35-condition",
        on_condition(entry=P3),
        mended=without(Sensitivity.SPECIAL, on_condition(entry=P3)),
    ),
    Case(
        "S35-offence",
        with_part(P3, "conditions", covers=Sensitivity.CRIMINAL),
        0,
        "no condition",
        mended=P3,
    ),
    Case("S42-policy", changed(P3, supporting_documents=()), mended=P3),
    Case(
        "S42-policy",
        changed(P3, supporting_documents=()),
        mended=without(Sensitivity.SPECIAL, changed(P3, supporting_documents=())),
    ),
    Case("S42-4c", changed(P3, follows_retention_policy=Entry.FollowsPolicy.UNKNOWN), mended=P3),
    Case(
        "S42-4c-reason",
        changed(P3, follows_retention_policy=Entry.FollowsPolicy.NO),
        mended=changed(
            P3, follows_retention_policy=Entry.FollowsPolicy.NO, why_not_followed="A hold."
        ),
    ),
]

GROUND_CASES = GROUNDS + SENSITIVE + LAW_ENFORCEMENT
