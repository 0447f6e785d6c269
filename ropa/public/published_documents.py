"""The projection of what is published now: a row for each entry and notice the public may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Model, Q

from ropa.documents.damage import undamaged
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import PublishedDocument, Version
from ropa.read_model import Projection, register

from .changes import SubjectPages
from .outlines import ActivityOutline, NoticeOutline
from .published_versions import newest_versions


def subject_key(version: Version) -> str:
    """Return the key of what a version is about."""
    if version.notice_id is None:
        return f"activity:{version.activity_id}"
    return f"notice:{version.notice_id}"


def newest_of(keys: Iterable[str]) -> Iterator[Version]:
    """Yield the newest versions of some subjects, as far as they are public, in force and
    undamaged, oldest first."""
    chosen: dict[str, list[str]] = {"activity": [], "notice": []}
    for key in keys:
        kind, _, pk = key.partition(":")
        chosen[kind].append(pk)
    for kind, pks in chosen.items():
        if pks:
            found = newest_versions().filter(Q(**{f"{kind}__in": pks}))
            yield from undamaged(found.order_by("sequence"))


class _PublishedDocuments(Projection):
    name = "published documents"
    model = PublishedDocument
    key_field = "subject"
    made_from = (Version,)
    shape = 2

    def keys(self) -> Iterable[str]:
        found = Version.objects.order_by().values_list("activity", "notice").distinct()
        for activity, notice in found.iterator():
            yield f"activity:{activity}" if notice is None else f"notice:{notice}"

    def keys_from(self, row: Model) -> Iterable[str]:
        assert isinstance(row, Version)  # noqa: S101 -- it says so itself
        return [subject_key(row)]

    def rows(self, keys: Sequence[str]) -> Iterable[Model]:
        return (_row(version) for version in newest_of(keys))


def _row(version: Version) -> PublishedDocument:
    row = PublishedDocument(
        subject=subject_key(version),
        version=version,
        published_at=version.created_at,
        number=version.number,
        digest=version.digest,
        change_note=version.change_note,
    )
    if version.notice_id is None:
        _describe_entry(row, ActivityDocument.model_validate_json(version.frozen_text))
        outline: ActivityOutline | NoticeOutline = ActivityOutline.model_validate_json(
            version.frozen_text
        )
    else:
        _describe_notice(row, NoticeDocument.model_validate_json(version.frozen_text))
        outline = NoticeOutline.of(version)
    row.outline = outline.model_dump(mode="json")
    return row


def _describe_entry(row: PublishedDocument, entry: ActivityDocument) -> None:
    row.kind, row.code, row.title = "activity", entry.reference, entry.title
    row.follows = entry.follows.code if entry.follows else ""
    row.begins_on = entry.begins_on
    row.legal_regime, row.capacity = entry.legal_regime.code, entry.capacity.code
    purposes = (purpose.statement for purpose in entry.purposes)
    row.search_text = _searched(entry.reference, entry.title, entry.summary, *purposes)


def _describe_notice(row: PublishedDocument, notice: NoticeDocument) -> None:
    row.kind = SubjectPages.of_notice(notice.slug, notice.kind.code).kind
    row.code, row.title = notice.slug, notice.title
    row.publisher = notice.organisation.code
    row.publisher_name = (notice.organisation.short_name or notice.organisation.name)[:200]
    row.follows = notice.follows.code if notice.follows else ""
    row.search_text = _searched(notice.title, notice.summary, notice.applies_to)


def _searched(*texts: str) -> str:
    return "\n".join(texts).casefold()


PUBLISHED_DOCUMENTS = register(_PublishedDocuments())
