"""What was decided about an entry or a notice, and the version that it froze."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from ropa.models import Decision, Notice, ProcessingActivity, Version
from ropa.models.combined_queries import IdIn

from .names import Key


@dataclass(frozen=True)
class VersionSummary:
    """A version: `key` leads to its page. Not `in_force`, it says that its subject has ended."""

    key: int
    number: int
    change_note: str
    is_own_work: bool
    is_in_force: bool


@dataclass(frozen=True)
class DecisionRecord:
    """A decision: what it was, who took it, when and why, and what it froze, if anything."""

    label: str
    who: str
    when: datetime
    reason: str
    version: VersionSummary | None = None


def versions_by_key(keys: Collection[int]) -> dict[int, Version]:
    """Return versions without their documents, by key: one query, or none for none."""
    return {
        version.pk: version
        for version in _without_documents(Version.objects.filter(IdIn("pk", keys)))
    }


def decision_record(decision: Decision, version: Version | None) -> DecisionRecord:
    """Return a decision in words, with the version it froze."""
    return DecisionRecord(
        label=decision.get_kind_display(),
        who=decision.decided_by_name,
        when=decision.decided_at,
        reason=decision.reason,
        version=_version_summary(version) if version else None,
    )


def freezing_record(version: Version) -> DecisionRecord:
    """Return the decision with which a version was frozen, as the version tells it."""
    return DecisionRecord(
        label=_freezing_label(version),
        who=version.created_by_name,
        when=version.created_at,
        reason=version.reason,
        version=_version_summary(version),
    )


class LaterDecisions:
    """Why changes stand: what was decided next about the entry or notice that was changed."""

    def __init__(self, changed: Iterable[tuple[Key, datetime]]) -> None:
        """Read, in one query, what was frozen of each of these rows after it was changed."""
        since: dict[Key, datetime] = {}
        for about, when in changed:
            since[about] = min(when, since.get(about, when))
        of_activities, of_notices = (
            [key for model, key in since if model is subject]
            for subject in (ProcessingActivity, Notice)
        )
        self._versions: list[Version] = []
        if of_activities or of_notices:
            versions = Version.objects.in_force().filter(
                Q(IdIn("activity", of_activities)) | Q(IdIn("notice", of_notices)),
                created_at__gt=min(since.values()),
            )
            self._versions = list(_without_documents(versions).order_by("pk"))

    def first_after(self, about: Key, when: datetime) -> DecisionRecord | None:
        """Return the decision with which a change made at `when` was first frozen, if any."""
        for version in self._versions:
            model: type[Any] = ProcessingActivity if version.activity_id else Notice
            subject = model, version.activity_id or version.notice_id
            if subject == about and version.created_at > when:
                return freezing_record(version)
        return None


def _without_documents(versions: QuerySet[Version]) -> QuerySet[Version]:
    return versions.select_related("decision").defer("document")


def _version_summary(version: Version) -> VersionSummary:
    return VersionSummary(
        key=version.pk,
        number=version.number,
        change_note=version.change_note,
        is_own_work=version.is_own_work,
        is_in_force=version.is_in_force,
    )


def _freezing_label(version: Version) -> str:
    if hasattr(version, "decision"):
        return version.decision.get_kind_display()
    kind = Decision.Kind
    if version.activity_id:
        return str((kind.APPROVED if version.is_in_force else kind.RETIRED).label)
    return str((kind.PUBLISHED if version.is_in_force else kind.WITHDRAWN).label)
