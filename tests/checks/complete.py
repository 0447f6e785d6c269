"""Documents in which nothing is amiss, and ways to put something amiss in them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models

from ropa.documents.classification import Document
from ropa.documents.rights import rights_for
from ropa.documents.schema import (
    ActivityDocument,
    AgreementDocument,
    ApprovedActivity,
    AutomatedDecisionDocument,
    ConditionDocument,
    ContactDocument,
    ControllerDocument,
    DataCategoryDocument,
    DisclosureDocument,
    HoldingDocument,
    NoticeDocument,
    OrganisationDocument,
    PeopleChoiceDocument,
    PeopleDocument,
    PowerDocument,
    PowerUseDocument,
    ProvisionDocument,
    PurposeDocument,
    RetentionDocument,
    SecurityDocument,
    SourceDocument,
    SupportingDocumentDocument,
    Term,
    TransferDocument,
)
from ropa.models import (
    Agreement,
    AutomatedDecision,
    ContactPoint,
    ControllerRole,
    DataSource,
    Disclosure,
    PeopleChoice,
    ProcessingActivity,
    SecurityMeasure,
    StatutoryPower,
    SupportingDocument,
    Transfer,
)
from ropa.models.grounds import (
    Article9,
    LawfulBasis,
    LegalRegime,
    Schedule1,
    Schedule8,
    Sensitivity,
)


def term(choice: models.TextChoices) -> Term:
    """An answer as a document holds it."""
    return Term(code=choice.value, name=str(choice.label))


def changed[D: Document](document: D, **fields: Any) -> D:
    """A copy with other values; a choice may be given as itself."""
    values = {
        name: term(value) if isinstance(value, models.TextChoices) else value
        for name, value in fields.items()
    }
    return document.model_copy(update=values)


def with_part[D: Document](document: D, field: str, index: int = 0, **fields: Any) -> D:
    """A copy in which one part of a list has other values."""
    parts = list(getattr(document, field))
    parts[index] = changed(parts[index], **fields)
    return changed(document, **{field: tuple(parts)})


def with_more[D: Document](document: D, field: str, *more: Document) -> D:
    """A copy with more parts in a list."""
    return changed(document, **{field: (*getattr(document, field), *more)})


def contact(subject: ContactPoint.Subject, **fields: Any) -> ContactDocument:
    whole = ContactDocument(
        subject=term(subject),
        name="Office",
        email="office@example.org",
        telephone="",
        address="",
        url="",
        to_be_supplied="",
    )
    return changed(whole, **fields)


def gap(subject: ContactPoint.Subject) -> ContactDocument:
    return contact(subject, email="", to_be_supplied="Its address.")


BODY = OrganisationDocument(
    code="body",
    name="The Body",
    short_name="",
    description="",
    website="",
    privacy_notice_url="",
    contact_points=tuple(
        contact(subject)
        for subject in ContactPoint.Subject
        if subject != ContactPoint.Subject.REPRESENTATIVE
    ),
    is_public_authority=True,
)
OTHER_BODY = changed(BODY, code="other", name="The Other Body")
REGULATOR = changed(BODY, code="regulator", name="The Regulator")


def without_contact(body: OrganisationDocument, *subjects: str) -> OrganisationDocument:
    """A copy without its contact points for the subjects, or without any."""
    left = [
        point for point in body.contact_points if subjects and point.subject.code not in subjects
    ]
    return changed(body, contact_points=tuple(left))


def controller(
    role: ControllerRole.Role, organisation: OrganisationDocument = BODY, **fields: Any
) -> ControllerDocument:
    whole = ControllerDocument(
        organisation=organisation, role=term(role), scope="its data", essence="", arrangement=""
    )
    return changed(whole, **fields)


PROVISION = ProvisionDocument(
    code="act-s1",
    citation="Example Act 2000, section 1",
    label="section 1",
    legislation=Term(code="act", name="Example Act 2000"),
    subject="an example",
    url="",
    verified_on=date(2026, 3, 14),
)
UNREAD = changed(PROVISION, citation="Unread Act 2001, section 2", verified_on=None)


def agreement(kind: Agreement.Kind, **fields: Any) -> AgreementDocument:
    whole = AgreementDocument(
        code="agreement",
        name="The Agreement",
        kind=term(kind),
        parties=(Term(code="council", name="The Council"),),
        subject="",
        provision=None,
        signed_on=date(2020, 1, 1),
        ends_on=None,
        location="",
    )
    return changed(whole, **fields)


POWER = PowerDocument(
    code="power",
    name="do an example",
    kind=term(StatutoryPower.Kind.FUNCTION),
    provision=PROVISION,
    offence=None,
)


def purpose(basis: LawfulBasis, **fields: Any) -> PurposeDocument:
    whole = PurposeDocument(
        statement="do an example",
        lawful_basis=term(basis),
        provisions=(PROVISION,),
        interest="",
        internal_note="",
    )
    return changed(whole, **fields)


def condition(
    covers: Sensitivity,
    article_9: Article9 | None = None,
    schedule_1: Schedule1 | None = None,
    schedule_8: Schedule8 | None = None,
    **fields: Any,
) -> ConditionDocument:
    whole = ConditionDocument(
        covers=term(covers),
        article_9=term(article_9) if article_9 else None,
        schedule_1=term(schedule_1) if schedule_1 else None,
        schedule_8=term(schedule_8) if schedule_8 else None,
        explanation="",
        internal_note="",
    )
    return changed(whole, **fields)


PEOPLE = PeopleDocument(code="people", name="people", description="", are_children=False)


def holding(sensitivity: Sensitivity) -> HoldingDocument:
    data = DataCategoryDocument(
        code=sensitivity.value,
        name=f"{sensitivity.value} data",
        description="",
        sensitivity=term(sensitivity),
    )
    return HoldingDocument(people=PEOPLE, data=data, detail="")


def source(group: DataSource.Group) -> SourceDocument:
    return SourceDocument(group=term(group), origin=None, including=(), detail="")


def transfer(mechanism: Transfer.Mechanism, safeguards: str = "An agreement.") -> TransferDocument:
    return TransferDocument(
        destination="Norway",
        recipient=None,
        mechanism=term(mechanism),
        safeguards=safeguards,
        assessed_on=date(2026, 3, 14),
    )


def paper(kind: SupportingDocument.Kind) -> SupportingDocumentDocument:
    return SupportingDocumentDocument(kind=term(kind), title="A paper", location="")


def choice(kind: PeopleChoice.Kind, **fields: Any) -> PeopleChoiceDocument:
    whole = PeopleChoiceDocument(
        kind=term(kind),
        choice="say no to letters",
        how="Tell the office.",
        by_when="",
        from_age=None,
        consequence="",
        only_for="",
        contact="",
        url="",
    )
    return changed(whole, **fields)


def decision(
    involvement: AutomatedDecision.Involvement = AutomatedDecision.Involvement.SOLELY,
    significance: AutomatedDecision.Significance = AutomatedDecision.Significance.SIGNIFICANT,
    *sensitivities: Sensitivity,
    **fields: Any,
) -> AutomatedDecisionDocument:
    """A decision on data of these sensitivities, or on ordinary data, with every safeguard."""
    data = (holding(each).data for each in sensitivities or (Sensitivity.ORDINARY,))
    whole = AutomatedDecisionDocument(
        decision="who gets a place",
        involvement=term(involvement),
        significance=term(significance),
        effect="You get a place or not.",
        logic="It counts points.",
        data_categories=tuple(data),
        people_are_told=True,
        people_are_heard=True,
        a_person_steps_in=True,
        can_be_contested=True,
        tool_record="",
    )
    return changed(whole, **fields)


ENTRY = ActivityDocument(
    reference="RPA-0001",
    title="An example",
    summary="What is done.",
    legal_regime=term(LegalRegime.UK_GDPR),
    is_public=True,
    team=Term(code="team", name="The team"),
    business_function="",
    controllers=(controller(ControllerRole.Role.SOLE, scope=""),),
    purposes=(purpose(LawfulBasis.PUBLIC_TASK),),
    conditions=(
        condition(
            Sensitivity.SPECIAL, Article9.SUBSTANTIAL_PUBLIC_INTEREST, Schedule1.STATUTORY_PURPOSES
        ),
        condition(Sensitivity.CRIMINAL, schedule_1=Schedule1.STATUTORY_PURPOSES),
    ),
    data_holdings=tuple(holding(sensitivity) for sensitivity in Sensitivity),
    data_sources=(source(DataSource.Group.THEMSELVES), source(DataSource.Group.OWN_STAFF)),
    channels=(),
    internal_recipients="",
    sharing_note="",
    disclosures=(
        DisclosureDocument(
            recipient=Term(code="police", name="the police"),
            including=(),
            purpose="to keep people safe",
            gateway=POWER,
            frequency=term(Disclosure.Frequency.ON_REQUEST),
            detail="",
            agreement="",
        ),
    ),
    retention_rules=(
        RetentionDocument(
            covers="evidence",
            reason="people can complain for 3 years",
            minimum_period="P3Y",
            is_usual=False,
            trigger="the inspection ends",
            extension="",
            end_action=None,
            review_interval="",
            schedule_reference="",
            to_be_supplied="",
            internal_note="",
        ),
    ),
    power_uses=(
        PowerUseDocument(
            power=POWER,
            held_by=Term(code="body", name="The Body"),
            applied_through=None,
            explanation="",
        ),
    ),
    providing=term(ProcessingActivity.Providing.REQUIRED),
    if_not_provided="We cannot go on.",
    automated_decisions=term(ProcessingActivity.AutomatedDecisions.PROFILING),
    automated_decisions_detail="A score that a person looks at.",
    transfers_position=term(ProcessingActivity.TransfersPosition.LISTED),
    transfers=(transfer(Transfer.Mechanism.IDTA),),
    security_measures=(
        SecurityDocument(
            kind=term(SecurityMeasure.Kind.TECHNICAL),
            description="It is encrypted.",
            to_be_supplied="",
        ),
    ),
    rights=rights_for([LawfulBasis.PUBLIC_TASK], automated_decisions=False),
    dpia_status=term(ProcessingActivity.DpiaStatus.COMPLETED),
    follows_retention_policy=term(ProcessingActivity.FollowsPolicy.YES),
    why_not_followed="",
    data_location="",
    supporting_documents=(paper(SupportingDocument.Kind.POLICY),),
    internal_note="",
)

LAW_ENFORCEMENT_ENTRY = changed(
    ENTRY,
    reference="RPA-0002",
    legal_regime=LegalRegime.LAW_ENFORCEMENT,
    purposes=(purpose(LawfulBasis.LE_TASK),),
    conditions=(condition(Sensitivity.SPECIAL, schedule_8=Schedule8.STATUTORY_PURPOSES),),
    transfers=(transfer(Transfer.Mechanism.PART_3),),
    rights=rights_for([LawfulBasis.LE_TASK], automated_decisions=False),
)

# What a processor need not say is left out.
PROCESSOR_ENTRY = changed(
    ENTRY,
    reference="RPA-0003",
    capacity=ProcessingActivity.Capacity.PROCESSOR,
    controllers=(
        controller(ControllerRole.Role.SOLE, OTHER_BODY, scope="", arrangement="In the safe."),
        controller(ControllerRole.Role.PROCESSOR, BODY, scope="", task="hosting case files"),
    ),
    purposes=(),
    conditions=(),
    data_holdings=(),
    data_sources=(),
    disclosures=(),
    retention_rules=(),
    power_uses=(),
    providing=ProcessingActivity.Providing.UNKNOWN,
    if_not_provided="",
    automated_decisions=ProcessingActivity.AutomatedDecisions.UNKNOWN,
    automated_decisions_detail="",
    rights=(),
    dpia_status=ProcessingActivity.DpiaStatus.NOT_ASSESSED,
    follows_retention_policy=ProcessingActivity.FollowsPolicy.UNKNOWN,
    supporting_documents=(),
)


def notice_of(*entries: ActivityDocument, **fields: Any) -> NoticeDocument:
    """A notice of the entries in which nothing else is amiss."""
    whole = NoticeDocument(
        slug="notice",
        title="A notice",
        organisation=BODY,
        applies_to="",
        summary="What it is about.",
        introduction="How it begins.",
        sections=(),
        activities=tuple(
            ApprovedActivity(number=1, digest="", document=entry) for entry in entries
        ),
        regulator=REGULATOR,
        team=Term(code="team", name="The team"),
        internal_note="",
    )
    return changed(whole, **fields)


NOTICE = notice_of(ENTRY, LAW_ENFORCEMENT_ENTRY)
