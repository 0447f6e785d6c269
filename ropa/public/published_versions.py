"""Queries for published versions. No other module of the public site queries the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import Exists, F, OuterRef, Subquery
from django.http import Http404
from django.utils import timezone

from ropa.documents.damage import undamaged
from ropa.models import Notice, ProjectionState, PublishedDocument, Version
from ropa.models.versions import VersionQuerySet


@dataclass(frozen=True)
class PageMark:
    """What a page is made from, in brief: where it is equal, so is the page at one address."""

    identity: str
    changed: datetime | None = None

    def combined_with(self, other: PageMark) -> PageMark:
        """Return the mark of a page that is made from both."""
        changed = max(filter(None, (self.changed, other.changed)), default=None)
        return PageMark(f"{self.identity} {other.identity}", changed)


NO_MARK = PageMark("nothing")


@dataclass(frozen=True)
class ReadableVersion:
    """A version that may be read, among all public versions of its subject, newest first.

    `key` is by what its address names the subject. `hidden` are the versions for staff. They are
    never shown, but while one of them was the newest, there was nothing for the public to read.
    `number` is that of the version if its address names one, and `section` the slug of the section
    if only that of it is asked for. `is_replaced` says of the page of an entry whether another one
    in force came in its place.
    """

    version: Version
    history: tuple[Version, ...]
    key: str
    hidden: tuple[Version, ...] = ()
    number: int | None = None
    section: str = ""
    is_replaced: bool = False

    @property
    def newest(self) -> Version:
        return self.history[0]

    @property
    def is_newest(self) -> bool:
        return self.version.number == self.newest.number

    @property
    def has_ended(self) -> bool:
        """Whether the notice was withdrawn, or the activity retired, with the newest version."""
        return not self.newest.is_in_force

    @property
    def applied(self) -> tuple[Version, ...]:
        """The versions that applied when they were new: all but those that only say it ended."""
        return tuple(version for version in self.history if version.is_in_force)


def newest_versions() -> VersionQuerySet:
    """Return the newest version of every public entry and notice that is in force."""
    return Version.objects.public().newest().in_force()


def newest_notices() -> VersionQuerySet:
    """Return the newest version of every published privacy notice that was not withdrawn."""
    return newest_versions().of_notices(Notice.Kind.PRIVACY_NOTICE)


def notice_updates() -> VersionQuerySet:
    """Return every public version of every privacy notice and policy document that is public
    still, newest first.

    Each has the `slug` and the `kind` of its notice, and leaves its document behind.
    """
    newest_hidden = Version.objects.newest().filter(notice=OuterRef("notice"), is_public=False)
    found = Version.objects.public().of_notices().filter(~Exists(newest_hidden))
    named = found.annotate(slug=F("notice__slug"), kind=F("notice__kind"))
    return named.defer("document").order_by("-sequence")


def applied_versions(notices: Iterable[int]) -> tuple[Version, ...]:
    """Return every public version that applied of notices named by primary key, newest first,
    without its document."""
    found = Version.objects.public().in_force().filter(notice__in=notices)
    return tuple(found.defer("document").order_by("-sequence"))


def documents_of(versions: Iterable[Version]) -> dict[int, str]:
    """Return the frozen text of public versions, by primary key, in one query. What is damaged is
    left out."""
    keys = [version.pk for version in versions]
    found = Version.objects.public().filter(pk__in=keys).only("pk", "digest", "document")
    return {version.pk: version.frozen_text for version in undamaged(found)} if keys else {}


def hidden_references() -> frozenset[str]:
    """Return the references of entries that are no longer public: the public reads nothing of them,
    whatever it could read on an earlier day."""
    found = Version.objects.newest().of_activities().filter(is_public=False)
    return frozenset(found.order_by().values_list("activity__reference", flat=True))


def can_be_read(key: str, *, is_entry: bool) -> bool:
    """Say whether there is a page of an entry, named by reference, or of a notice, by slug: also
    after it ended."""
    subject = {"activity__reference" if is_entry else "notice__slug": key}
    return Version.objects.newest().public().filter(**subject).exists()


def register_mark() -> PageMark:
    """Return the mark of the whole register: a page made from any of it is equal where this is.

    It is that of the newest version, which everything else that pages read follows from, and of
    when all of that was made anew last.
    """
    with connections[router.db_for_read(Version)].cursor() as cursor:
        cursor.execute(*_head_query())
        newest = cursor.fetchone()
    if newest is None:
        return NO_MARK
    row_hash, changed, remade = newest
    # SQLite keeps instants in UTC, and does not say so.
    if timezone.is_naive(changed):
        changed = timezone.make_aware(changed, UTC)
    return PageMark(f"{row_hash} {remade or ''}", changed)


@cache
def _head_query() -> tuple[str, tuple[Any, ...]]:
    """The query, made once: every visit to the public site asks it, and making it takes longer
    than answering it."""
    remade = ProjectionState.objects.filter(completed_at__isnull=False).order_by("-completed_at")
    made_anew = Subquery(remade.values("completed_at")[:1])
    newest = Version.objects.order_by("-sequence")
    head = newest.values_list("row_hash", "created_at", made_anew)[:1]
    return head.query.sql_with_params()


def notice_reading(slug: str, number: int | None = None) -> ReadableVersion:
    """Return version `number` of a privacy notice, or its newest. Raises `Http404` if there is
    none."""
    versions = Version.objects.of_notices(Notice.Kind.PRIVACY_NOTICE)
    return _readable_version(versions.filter(notice__slug=slug), slug, number)


def policy_document_reading(slug: str, number: int | None = None) -> ReadableVersion:
    """Return version `number` of a policy document, or its newest. Raises `Http404` if there is
    none."""
    versions = Version.objects.of_notices(Notice.Kind.POLICY_DOCUMENT)
    return _readable_version(versions.filter(notice__slug=slug), slug, number)


def section_reading(slug: str, section: str, number: int | None = None) -> ReadableVersion:
    """Return the reading of a notice, as by `notice_reading`, for one of its sections.

    Whether it has that section is for who reads it to see.
    """
    return replace(notice_reading(slug, number), section=section)


def activity_reading(reference: str, number: int | None = None) -> ReadableVersion:
    """Return version `number` of an entry, or its newest.

    Raises `Http404` if there is none, or if the newest one is internal: an entry that was taken
    out of the public record is out of it with all its past.
    """
    versions = Version.objects.filter(activity__reference=reference)
    return _readable_version(versions, reference, number)


def activity_page_reading(reference: str, number: int | None = None) -> ReadableVersion:
    """Return the same for the page of an entry, which leads to what came in its place. Raises
    `Http404`."""
    newer = PublishedDocument.objects.filter(kind="activity", follows=reference)
    versions = Version.objects.filter(activity__reference=reference)
    found = _readable_version(versions.annotate(is_replaced=Exists(newer)), reference, number)
    return replace(found, is_replaced=getattr(found.version, "is_replaced", False))


def _readable_version(versions: VersionQuerySet, key: str, number: int | None) -> ReadableVersion:
    every = list(versions.order_by("-number").defer("document"))
    if not every or not every[0].is_public:
        raise Http404
    history = tuple(version for version in every if version.is_public)
    hidden = tuple(version for version in every if not version.is_public)
    wanted = history[0].number if number is None else number
    for version in history:
        if version.number == wanted:
            return ReadableVersion(version, history, key, hidden, number)
    raise Http404
