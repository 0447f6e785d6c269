"""Two versions side by side, or a version and what stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.documents.build import activity_document
from ropa.documents.comparison import Difference, compare
from ropa.documents.notices import NotApproved, draft_notice_document, notice_document
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import ProcessingActivity, Version
from ropa.models.attributed import Subject, subject_filter

NOW = "now"


class CannotCompare(Exception):
    """What was asked for cannot be compared with. The message says why, to people."""


@dataclass(frozen=True)
class VersionComparison:
    """What differs, and between what, in words. `remark` says what else one must know."""

    title: str
    differences: tuple[Difference, ...]
    remark: str = ""


def other_versions(version: Version) -> list[Version]:
    """Return the other versions of the same entry or notice, the newest first."""
    versions = Version.objects.filter(**subject_filter(version.subject)).exclude(pk=version.pk)
    return list(versions.defer("document").order_by("-number"))


def version_before(version: Version, others: Sequence[Version]) -> Version | None:
    """Return the version that came just before, or `None` if there is none."""
    return next((other for other in others if other.number < version.number), None)


def comparison(version: Version, others: Sequence[Version], wanted: str) -> VersionComparison:
    """Compare a version with one of the others, named by its sequence, or with what stands now.

    Raises `CannotCompare` if `wanted` names neither.
    """
    if wanted == NOW:
        after, remark = _current_document(version.subject)
        title = f"What has changed since version {version.number}"
        return VersionComparison(title, compare(frozen_document(version), after), remark)
    if wanted == str(version.pk):
        raise CannotCompare("That is this version itself. Choose another one.")
    other = next((other for other in others if str(other.pk) == wanted), None)
    if other is None:
        raise CannotCompare(
            "There is no such version of this. Choose one from the list."
            if wanted
            else "Choose what to compare it with."
        )
    older, newer = sorted((version, other), key=lambda each: each.number)
    return VersionComparison(
        f"What changed from version {older.number} to version {newer.number}",
        compare(frozen_document(older), frozen_document(newer)),
    )


def frozen_document(version: Version) -> ActivityDocument | NoticeDocument:
    """Return the document that a version holds."""
    model = ActivityDocument if version.activity_id else NoticeDocument
    return model.model_validate_json(version.document)


def _current_document(subject: Subject) -> tuple[ActivityDocument | NoticeDocument, str]:
    """What would be frozen now, and what one must know about it."""
    if isinstance(subject, ProcessingActivity):
        return activity_document(subject), ""
    try:
        return notice_document(subject), ""
    except NotApproved as missing:
        return draft_notice_document(subject), (
            f"The {subject.noun} cannot be published as it stands. {missing} "
            "Until then its entries are compared as they are now."
        )
