"""What breaks the rules on what every record holds and on organisations, and what mends it."""

from __future__ import annotations

from datetime import date

from ropa.documents.schema import Term
from ropa.models import Agreement, ContactPoint, ControllerRole
from ropa.models import SupportingDocument as Paper
from ropa.models.grounds import LegalRegime

from .cases import Case, based_on, controlled_by
from .complete import (
    BODY,
    ENTRY,
    OTHER_BODY,
    agreement,
    changed,
    controller,
    gap,
    paper,
    with_more,
    with_part,
    without_contact,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject
UNREACHABLE = without_contact(BODY, "general", "rights", "complaints")
WITHOUT_OFFICER = without_contact(BODY, "dpo")
BY_GAP = changed(UNREACHABLE, contact_points=(gap(Subject.GENERAL), gap(Subject.DPO)))


def joint(**fields):
    return controlled_by(controller(Role.JOINT, **fields), controller(Role.JOINT, OTHER_BODY))


def separate(first, second):
    return controlled_by(controller(Role.INDEPENDENT, first), controller(Role.INDEPENDENT, second))


SILENT = without_contact(OTHER_BODY)
PROCESSOR = controller(Role.PROCESSOR, OTHER_BODY)

RECORD = [
    Case("R30-1a", controlled_by(), says="Name the controller"),
    Case("R30-1a", controlled_by(PROCESSOR), says="Name the controller"),
    Case("R30-1a-contact", controlled_by(controller(Role.SOLE, UNREACHABLE)), 0, "The Body"),
    Case(
        "R30-1a-contact",
        controlled_by(controller(Role.JOINT), controller(Role.JOINT, UNREACHABLE)),
        1,
        mended=joint(),
    ),
    Case(
        "R30-1a-contact",
        separate(UNREACHABLE, UNREACHABLE),
        0,
        mended=separate(UNREACHABLE, OTHER_BODY),
    ),
    Case(
        "R30-1a-contact",
        controlled_by(controller(Role.SOLE, UNREACHABLE)),
        0,
        mended=controlled_by(controller(Role.SOLE, BY_GAP)),
    ),
    Case("R30-1a-officer", controlled_by(controller(Role.SOLE, WITHOUT_OFFICER)), 0, "officer"),
    Case(
        "R30-1a-officer",
        controlled_by(controller(Role.SOLE, WITHOUT_OFFICER)),
        0,
        mended=controlled_by(
            controller(Role.SOLE, changed(WITHOUT_OFFICER, is_public_authority=False))
        ),
    ),
    Case("R30-1b", based_on(), says="purpose"),
    Case("R30-1c", changed(ENTRY, data_holdings=()), says="which data"),
    Case("R30-1d", changed(ENTRY, disclosures=()), says="who gets the data"),
    Case(
        "R30-1d",
        changed(ENTRY, disclosures=()),
        mended=changed(ENTRY, disclosures=(), sharing_note="We tell nobody."),
    ),
    Case(
        "R30-1d",
        changed(ENTRY, disclosures=(), sharing_note=" "),
        mended=with_more(changed(ENTRY, disclosures=()), "controllers", PROCESSOR),
    ),
    Case("R30-1f", changed(ENTRY, retention_rules=()), says="how long"),
    Case("R30-1g", changed(ENTRY, security_measures=()), says="protected"),
]

CONTROLLERS = [
    Case(
        "R26-decision",
        with_more(ENTRY, "controllers", controller(Role.JOINT, OTHER_BODY)),
        says="joint or separate",
        mended=joint(),
    ),
    Case("R26-decision", controlled_by(controller(Role.JOINT)), says="cannot stand alone"),
    Case(
        "R26-decision",
        with_more(ENTRY, "controllers", controller(Role.SOLE, OTHER_BODY)),
        mended=separate(BODY, OTHER_BODY),
    ),
    Case("R26-scope", joint(scope=" "), 0, "The Body", mended=joint()),
    *(
        Case(
            "R26-contact",
            separate(BODY, SILENT),
            1,
            "The Other Body",
            mended=separate(BODY, changed(SILENT, **{way: "https://example.org/"})),
        )
        for way in ("website", "privacy_notice_url")
    ),
    Case("R26-contact", separate(BODY, SILENT), 1, mended=separate(BODY, OTHER_BODY)),
    Case("R26-arrangement", joint(), 0, "arrangement", mended=joint(arrangement="In the safe.")),
    Case(
        "R26-arrangement",
        joint(),
        0,
        mended=with_more(joint(), "supporting_documents", paper(Paper.Kind.JOINT_ARRANGEMENT)),
    ),
    Case("R26-essence", joint(), 0, "in short", mended=joint(essence="Ask either of us.")),
    Case(
        "R26-essence",
        joint(),
        0,
        mended=changed(joint(), legal_regime=LegalRegime.LAW_ENFORCEMENT),
    ),
    Case(
        "R28-contract",
        with_more(ENTRY, "controllers", PROCESSOR),
        1,
        "The Other Body",
        mended=with_more(ENTRY, "controllers", changed(PROCESSOR, arrangement="In the safe.")),
    ),
    Case(
        "R28-contract",
        with_more(ENTRY, "controllers", PROCESSOR),
        1,
        mended=with_more(
            with_more(ENTRY, "controllers", PROCESSOR),
            "supporting_documents",
            paper(Paper.Kind.PROCESSOR_CONTRACT),
        ),
    ),
]


ENDED = agreement(Agreement.Kind.CONTRACT, ends_on=date(2025, 3, 31))


def working(**fields):
    """The entry with a processor."""
    return with_more(ENTRY, "controllers", changed(PROCESSOR, **fields))


AGREEMENTS = [
    Case(
        "R26-arrangement",
        joint(),
        0,
        mended=joint(under_agreement=agreement(Agreement.Kind.ARRANGEMENT)),
    ),
    *(
        Case("R28-contract", working(), 1, mended=working(under_agreement=agreement(kind)))
        for kind in (Agreement.Kind.CONTRACT, Agreement.Kind.OTHER)
    ),
    Case(
        "R28-contract",
        working(under_agreement=agreement(Agreement.Kind.SHARING)),
        1,
        mended=working(under_agreement=agreement(Agreement.Kind.CONTRACT)),
    ),
    Case(
        "R28-ended",
        working(under_agreement=ENDED),
        1,
        "“The Agreement”, ended on 31 March 2025",
        mended=working(under_agreement=changed(ENDED, ends_on=None)),
    ),
    Case(
        "R28-ended",
        working(under_agreement=ENDED),
        1,
        mended=working(under_agreement=changed(ENDED, ends_on=date(2999, 3, 31))),
    ),
    Case(
        "R28-chain",
        working(works_for=Term(code="nobody", name="Nobody")),
        1,
        "For whom The Other Body works: Choose a processor that is listed",
        mended=working(works_for=None),
    ),
    Case(
        "R5-2-ended",
        with_part(ENTRY, "disclosures", under_agreement=ENDED),
        0,
        "The agreement with the police",
        mended=with_part(
            ENTRY, "disclosures", under_agreement=changed(ENDED, ends_on=date(2999, 3, 31))
        ),
    ),
]

NOBODY = agreement(Agreement.Kind.CONTRACT, parties=())
PARTIES = [
    Case(
        "R28-parties",
        working(under_agreement=NOBODY),
        1,
        "“The Agreement”, does not say who has agreed.",
        mended=working(under_agreement=agreement(Agreement.Kind.CONTRACT)),
    ),
    Case(
        "R5-2-parties",
        with_part(ENTRY, "disclosures", under_agreement=NOBODY),
        0,
        "The agreement with the police",
        mended=with_part(ENTRY, "disclosures", under_agreement=agreement(Agreement.Kind.SHARING)),
    ),
]

DUE = date(2025, 3, 31)
UNREVIEWED = agreement(Agreement.Kind.CONTRACT, review_due_on=DUE)
REVIEWED = changed(UNREVIEWED, review_due_on=date(2999, 3, 31))
REVIEWS = [
    Case(
        "R28-review",
        working(under_agreement=UNREVIEWED),
        1,
        "“The Agreement”, was to be reviewed on 31 March 2025. Review it",
        mended=working(under_agreement=REVIEWED),
    ),
    Case(
        "R5-2-review",
        with_part(ENTRY, "disclosures", under_agreement=UNREVIEWED),
        0,
        "The agreement with the police",
        mended=with_part(ENTRY, "disclosures", under_agreement=REVIEWED),
    ),
    # Of what has ended, the rule on that tells.
    *(
        Case(rule, broken, index, mended=changed_agreement)
        for rule, broken, index, changed_agreement in (
            (
                "R28-review",
                working(under_agreement=UNREVIEWED),
                1,
                working(under_agreement=changed(UNREVIEWED, ends_on=DUE)),
            ),
            (
                "R5-2-review",
                with_part(ENTRY, "disclosures", under_agreement=UNREVIEWED),
                0,
                with_part(ENTRY, "disclosures", under_agreement=changed(UNREVIEWED, ends_on=DUE)),
            ),
        )
    ),
]

RECORD_CASES = RECORD + CONTROLLERS + AGREEMENTS + PARTIES + REVIEWS
