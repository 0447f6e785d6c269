"""For every rule about notices, what breaks it and what puts it right."""

from __future__ import annotations

from ropa.documents.rights import rights_for
from ropa.models import ContactPoint, DataSource, Transfer
from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import Article9, LawfulBasis

from .cases import Case
from .complete import (
    BODY,
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    NOTICE,
    REGULATOR,
    changed,
    contact,
    gap,
    notice_of,
    purpose,
    source,
    transfer,
    with_part,
    without_contact,
)

Subject = ContactPoint.Subject
Group = DataSource.Group


def of_body(organisation):
    return changed(NOTICE, organisation=organisation)


def with_complaints(**fields):
    left = without_contact(BODY, "complaints").contact_points
    route = contact(Subject.COMPLAINTS, **fields)
    return of_body(changed(BODY, contact_points=(*left, route)))


def whole(rule: str, broken, says: str = "", mended=NOTICE) -> Case:
    """A case in the notice itself."""
    return Case(rule, broken, says=says, mended=mended)


UNREACHABLE = without_contact(BODY, "general", "rights", "complaints")
WITHOUT_OFFICER = without_contact(BODY, "dpo")
SILENT_REGULATOR = without_contact(REGULATOR)

WHOLE = [
    whole("R13-1a", of_body(UNREACHABLE), "The Body"),
    whole(
        "R13-1a",
        of_body(UNREACHABLE),
        mended=of_body(changed(BODY, contact_points=(gap(Subject.GENERAL),))),
    ),
    whole("R13-1b", of_body(WITHOUT_OFFICER), "officer"),
    whole(
        "R13-1b",
        of_body(WITHOUT_OFFICER),
        mended=of_body(changed(WITHOUT_OFFICER, is_public_authority=False)),
    ),
    whole("R13-2b-contact", of_body(without_contact(BODY, "rights")), "rights"),
    whole("R13-2d", changed(NOTICE, regulator=None), "regulator"),
    whole("R13-2d", changed(NOTICE, regulator=SILENT_REGULATOR), "The Regulator"),
    whole(
        "R13-2d",
        changed(NOTICE, regulator=SILENT_REGULATOR),
        mended=changed(NOTICE, regulator=changed(SILENT_REGULATOR, website="https://example.org")),
    ),
    whole("S164A", of_body(without_contact(BODY, "complaints")), "electronically"),
    whole(
        "S164A",
        with_complaints(email="", telephone="01632 960001"),
        mended=with_complaints(email="", url="https://example.org/complain"),
    ),
    whole(
        "G-organisation",
        of_body(changed(BODY, contact_points=(gap(Subject.GENERAL),))),
        says="Its address.",
    ),
    whole(
        "G-organisation",
        changed(NOTICE, regulator=changed(BODY, contact_points=(gap(Subject.COMPLAINTS),))),
        says="Its address.",
    ),
]


def about(rule: str, broken, says: str = "", mended=ENTRY) -> Case:
    """A case in the second entry of a notice."""
    return Case(
        rule,
        notice_of(LAW_ENFORCEMENT_ENTRY, changed(broken, reference="RPA-0003")),
        index=1,
        says=says,
        mended=notice_of(LAW_ENFORCEMENT_ENTRY, mended),
        subject="RPA-0003",
    )


def in_part_3(**fields):
    """A law enforcement entry: section 44 does not ask for this."""
    return changed(LAW_ENFORCEMENT_ENTRY, **fields)


INTERESTS = purpose(LawfulBasis.LEGITIMATE_INTERESTS, interest="Keeping order.")
ON_CONSENT = changed(ENTRY, purposes=(purpose(LawfulBasis.CONSENT),))
ON_EXPLICIT_CONSENT = with_part(ENTRY, "conditions", article_9=Article9.EXPLICIT_CONSENT)
CAN_WITHDRAW = rights_for([LawfulBasis.CONSENT], automated_decisions=False)
UNKNOWN_TRANSFERS = {"transfers": (), "transfers_position": Entry.TransfersPosition.UNKNOWN}
UNKNOWN_DECISIONS = {"automated_decisions": Entry.AutomatedDecisions.UNKNOWN}
FROM_OTHERS = changed(ENTRY, data_sources=(source(Group.AUTHORITY),))
FROM_THEMSELVES = changed(ENTRY, data_sources=(source(Group.THEMSELVES),))

