"""Helper functions on documents that several rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from ropa.documents.policy_documents import asks_for_policy
from ropa.documents.schema import (
    ActivityDocument,
    AgreementDocument,
    ConditionDocument,
    ContactDocument,
    ControllerDocument,
    NoticeDocument,
    OrganisationDocument,
    Term,
)
from ropa.models import (
    Agreement,
    ContactPoint,
    ControllerRole,
    DataSource,
    SupportingDocument,
    Transfer,
)
from ropa.models.grounds import (
    Article9,
    LawfulBasis,
    LegalRegime,
    Sensitivity,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject
Paper = SupportingDocument.Kind
Mechanism = Transfer.Mechanism
Agreed = Agreement.Kind

# The value of a Schedule 1 condition begins with its Part.
PART_1, PART_2 = "1-", "2-"


def code_of(term: Term | None) -> str:
    """Return the code of an answer, empty if there is none."""
    return term.code if term else ""


def under_part_3(document: ActivityDocument) -> bool:
    """Say whether law enforcement (DPA 2018 Part 3) governs the entry, and not the UK GDPR."""
    return document.legal_regime.code == LegalRegime.LAW_ENFORCEMENT


def acts_as_controller(document: ActivityDocument) -> bool:
    """Say whether the body decides about the data (Article 30(1))."""
    return not document.is_processor


def acts_as_processor(document: ActivityDocument) -> bool:
    """Say whether the body works on the data for others (Articles 28 and 30(2))."""
    return document.is_processor


def tells_people(notice: NoticeDocument) -> bool:
    """Say whether it is a privacy notice (Articles 13 and 14)."""
    return not notice.is_policy_document


def keeps_principles(notice: NoticeDocument) -> bool:
    """Say whether it is an appropriate policy document (section 42, Schedule 1 paragraph 39)."""
    return notice.is_policy_document


def role_codes(document: ActivityDocument) -> list[str]:
    """Return the role of each organisation in the entry."""
    return [part.role.code for part in document.controllers]


def controllers_with_role(
    document: ActivityDocument, *wanted: str
) -> Iterator[tuple[int, ControllerDocument]]:
    """Yield the organisations that have one of the roles, each with its position."""
    for index, part in enumerate(document.controllers):
        if part.role.code in wanted:
            yield index, part


def controllers_lacking(
    document: ActivityDocument, lacks: Callable[[OrganisationDocument], bool]
) -> Iterator[tuple[int, OrganisationDocument]]:
    """Yield the controllers whose details the record must hold and that lack them.

    Joint controllers must each be reachable. Of separate ones it is enough that one is: each of
    them keeps a record of its own.
    """
    for index, part in controllers_with_role(document, Role.SOLE, Role.JOINT):
        if lacks(part.organisation):
            yield index, part.organisation
    separate = list(controllers_with_role(document, Role.INDEPENDENT))
    if separate and all(lacks(part.organisation) for _, part in separate):
        yield separate[0][0], separate[0][1].organisation


def contacts_for(organisation: OrganisationDocument, *subjects: str) -> tuple[ContactDocument, ...]:
    """Return the contact points for any of the subjects, those still to be supplied included."""
    return tuple(point for point in organisation.contact_points if point.subject.code in subjects)


def lacks_officer(organisation: OrganisationDocument) -> bool:
    """Say whether a public authority, which must have one, names no data protection officer."""
    return organisation.is_public_authority and not contacts_for(organisation, Subject.DPO)


def lacks_contact(organisation: OrganisationDocument) -> bool:
    """Say whether nothing is recorded on how to reach the organisation, not even as a gap."""
    return not contacts_for(organisation, Subject.GENERAL, Subject.RIGHTS, Subject.COMPLAINTS)


def contact_gaps(organisation: OrganisationDocument) -> Iterator[str]:
    """Yield what is still to be supplied about how to reach the organisation, in sentences."""
    for point in organisation.contact_points:
        if point.to_be_supplied:
            yield (
                f"How to reach {organisation.name} ({point.subject.name}) is still to be "
                f"supplied: {point.to_be_supplied}"
            )


def rests_on_consent(document: ActivityDocument) -> bool:
    """Say whether a purpose rests on consent, or a condition on explicit consent."""
    return any(part.lawful_basis.code == LawfulBasis.CONSENT for part in document.purposes) or any(
        code_of(part.article_9) == Article9.EXPLICIT_CONSENT for part in document.conditions
    )


def holds_data(document: ActivityDocument, sensitivity: Sensitivity) -> bool:
    """Say whether the entry holds data of this sensitivity."""
    return any(part.data.sensitivity.code == sensitivity for part in document.data_holdings)


def conditions_for(
    document: ActivityDocument, sensitivity: Sensitivity
) -> Iterator[tuple[int, ConditionDocument]]:
    """Yield the conditions for data of this sensitivity, each with its position."""
    for index, part in enumerate(document.conditions):
        if part.covers.code == sensitivity:
            yield index, part


def needs_schedule_1_policy(document: ActivityDocument) -> bool:
    """Say whether a Schedule 1 condition of the entry asks for an appropriate policy document."""
    stated = [part for part in document.conditions if part.schedule_1]
    return not under_part_3(document) and any(map(asks_for_policy, stated))


def is_sensitive_processing(document: ActivityDocument) -> bool:
    """Say whether section 35(8) calls the processing sensitive: offence data alone is not."""
    return under_part_3(document) and holds_data(document, Sensitivity.SPECIAL)


def needs_policy(document: ActivityDocument) -> bool:
    """Say whether an appropriate policy document is required, under either regime."""
    return needs_schedule_1_policy(document) or is_sensitive_processing(document)


def lacks_policy(document: ActivityDocument) -> bool:
    """Say whether an appropriate policy document is required and none is on file."""
    return needs_policy(document) and not has_paper(document, Paper.POLICY)


def has_paper(document: ActivityDocument, kind: SupportingDocument.Kind) -> bool:
    """Say whether a supporting document of this kind is recorded."""
    return any(paper.kind.code == kind for paper in document.supporting_documents)


def rests_on_agreement(part: ControllerDocument, *kinds: str) -> bool:
    """Say whether an organisation's role rests on a recorded agreement of one of the kinds."""
    return part.under_agreement is not None and part.under_agreement.kind.code in kinds


def has_ended(agreement: AgreementDocument | None, day: date) -> bool:
    """Say whether the last day of an agreement, if there is one, was before `day`."""
    return bool(agreement and agreement.ends_on and agreement.ends_on < day)


def comes_from_people_themselves(document: ActivityDocument) -> bool:
    """Say whether any of the data comes from the people themselves (Article 13)."""
    return any(part.group.code == DataSource.Group.THEMSELVES for part in document.data_sources)


def comes_from_others(document: ActivityDocument) -> bool:
    """Say whether any of the data comes from anyone else (Article 14)."""
    return any(part.group.code != DataSource.Group.THEMSELVES for part in document.data_sources)


def states_recipients(document: ActivityDocument) -> bool:
    """Say whether the entry names recipients or processors, or says about sharing what there is
    to say."""
    processors = any(controllers_with_role(document, Role.PROCESSOR))
    return bool(document.disclosures or document.sharing_note.strip()) or processors


def review_is_overdue(agreement: AgreementDocument | None, day: date) -> bool:
    """Say whether an agreement, if there is one, should have been reviewed before `day`."""
    return bool(agreement and agreement.review_due_on and agreement.review_due_on < day)


def concerns_children(document: ActivityDocument) -> bool:
    """Say whether data is held about a group of children or young people."""
    return any(part.people.are_children for part in document.data_holdings)
