"""A notice's document: its own words around approved versions of activities, never drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from ropa.models import (
    Notice,
    NoticeSection,
    Organisation,
    ProcessingActivity,
    Version,
)
from ropa.models.combined_queries import read_in_one_query
from ropa.models.related import read_related

from .annexes import annexes_of
from .build import activity_documents, document_of, paths_of
from .canonical import canonical_json, digest
from .classification import Document, public_part
from .schema import (
    ActivityDocument,
    ApprovedActivity,
    NoticeDocument,
    OrganisationDocument,
    SectionDocument,
)


class NotApproved(Exception):
    """Some activities of the notice have no approved version in force.

    `activities` names them, in the order of the notice.
    """

    def __init__(self, activities: list[ProcessingActivity]) -> None:
        self.activities = activities
        names = "; ".join(str(activity) for activity in activities)
        super().__init__(
            f"Not approved, or retired: {names}. "
            "Approve each of them, or take it out of the notice."
        )


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
    return _approved_documents(_read_rows(notices))


def waiting_sections(notice: Notice) -> list[NoticeSection]:
    """Return the sections that a notice in force is published without for now: nothing in them was
    ever approved."""
    read = _read_rows([notice])
    (row,) = read.rows
    return _waiting_sections(read, _frozen(read))[row.pk]


def draft_notice_document(notice: Notice) -> NoticeDocument:
    """Return the notice as it would read if every activity in it were approved as it stands."""
    return draft_notice_documents([notice])[notice.pk]


def draft_notice_documents(notices: Iterable[Notice]) -> dict[int, NoticeDocument]:
    """Return each notice as it would read if its activities were approved as they stand, by
    primary key, in bulk."""
    return _draft_documents(_read_rows(notices))


def approved_and_draft_documents(
    notices: Iterable[Notice],
) -> tuple[list[Notice], dict[int, NoticeDocument | NotApproved], dict[int, NoticeDocument]]:
    """Return the notices with all that was read for their documents, and what `notice_documents`
    and `draft_notice_documents` return, from one reading."""
    read = _read_rows(notices)
    return read.rows, _approved_documents(read), _draft_documents(read)


@dataclass(frozen=True)
class _NoticeRows:
    """Notices with all their parts, what other applications add to their sections, and the body
    people may complain to."""

    rows: list[Notice]
    annexes: Mapping[int, dict[str, Document]]
    regulator: Organisation | None


def _read_rows(notices: Iterable[Notice]) -> _NoticeRows:
    """The notices afresh."""
    rows, regulators = read_in_one_query(
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]),
        Organisation.objects.regulator_on(timezone.localdate()),
    )
    read_related(rows, *paths_of(NoticeDocument))
    read_related(regulators, *paths_of(OrganisationDocument))
    annexes = annexes_of([section for row in rows for section in row.sections.all()])
    return _NoticeRows(rows, annexes, next(iter(regulators), None))


def _approved_documents(read: _NoticeRows) -> dict[int, NoticeDocument | NotApproved]:
    frozen = _frozen(read)
    waiting = _waiting_sections(read, frozen)
    documents: dict[int, NoticeDocument | NotApproved] = {}
    for row in read.rows:
        sections = [each for each in row.sections.all() if each not in waiting[row.pk]]
        missing = [activity for activity in _activities(sections) if activity.pk not in frozen]
        documents[row.pk] = (
            NotApproved(missing) if missing else _notice_document(read, row, frozen, sections)
        )
    return documents


def _waiting_sections(
    read: _NoticeRows, frozen: Mapping[int, ApprovedActivity]
) -> dict[int, list[NoticeSection]]:
    """The sections that wait, by primary key of the notice: of a notice in force, those with
    entries of which none was ever approved. What was never published cannot do without them."""
    found: dict[int, list[NoticeSection]] = {row.pk: [] for row in read.rows}
    lacking = {
        section: {activity.pk for activity in _activities([section])}
        for row in read.rows
        for section in row.sections.all()
    }
    lacking = {
        section: keys for section, keys in lacking.items() if keys and not keys & set(frozen)
    }
    if not lacking:
        return found
    entries = set().union(*lacking.values())
    concerned = Q(activity__in=entries) | Q(notice__in=found)
    versions = Version.objects.newest().filter(concerned).order_by()
    ever: set[int | None] = set()
    live: set[int | None] = set()
    for version in versions.only("activity", "notice", "is_in_force"):
        ever.add(version.activity_id)
        if version.is_in_force:
            live.add(version.notice_id)
    for section, keys in lacking.items():
        if section.notice_id in live and not keys & ever:
            found[section.notice_id].append(section)
    return found


def _frozen(read: _NoticeRows) -> dict[int, ApprovedActivity]:
    """The approved versions in force of the entries of the notices, by primary key."""
    return {
        version.activity_id: ApprovedActivity(
            number=version.number,
            digest=version.digest,
            document=ActivityDocument.model_validate_json(version.frozen_text),
        )
        for version in Version.objects.newest()
        .in_force()
        .filter(
            activity__in={
                activity.pk for row in read.rows for activity in _activities(row.sections.all())
            }
        )
        if version.activity_id is not None
    }


def _draft_documents(read: _NoticeRows) -> dict[int, NoticeDocument]:
    drafts = activity_documents(
        {
            activity.pk: activity
            for row in read.rows
            for activity in _activities(row.sections.all())
        }.values()
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
    return {row.pk: _notice_document(read, row, approved, row.sections.all()) for row in read.rows}


def _activities(sections: Iterable[NoticeSection]) -> list[ProcessingActivity]:
    """The activities of some sections in order, each once."""
    in_order = {
        part.activity.pk: part.activity
        for section in sections
        for part in section.section_activities.all()
    }
    return list(in_order.values())


def _notice_document(
    read: _NoticeRows,
    row: Notice,
    approved: Mapping[int, ApprovedActivity],
    sections: Iterable[NoticeSection],
) -> NoticeDocument:
    sections = list(sections)
    return document_of(
        row,
        NoticeDocument,
        sections=tuple(
            _section_document(section, read.annexes[section.pk]) for section in sections
        ),
        activities=tuple(approved[activity.pk] for activity in _activities(sections)),
        regulator=document_of(read.regulator, OrganisationDocument) if read.regulator else None,
    )


def _section_document(row: NoticeSection, annexes: dict[str, Document]) -> SectionDocument:
    frozen = {key: public_part(annex) for key, annex in annexes.items()}
    return document_of(row, SectionDocument, annexes=frozen)