ENTRIES = [
    about("R13-1c", changed(ENTRY, purposes=()), "lawful basis"),
    about("R13-1c", in_part_3(purposes=()), "lawful basis"),
    about(
        "R13-1d",
        changed(ENTRY, purposes=(changed(INTERESTS, interest=""),)),
        "do an example",
        mended=changed(ENTRY, purposes=(INTERESTS,)),
    ),
    about("R13-1e", changed(ENTRY, disclosures=()), "nobody"),
    about("R13-1e", changed(ENTRY, disclosures=()), mended=in_part_3(disclosures=())),
    about("R13-1f", changed(ENTRY, transfers=()), "abroad"),
    about("R13-1f", changed(ENTRY, transfers=()), mended=in_part_3(transfers=())),
    about(
        "R13-1f-safeguards",
        changed(ENTRY, transfers=(transfer(Transfer.Mechanism.IDTA, ""),)),
        "Norway",
    ),
    about("R13-1f-answer", changed(ENTRY, **UNKNOWN_TRANSFERS), "abroad"),
    about(
        "R13-1f-answer",
        changed(ENTRY, **UNKNOWN_TRANSFERS),
        mended=in_part_3(**UNKNOWN_TRANSFERS),
    ),
    about("R13-2a", changed(ENTRY, retention_rules=()), "how long"),
    about("R13-2a", changed(ENTRY, retention_rules=()), mended=in_part_3(retention_rules=())),
    about(
        "R13-2a-gap", with_part(ENTRY, "retention_rules", to_be_supplied="The period."), "period"
    ),
    about("R13-2b", changed(ENTRY, rights=()), "rights"),
    about("R13-2b", in_part_3(rights=()), "rights"),
    *(
        about("R13-2c", entry, "change their mind", mended=changed(entry, rights=CAN_WITHDRAW))
        for entry in (ON_CONSENT, ON_EXPLICIT_CONSENT)
    ),
    about("R13-2e", changed(ENTRY, providing=Entry.Providing.UNKNOWN), "must give"),
    about(
        "R13-2e",
        changed(ENTRY, providing=Entry.Providing.UNKNOWN),
        mended=changed(FROM_OTHERS, providing=Entry.Providing.UNKNOWN),
    ),
    *(
        about(
            "R13-2e-refusal",
            changed(ENTRY, providing=answer, if_not_provided=""),
            "what follows",
            mended=changed(FROM_OTHERS, providing=answer, if_not_provided=""),
        )
        for answer in (Entry.Providing.REQUIRED, Entry.Providing.MIXED)
    ),
    about(
        "R13-2e-refusal",
        changed(ENTRY, if_not_provided=""),
        mended=changed(ENTRY, providing=Entry.Providing.VOLUNTARY, if_not_provided=""),
    ),
    about("R13-2f", changed(ENTRY, automated_decisions_detail=""), "automated"),
    about(
        "R13-2f",
        changed(
            ENTRY,
            automated_decisions=Entry.AutomatedDecisions.DECISIONS,
            automated_decisions_detail="",
        ),
        mended=in_part_3(automated_decisions_detail=""),
    ),
    about("R13-2f-answer", changed(ENTRY, **UNKNOWN_DECISIONS), "automated"),
    about(
        "R13-2f-answer",
        changed(ENTRY, **UNKNOWN_DECISIONS),
        mended=in_part_3(**UNKNOWN_DECISIONS),
    ),
    about("R14-1d", changed(FROM_OTHERS, data_holdings=()), "which data"),
    about(
        "R14-1d",
        changed(FROM_OTHERS, data_holdings=()),
        mended=changed(FROM_THEMSELVES, data_holdings=()),
    ),
    about("R14-2f", changed(ENTRY, data_sources=()), "where the data comes from"),
    about("R14-2f", changed(ENTRY, data_sources=()), mended=in_part_3(data_sources=())),
]

NOTICE_CASES = WHOLE + ENTRIES
