"""A notice's document: its own words around approved versions of activities, never drafts."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, prefetch_related_objects

from ropa.models import (
    AudienceStatement,
    Notice,
    NoticeSection,
    Organisation,
    ProcessingActivity,
    SectionActivity,
    Version,
)

from .annexes import annexes_of
from .build import activity_documents, named, organisation_document, people_document
from .canonical import canonical_json, digest
from .classification import Document, public_part
from .schema import (
    ActivityDocument,
    ApprovedActivity,
    AudienceDocument,
    NoticeDocument,
    SectionDocument,
)

_PARTS = (
    "team",
    "organisation__contact_points",
    "sections",
    Prefetch("sections__section_activities", SectionActivity.objects.select_related("activity")),
    Prefetch("sections__audiences", AudienceStatement.objects.select_related("people_category")),
)


class NotApproved(Exception):
    """Some activities of the notice have no approved version.

    `activities` names them, in the order of the notice.
    """

    def __init__(self, activities: list[ProcessingActivity]) -> None:
        self.activities = activities
        names = "; ".join(str(activity) for activity in activities)
        super().__init__(f"Not approved yet: {names}. Approve each of them first.")


def notice_document(notice: Notice) -> NoticeDocument:
    """Return the notice as it would be published now.

    Raises `NotApproved` if an activity in it has no approved version.
    """
    document = notice_documents([notice])[notice.pk]
    if isinstance(document, NotApproved):
        raise document
    return document


def notice_documents(notices: Iterable[Notice]) -> dict[int, NoticeDocument | NotApproved]:
    """Return each notice as it would be published now, by primary key, in bulk.

    Where it cannot be published, what stands in its place is the reason.
    """
    rows = _read(notices)
    frozen = {
        version.activity_id: ApprovedActivity(
            number=version.number,
            digest=version.digest,
            document=ActivityDocument.model_validate_json(version.document),
        )
        for version in Version.objects.newest().filter(
            activity__in={activity.pk for row in rows for activity in _activities(row)}
        )
        if version.activity_id is not None
    }
    missing = {
        row.pk: [activity for activity in _activities(row) if activity.pk not in frozen]
        for row in rows
    }
    return {
        **{pk: NotApproved(activities) for pk, activities in missing.items() if activities},
        **_compose([row for row in rows if not missing[row.pk]], frozen),
    }


def draft_notice_document(notice: Notice) -> NoticeDocument:
    """Return the notice as it would read if every activity in it were approved as it stands."""
    rows = _read([notice])
    drafts = activity_documents(
        {activity.pk: activity for activity in _activities(rows[0])}.values()
    )
    numbers = dict(
        Version.objects.newest().filter(activity__in=drafts).values_list("activity", "number")
    )
    approved = {
        pk: ApprovedActivity(
            number=numbers.get(pk, 0), digest=digest(canonical_json(document)), document=document
        )
        for pk, document in drafts.items()
    }
    return _compose(rows, approved)[notice.pk]


def _read(notices: Iterable[Notice]) -> list[Notice]:
    rows = list(Notice.objects.filter(pk__in=[notice.pk for notice in notices]))
    prefetch_related_objects(rows, *_PARTS)
    return rows


def _activities(row: Notice) -> list[ProcessingActivity]:
    """The activities of a notice in order, each once."""
    in_order = {
        part.activity.pk: part.activity
        for section in row.sections.all()
        for part in section.section_activities.all()
    }
    return list(in_order.values())


def _compose(
    rows: list[Notice], approved: dict[int, ApprovedActivity]
) -> dict[int, NoticeDocument]:
    regulator = (
        Organisation.objects.filter(is_regulator=True, valid_to__isnull=True)
        .prefetch_related("contact_points")
        .first()
    )
    annexes = annexes_of([section for row in rows for section in row.sections.all()])
    return {
        row.pk: NoticeDocument(
            slug=row.slug,
            title=row.title,
            organisation=organisation_document(row.organisation),
            applies_to=row.applies_to,
            summary=row.summary,
            introduction=row.introduction,
            sections=tuple(
                _section(section, annexes[section.pk]) for section in row.sections.all()
            ),
            activities=tuple(approved[activity.pk] for activity in _activities(row)),
            regulator=organisation_document(regulator) if regulator else None,
            team=named(row.team),
            internal_note=row.internal_note,
        )
        for row in rows
    }


def _section(row: NoticeSection, annexes: dict[str, Document]) -> SectionDocument:
    return SectionDocument(
        slug=row.slug,
        title=row.title,
        covers=row.covers,
        why=row.why,
        audiences=tuple(
            AudienceDocument(
                slug=audience.slug,
                heading=audience.heading,
                people=people_document(audience.people_category),
                text=audience.text,
            )
            for audience in row.audiences.all()
        ),
        activities=tuple(part.activity.reference for part in row.section_activities.all()),
        annexes={key: public_part(annex) for key, annex in annexes.items()},
        internal_note=row.internal_note,
    )
