"""Work out where entries and notices stand, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from ropa.checks import Finding, check_activity, check_notice
from ropa.checks.document_facts import lacks_policy
from ropa.checks.rules import Severity
from ropa.checks.today import watching_the_day
from ropa.documents.build import activity_documents
from ropa.documents.classification import Document
from ropa.documents.comparison import compare, difference_sentence
from ropa.documents.description import description_of
from ropa.documents.notices import approved_and_draft_documents
from ropa.documents.policy_documents import covered_by_policies
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.documents.status import State, Status, activity_statuses, notice_statuses
from ropa.models import (
    ControllerRole,
    Decision,
    Notice,
    Organisation,
    ProcessingActivity,
    Version,
    WorkedOut,
)
from ropa.models.attributed import Subject
from ropa.models.combined_queries import IdIn
from ropa.models.reviews import review_due, with_last_review

from .keys import key_of
from .shared_rows import ANY_ROW, Shared, label, rests_on

_CHANGED = {State.CHANGED, State.OUT_OF_DATE}
_CHANGES_LENGTH = 300


def entry_standings(keys: Collection[int]) -> Iterator[WorkedOut]:
    """Yield where each entry of those with these primary keys stands."""
    rows: list[Any] = list(_reviewed(ProcessingActivity, keys))
    documents = activity_documents(rows)
    statuses = activity_statuses(rows, documents)
    lacking = [pk for pk, document in documents.items() if lacks_policy(document)]
    covered = covered_by_policies(lacking) if lacking else frozenset()
    submitters = _submitters("activity", keys)
    changes = _changes("activity", statuses, documents)
    for row in rows:
        status = statuses[row.pk]
        with watching_the_day() as day:
            # Nothing is asked of what has ended.
            found = (
                ()
                if status.has_ended
                else check_activity(documents[row.pk], is_covered=row.pk in covered)
            )
        yield _worked_out(
            row,
            status,
            found,
            rests_on(row),
            submitted_by_id=submitters.get(row.pk),
            changes=changes.get(row.pk, ""),
            controllers=", ".join(_controllers(row)),
            next_look=_day(day.next_look),
        )


def notice_standings(keys: Collection[int]) -> Iterator[WorkedOut]:
    """Yield where each notice of those with these primary keys stands."""
    rows: list[Any] = list(_reviewed(Notice, keys))
    if not rows:
        return
    read, approved, drafts = approved_and_draft_documents(rows)
    whole = {each.pk: each for each in read}
    statuses = notice_statuses(rows, approved)
    submitters = _submitters("notice", keys)
    current = {pk: each for pk, each in approved.items() if isinstance(each, NoticeDocument)}
    changes = _changes("notice", statuses, current)
    regulators, regulator_changes = _regulators(timezone.localdate())
    for row in rows:
        document = drafts[row.pk]
        with watching_the_day() as day:
            found = check_notice(document)
        shared = rests_on(whole[row.pk]) | regulators
        if any(section.annexes for section in document.sections):
            shared.add(ANY_ROW)
        looks = [each for each in (day.next_look, regulator_changes) if each]
        yield _worked_out(
            row,
            statuses[row.pk],
            found,
            shared,
            _entries(whole[row.pk]),
            submitted_by_id=submitters.get(row.pk),
            changes=changes.get(row.pk, ""),
            controllers="",
            next_look=_day(min(looks, default=None)),
        )


def is_gap(rule: str) -> bool:
    """Say whether a rule tells of a fact that is known to be missing."""
    return rule.startswith("G-") or rule.endswith("-gap")


def _reviewed(model: type[Subject], keys: Collection[int]) -> Iterable[Any]:
    rows: Any = model._default_manager.filter(IdIn("pk", keys)).order_by("pk")
    return with_last_review(rows)


def _worked_out(
    row: Any,
    status: Status,
    found: Sequence[Finding],
    shared: set[Shared],
    entries: Mapping[str, int] | None = None,
    **others: Any,
) -> WorkedOut:
    """`entries` are the primary keys of the entries in a notice, by reference."""
    must = sum(each.rule.severity is Severity.BLOCKING for each in found)
    gaps = sum(is_gap(each.rule.id) for each in found)
    standing = {
        "activity_id": row.pk if isinstance(row, ProcessingActivity) else None,
        "notice_id": row.pk if isinstance(row, Notice) else None,
        "state": str(status.state.value),
        "number": status.number,
        "decision_id": status.decision.pk if status.decision else None,
        "digest": status.digest,
        "must": must,
        "gaps": gaps,
        "should": len(found) - must - gaps,
        "review_due": None if status.has_ended else _day(review_due(row)),
        **others,
    }
    return WorkedOut(
        key=key_of(row),
        standing=standing,
        found=[_kept_finding(row, each, entries or {}) for each in found],
        rests_on=[list(each) for each in sorted(shared)],
    )


def _entries(notice: Notice) -> dict[str, int]:
    return {
        place.activity.reference: place.activity_id
        for section in notice.sections.all()
        for place in section.section_activities.all()
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _kept_finding(row: Any, finding: Finding, entries: Mapping[str, int]) -> dict[str, Any]:
    """A finding as it is kept. `part` is the primary key of the part of an entry, or of the entry
    in a notice, that it is about."""
    place = finding.place
    kept: dict[str, Any] = {"rule": finding.rule.id, "message": finding.message}
    kept["field"] = place.field
    if finding.subject:
        kept["subject"] = finding.subject
        if finding.subject in entries:
            kept["part"] = entries[finding.subject]
    if finding.within:
        kept["within"] = [finding.within.field, finding.within.index]
    if place.index is not None:
        kept["index"] = place.index
        if isinstance(row, ProcessingActivity):
            kept["part"] = getattr(row, _relation(place.field)).all()[place.index].pk
    return kept


def _relation(field: str) -> str:
    """The list of an entry that a list in its document is made of."""
    return next(iter(description_of(ActivityDocument).columns(field)), field)


def _controllers(row: ProcessingActivity) -> Iterator[str]:
    for role in row.controller_roles.all():
        if role.role in ControllerRole.CONTROLLERS:
            yield role.organisation.short_name or role.organisation.name


def _submitters(subject: str, keys: Collection[int]) -> dict[int, int]:
    """Who handed each over for approval last."""
    submitted = Decision.objects.filter(
        IdIn(f"{subject}_id", keys), kind=Decision.Kind.SUBMITTED
    ).order_by("pk")
    return dict(submitted.values_list(f"{subject}_id", "decided_by_id"))


def _changes(
    subject: str, statuses: Mapping[int, Status], documents: Mapping[int, Document]
) -> dict[int, str]:
    """What differs from the newest version, of those that have changed."""
    changed = [pk for pk, each in statuses.items() if each.state in _CHANGED and pk in documents]
    newest = Version.objects.newest().filter(IdIn(f"{subject}_id", changed)).order_by()
    frozen = newest.values_list(f"{subject}_id", "document") if changed else ()
    return {pk: _in_words(text, documents[pk]) for pk, text in frozen}


def _in_words(frozen: str, document: Document) -> str:
    found = compare(type(document).model_validate_json(frozen), document)
    said = " ".join(dict.fromkeys(difference_sentence(each) for each in found))
    return said if len(said) <= _CHANGES_LENGTH else f"{said[: _CHANGES_LENGTH - 1]}…"


def _regulators(today: date) -> tuple[set[Shared], date | None]:
    """The bodies of which one is the regulator, and the next day on which that is another."""
    rows = list(Organisation.objects.filter(is_regulator=True))
    begins = [row.valid_from for row in rows if row.valid_from and row.valid_from > today]
    ends = [
        row.valid_to + timedelta(days=1) for row in rows if row.valid_to and row.valid_to >= today
    ]
    return {(label(row), row.pk) for row in rows}, min([*begins, *ends], default=None)
