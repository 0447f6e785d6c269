"""Processing activities: the public record of processing."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from ropa.documents.public_schema import public_model
from ropa.documents.schema import ActivityDocument, Term
from ropa.models import PublishedDocument
from ropa.public.published_lists import published_with
from ropa.public.published_versions import ReadableVersion, activity_reading

from .filters import chosen_activities
from .parameters import ActivityQuery, Key, Number, Paging
from .references import notice_references, organisation_reference
from .responses import address, from_register, from_version, page_address, page_of
from .schemas import ActivityItem, ActivityPage, ActivityVersion, RoleReference, VersionPage
from .versions import ACTIVITY

router = Router(tags=["Activities"])


@router.get(
    "",
    response=public_model(ActivityPage),
    operation_id="listActivities",
    url_name="activities",
    summary="List processing activities",
    description="The public activities in force, as their newest versions have them, by "
    "reference. Several filters together: only those that all of them let through.",
)
def activities(request: HttpRequest, query: Query[ActivityQuery]) -> HttpResponse:
    def make() -> ActivityPage:
        found = chosen_activities(query).defer("outline")
        return page_of(ActivityPage, request, query, found, lambda each: _item(request, each))

    return from_register(request, make, query)


@router.get(
    "/{slug:reference}",
    response=public_model(ActivityVersion),
    operation_id="getActivity",
    url_name="activity",
    summary="Get a processing activity",
    description="The newest version of an activity, with all its parts (UK GDPR Article 30(1); "
    "Data Protection Act 2018, section 61).",
)
def activity(request: HttpRequest, reference: Path[Key]) -> HttpResponse:
    return _version(request, reference=reference)


@router.get(
    "/{slug:reference}/versions",
    response=public_model(VersionPage),
    operation_id="listActivityVersions",
    url_name="activity-versions",
    summary="List the versions of a processing activity",
    description="Every public version, newest first; of an activity that has ended as well.",
)
def activity_versions(
    request: HttpRequest, reference: Path[Key], query: Query[Paging]
) -> HttpResponse:
    return from_register(
        request, lambda: ACTIVITY.page(request, activity_reading(reference), query), query
    )


@router.get(
    "/{slug:reference}/versions/{int:number}",
    response=public_model(ActivityVersion),
    operation_id="getActivityVersion",
    url_name="activity-version",
    summary="Get a version of a processing activity",
    description="What the record said of an activity, for good: a version never changes.",
)
def activity_version(
    request: HttpRequest, reference: Path[Key], number: Path[Number]
) -> HttpResponse:
    return _version(request, reference=reference, number=number)


def _version(request: HttpRequest, **named: str | int) -> HttpResponse:
    def make(reading: ReadableVersion) -> ActivityVersion | HttpResponse:
        if not reading.version.is_in_force:
            return ACTIVITY.gone(request, reading)
        containing = published_with(reading.key)
        telling = (notice for notice in containing if not notice.is_policy_document)
        return ActivityVersion(
            **ACTIVITY.frozen(request, reading),
            notices=notice_references(request, telling),
            document=ActivityDocument.model_validate_json(reading.version.frozen_text),
        )

    return from_version(request, activity_reading, make, **named)


def _item(request: HttpRequest, listed: PublishedDocument) -> ActivityItem:
    entry = ActivityDocument.model_validate_json(listed.version.frozen_text)
    return ActivityItem(
        reference=entry.reference,
        title=entry.title,
        summary=entry.summary,
        legal_regime=entry.legal_regime,
        capacity=entry.capacity,
        controllers=tuple(
            RoleReference(
                organisation=organisation_reference(request, part.organisation), role=part.role
            )
            for part in entry.controllers
        ),
        lawful_bases=_distinct_terms(purpose.lawful_basis for purpose in entry.purposes),
        people=_distinct_terms(
            Term(code=part.people.code, name=part.people.name) for part in entry.data_holdings
        ),
        data=_distinct_terms(
            Term(code=part.data.code, name=part.data.name) for part in entry.data_holdings
        ),
        version=listed.number,
        digest=listed.digest,
        published=listed.published_at,
        change_note=listed.change_note,
        url=address(request, "activity", entry.reference),
        page=page_address(request, "public:activity", entry.reference),
    )


def _distinct_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Each term once, in order."""
    return tuple(dict.fromkeys(terms))
