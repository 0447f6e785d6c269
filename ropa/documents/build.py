"""Rows into documents, in bulk: the number of queries does not grow with the number of rows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db.models import Model

from ropa.models import (
    Condition,
    ContactPoint,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    Organisation,
    PowerUse,
    ProcessingActivity,
    Provision,
    Purpose,
    RetentionRule,
    StatutoryPower,
    Transfer,
)
from ropa.models.grounds import Article9, LawfulBasis
from ropa.models.related import read_related

from .rights import rights_for
from .schema import (
    ActivityDocument,
    ChannelDocument,
    ConditionDocument,
    ContactDocument,
    ControllerDocument,
    DataCategoryDocument,
    DisclosureDocument,
    HoldingDocument,
    OrganisationDocument,
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

# Every path from an entry to the rows that its document is made of.
PARTS = (
    "team",
    "controller_roles__organisation__contact_points",
    "purposes__provisions__legislation",
    "conditions",
    "data_holdings__data_category",
    "data_holdings__people_category",
    "data_sources__organisation",
    "data_sources__people_category",
    "data_sources__including",
    "channels",
    "disclosures__recipient",
    "disclosures__including",
    "disclosures__gateway__provision__legislation",
    "disclosures__gateway__enforced_by__provision__legislation",
    "retention_rules",
    "power_uses__held_by",
    "power_uses__applied_through__legislation",
    "power_uses__power__provision__legislation",
    "power_uses__power__enforced_by__provision__legislation",
    "transfers__recipient",
    "security_measures",
    "supporting_documents",
)


def choice(row: Model, field: str) -> Term:
    """Return the value of a choice field with the label people read."""
    code = getattr(row, field)
    return Term(code=code, name=_labels(type(row), field).get(code, code))


@cache
def _labels(model: type[Model], field: str) -> dict[str, str]:
    """What people read for each value, made once: Django makes it anew for every row."""
    return {code: str(label) for code, label in model._meta.get_field(field).flatchoices}  # type: ignore[union-attr]


def optional_choice(row: Model, field: str) -> Term | None:
    """Return the value of a choice field, or `None` if it is empty."""
    return choice(row, field) if getattr(row, field) else None


def named(row: Any) -> Term:
    """Return the code and name of a reference row."""
    return Term(code=row.code, name=row.name)


def organisation_document(row: Organisation) -> OrganisationDocument:
    """Return an organisation with its contact points, which must have been fetched."""
    return OrganisationDocument(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        description=row.description,
        website=row.website,
        privacy_notice_url=row.privacy_notice_url,
        contact_points=tuple(_contact(point) for point in row.contact_points.all()),
        is_public_authority=row.is_public_authority,
    )


def provision_document(row: Provision) -> ProvisionDocument:
    """Return a provision; its legislation must have been fetched."""
    return ProvisionDocument(
        code=row.code,
        citation=str(row),
        label=row.label,
        legislation=Term(code=row.legislation.code, name=row.legislation.title),
        subject=row.subject,
        url=row.url,
        verified_on=row.verified_on,
    )


def power_document(row: StatutoryPower) -> PowerDocument:
    """Return a power; its provision and offence must have been fetched."""
    return PowerDocument(
        code=row.code,
        name=row.name,
        kind=choice(row, "kind"),
        provision=provision_document(row.provision),
        offence=provision_document(row.enforced_by.provision) if row.enforced_by else None,
    )


def people_document(row: Any) -> PeopleDocument:
    """Return a category of people."""
    return PeopleDocument(
        code=row.code,
        name=row.name,
        description=row.description,
        are_children=row.are_children,
    )


def activity_documents(
    activities: Iterable[ProcessingActivity],
) -> dict[int, ActivityDocument]:
    """Return the document of each activity as its rows stand now, by primary key."""
    rows = list(activities)
    read_related(rows, *PARTS)
    return {row.pk: _activity(row) for row in rows}


def activity_document(activity: ProcessingActivity) -> ActivityDocument:
    """Return the document of one activity as its rows stand now.

    The rows are read afresh, whatever the instance given already holds.
    """
    fresh = ProcessingActivity.objects.filter(pk=activity.pk)
    return activity_documents(fresh)[activity.pk]


def _activity(row: ProcessingActivity) -> ActivityDocument:
    return ActivityDocument(
        reference=row.reference,
        title=row.title,
        summary=row.summary,
        legal_regime=choice(row, "legal_regime"),
        is_public=row.is_public,
        team=named(row.team),
        business_function=row.business_function,
        controllers=tuple(_controller(role) for role in row.controller_roles.all()),
        purposes=tuple(_purpose(purpose) for purpose in row.purposes.all()),
        conditions=tuple(_condition(condition) for condition in row.conditions.all()),
        data_holdings=tuple(_holding(holding) for holding in row.data_holdings.all()),
        data_sources=tuple(_source(source) for source in row.data_sources.all()),
        channels=tuple(
            ChannelDocument(channel=choice(channel, "channel"), detail=channel.detail)
            for channel in row.channels.all()
        ),
        internal_recipients=row.internal_recipients,
        sharing_note=row.sharing_note,
        disclosures=tuple(_disclosure(disclosure) for disclosure in row.disclosures.all()),
        retention_rules=tuple(_retention(rule) for rule in row.retention_rules.all()),
        power_uses=tuple(_power_use(use) for use in row.power_uses.all()),
        providing=choice(row, "providing"),
        if_not_provided=row.if_not_provided,
        automated_decisions=choice(row, "automated_decisions"),
        automated_decisions_detail=row.automated_decisions_detail,
        transfers_position=choice(row, "transfers_position"),
        transfers=tuple(_transfer(transfer) for transfer in row.transfers.all()),
        security_measures=tuple(
            SecurityDocument(
                kind=choice(measure, "kind"),
                description=measure.description,
                to_be_supplied=measure.to_be_supplied,
            )
            for measure in row.security_measures.all()
        ),
        rights=rights_for(
            _bases_of_rights(row),
            automated_decisions=row.automated_decisions == row.AutomatedDecisions.DECISIONS,
        ),
        dpia_status=choice(row, "dpia_status"),
        follows_retention_policy=choice(row, "follows_retention_policy"),
        why_not_followed=row.why_not_followed,
        data_location=row.data_location,
        supporting_documents=tuple(
            SupportingDocumentDocument(
                kind=choice(paper, "kind"), title=paper.title, location=paper.location
            )
            for paper in row.supporting_documents.all()
        ),
        internal_note=row.internal_note,
    )


def _bases_of_rights(row: ProcessingActivity) -> Iterable[str]:
    """The lawful bases, and consent where it lifts Article 9: Articles 7, 17 and 20 name both."""
    yield from (purpose.lawful_basis for purpose in row.purposes.all())
    if any(condition.article_9 == Article9.EXPLICIT_CONSENT for condition in row.conditions.all()):
        yield LawfulBasis.CONSENT


def _contact(row: ContactPoint) -> ContactDocument:
    return ContactDocument(
        subject=choice(row, "subject"),
        name=row.name,
        email=row.email,
        telephone=row.telephone,
        address=row.address,
        url=row.url,
        to_be_supplied=row.to_be_supplied,
    )


def _controller(row: ControllerRole) -> ControllerDocument:
    return ControllerDocument(
        organisation=organisation_document(row.organisation),
        role=choice(row, "role"),
        scope=row.scope,
        essence=row.essence,
        arrangement=row.arrangement,
    )


def _purpose(row: Purpose) -> PurposeDocument:
    return PurposeDocument(
        statement=row.statement,
        lawful_basis=choice(row, "lawful_basis"),
        provisions=tuple(provision_document(provision) for provision in row.provisions.all()),
        interest=row.interest,
        for_confirmation=row.for_confirmation,
        internal_note=row.internal_note,
    )


def _condition(row: Condition) -> ConditionDocument:
    return ConditionDocument(
        covers=choice(row, "covers"),
        article_9=optional_choice(row, "article_9"),
        schedule_1=optional_choice(row, "schedule_1"),
        schedule_8=optional_choice(row, "schedule_8"),
        explanation=row.explanation,
        for_confirmation=row.for_confirmation,
        internal_note=row.internal_note,
    )


def _holding(row: DataHolding) -> HoldingDocument:
    data = row.data_category
    return HoldingDocument(
        people=people_document(row.people_category),
        data=DataCategoryDocument(
            code=data.code,
            name=data.name,
            description=data.description,
            sensitivity=choice(data, "sensitivity"),
        ),
        detail=row.detail,
    )


def _source(row: DataSource) -> SourceDocument:
    origin = row.organisation or row.people_category
    return SourceDocument(
        group=choice(row, "group"),
        origin=named(origin) if origin else None,
        including=tuple(named(body) for body in row.including.all()),
        detail=row.detail,
        are_people=row.people_category is not None,
    )


def _disclosure(row: Disclosure) -> DisclosureDocument:
    return DisclosureDocument(
        recipient=named(row.recipient),
        including=tuple(named(body) for body in row.including.all()),
        purpose=row.purpose,
        gateway=power_document(row.gateway) if row.gateway else None,
        frequency=choice(row, "frequency"),
        detail=row.detail,
        agreement=row.agreement,
    )


def _retention(row: RetentionRule) -> RetentionDocument:
    return RetentionDocument(
        covers=row.covers,
        minimum_period=row.minimum_period,
        is_usual=row.is_usual,
        trigger=row.trigger,
        extension=row.extension,
        end_action=optional_choice(row, "end_action"),
        review_interval=row.review_interval,
        schedule_reference=row.schedule_reference,
        to_be_supplied=row.to_be_supplied,
        internal_note=row.internal_note,
    )


def _power_use(row: PowerUse) -> PowerUseDocument:
    return PowerUseDocument(
        power=power_document(row.power),
        held_by=named(row.held_by),
        applied_through=provision_document(row.applied_through) if row.applied_through else None,
        explanation=row.explanation,
    )


def _transfer(row: Transfer) -> TransferDocument:
    return TransferDocument(
        destination=row.destination,
        recipient=named(row.recipient) if row.recipient else None,
        mechanism=choice(row, "mechanism"),
        safeguards=row.safeguards,
    )
