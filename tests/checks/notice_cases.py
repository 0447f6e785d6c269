"""For every rule about notices, what breaks it and what puts it right."""

from __future__ import annotations

from ropa.documents.rights import rights_for
from ropa.models import ContactPoint, ControllerRole, DataSource, Transfer
from ropa.models import ProcessingActivity as Entry
from ropa.models.grounds import Article9, LawfulBasis

from .cases import Case
from .complete import (
    BODY,
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    NOTICE,
    OTHER_BODY,
    PROCESSOR_ENTRY,
    REGULATOR,
    changed,
    contact,
    controller,
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


def notice_case(rule: str, broken, says: str = "", mended=NOTICE) -> Case:
    """A case in the notice itself."""
    return Case(rule, broken, says=says, mended=mended)


UNREACHABLE = without_contact(BODY, "general", "rights", "complaints")
WITHOUT_OFFICER = without_contact(BODY, "dpo")
BOTH_CONTROL = changed(
    ENTRY,
    controllers=(
        controller(ControllerRole.Role.INDEPENDENT),
        controller(ControllerRole.Role.INDEPENDENT, OTHER_BODY),
    ),
)
SILENT_REGULATOR = without_contact(REGULATOR)

WHOLE = [
    notice_case("R13-1a", of_body(UNREACHABLE), "The Body"),
    notice_case(
        "R13-1a",
        of_body(UNREACHABLE),
        mended=of_body(changed(BODY, contact_points=(gap(Subject.GENERAL),))),
    ),
    notice_case("R13-1b", of_body(WITHOUT_OFFICER), "officer"),
    notice_case(
        "R13-1b",
        of_body(WITHOUT_OFFICER),
        mended=of_body(changed(WITHOUT_OFFICER, is_public_authority=False)),
    ),
    notice_case("R13-2b-contact", of_body(without_contact(BODY, "rights")), "rights"),
    notice_case("R13-2d", changed(NOTICE, regulator=None), "regulator"),
    notice_case("R13-2d", changed(NOTICE, regulator=SILENT_REGULATOR), "The Regulator"),
    notice_case(
        "R13-2d",
        changed(NOTICE, regulator=SILENT_REGULATOR),
        mended=changed(NOTICE, regulator=changed(SILENT_REGULATOR, website="https://example.org")),
    ),
    notice_case("R13-2ca", of_body(without_contact(BODY, "complaints")), "complain"),
    notice_case(
        "R13-2ca",
        of_body(without_contact(BODY, "complaints")),
        mended=of_body(changed(BODY, contact_points=(gap(Subject.COMPLAINTS),))),
    ),
    notice_case(
        "R13-1a-controller", of_body(changed(BODY, code="publisher", name="Publisher")), "Publisher"
    ),
    notice_case(
        "R13-1a-controller",
        changed(notice_of(ENTRY), organisation=OTHER_BODY),
        mended=changed(notice_of(BOTH_CONTROL), organisation=OTHER_BODY),
    ),
    notice_case(
        "S164A",
        of_body(changed(BODY, contact_points=(gap(Subject.COMPLAINTS),))),
        "electronically",
    ),
    notice_case(
        "S164A",
        with_complaints(email="", telephone="01632 960001"),
        mended=with_complaints(email="", url="https://example.org/complain"),
    ),
    notice_case(
        "G-organisation",
        of_body(changed(BODY, contact_points=(gap(Subject.GENERAL),))),
        says="Its address.",
    ),
    notice_case(
        "G-organisation",
        changed(NOTICE, regulator=changed(BODY, contact_points=(gap(Subject.COMPLAINTS),))),
        says="Its address.",
    ),
]


def entry_case(rule: str, broken, says: str = "", mended=ENTRY) -> Case:
    """A case in the second entry of a notice."""
    return Case(
        rule,
        notice_of(LAW_ENFORCEMENT_ENTRY, changed(broken, reference="RPA-0003")),
        index=1,
        says=says,
        mended=notice_of(LAW_ENFORCEMENT_ENTRY, mended),
        subject="RPA-0003",
    )


DECIDED_BY_OTHERS = Case(
    "R13-decides",
    notice_of(ENTRY, PROCESSOR_ENTRY),
    index=1,
    says="You do this for others",
    mended=notice_of(ENTRY),
    subject=PROCESSOR_ENTRY.reference,
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
    entry_case("R13-1c", changed(ENTRY, purposes=()), "lawful basis"),
    entry_case("R13-1c", in_part_3(purposes=()), "lawful basis"),
    entry_case(
        "R13-1d",
        changed(ENTRY, purposes=(changed(INTERESTS, interest=""),)),
        "do an example",
        mended=changed(ENTRY, purposes=(INTERESTS,)),
    ),
    entry_case("R13-1e", changed(ENTRY, disclosures=()), "nobody"),
    entry_case("R13-1e", changed(ENTRY, disclosures=()), mended=in_part_3(disclosures=())),
    entry_case("R13-1f", changed(ENTRY, transfers=()), "abroad"),
    entry_case("R13-1f", changed(ENTRY, transfers=()), mended=in_part_3(transfers=())),
    entry_case(
        "R13-1f-safeguards",
        changed(ENTRY, transfers=(transfer(Transfer.Mechanism.IDTA, ""),)),
        "Norway",
    ),
    entry_case("R13-1f-answer", changed(ENTRY, **UNKNOWN_TRANSFERS), "abroad"),
    entry_case(
        "R13-1f-answer",
        changed(ENTRY, **UNKNOWN_TRANSFERS),
        mended=in_part_3(**UNKNOWN_TRANSFERS),
    ),
    entry_case("R13-2a", changed(ENTRY, retention_rules=()), "how long"),
    entry_case("R13-2a", changed(ENTRY, retention_rules=()), mended=in_part_3(retention_rules=())),
    entry_case(
        "R13-2a-gap", with_part(ENTRY, "retention_rules", to_be_supplied="The period."), "period"
    ),
    entry_case("R13-2b", changed(ENTRY, rights=()), "rights"),
    entry_case("R13-2b", in_part_3(rights=()), "rights"),
    *(
        entry_case("R13-2c", entry, "change their mind", mended=changed(entry, rights=CAN_WITHDRAW))
        for entry in (ON_CONSENT, ON_EXPLICIT_CONSENT)
    ),
    entry_case("R13-2e", changed(ENTRY, providing=Entry.Providing.UNKNOWN), "must give"),
    entry_case(
        "R13-2e",
        changed(ENTRY, providing=Entry.Providing.UNKNOWN),
        mended=changed(FROM_OTHERS, providing=Entry.Providing.UNKNOWN),
    ),
    *(
        entry_case(
            "R13-2e-refusal",
            changed(ENTRY, providing=answer, if_not_provided=""),
            "what follows",
            mended=changed(FROM_OTHERS, providing=answer, if_not_provided=""),
        )
        for answer in (Entry.Providing.REQUIRED, Entry.Providing.MIXED)
    ),
    entry_case(
        "R13-2e-refusal",
        changed(ENTRY, if_not_provided=""),
        mended=changed(ENTRY, providing=Entry.Providing.VOLUNTARY, if_not_provided=""),
    ),
    entry_case("R13-2f", changed(ENTRY, automated_decisions_detail=""), "automated"),
    entry_case(
        "R13-2f",
        changed(
            ENTRY,
            automated_decisions=Entry.AutomatedDecisions.DECISIONS,
            automated_decisions_detail="",
        ),
        mended=in_part_3(automated_decisions_detail=""),
    ),
    entry_case("R13-2f-answer", changed(ENTRY, **UNKNOWN_DECISIONS), "automated"),
    entry_case(
        "R13-2f-answer",
        changed(ENTRY, **UNKNOWN_DECISIONS),
        mended=in_part_3(**UNKNOWN_DECISIONS),
    ),
    entry_case("R14-1d", changed(FROM_OTHERS, data_holdings=()), "which data"),
    entry_case(
        "R14-1d",
        changed(FROM_OTHERS, data_holdings=()),
        mended=changed(FROM_THEMSELVES, data_holdings=()),
    ),
    entry_case("R14-2f", changed(ENTRY, data_sources=()), "where the data comes from"),
    entry_case("R14-2f", changed(ENTRY, data_sources=()), mended=in_part_3(data_sources=())),
]

NOTICE_CASES = [*WHOLE, *ENTRIES, DECIDED_BY_OTHERS]
