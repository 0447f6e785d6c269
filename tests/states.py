"""Entries and notices in every state there is, each brought there by the decisions that lead to it.

All but drafts have been approved or published once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User

from ropa.actions.approving import approve_activity
from ropa.actions.publishing import publish_notice, withdraw_notice
from ropa.actions.retiring import reinstate_activity, retire_activity
from ropa.actions.reviewing import review_activities, review_notice
from ropa.actions.submitting import return_to_keepers, submit
from ropa.documents.status import State, Status, activity_statuses, notice_statuses
from ropa.models import Notice, ProcessingActivity
from ropa.models.attributed import Subject
from tests.factories import approve, make_activity, make_notice, make_user, publish

_ACTS: dict[str, Callable[..., Any]] = {
    "submit": lambda subject, **given: submit(subject=subject, **given),
    "return": lambda subject, **given: return_to_keepers(subject=subject, **given),
    "approve": lambda subject, **given: approve_activity(activity=subject, **given),
    "review": lambda subject, **given: (
        review_notice(notice=subject, **given)
        if isinstance(subject, Notice)
        else review_activities(activities=[subject], **given)
    ),
    "reinstate": lambda subject, **given: reinstate_activity(activity=subject, **given),
    "retire": lambda subject, **given: retire_activity(
        activity=subject, change_note="We no longer do this.", **given
    ),
    "publish": lambda subject, **given: publish_notice(
        notice=subject, change_note="It says more.", **given
    ),
    "withdraw": lambda subject, **given: withdraw_notice(
        notice=subject, change_note="Read the other one.", **given
    ),
}


def take(verb: str, subject: Subject, by: User | None = None, reason: str = "It is time.") -> Any:
    """Take the decision that `verb` names, and return what its action returns."""
    return _ACTS[verb](subject, by=by or make_user("Approver"), reason=reason)


def status_of(subject: Subject) -> Status:
    """Return where a row stands, read afresh."""
    if isinstance(subject, Notice):
        return notice_statuses([subject])[subject.pk]
    return activity_statuses([ProcessingActivity.objects.get(pk=subject.pk)])[subject.pk]


def change(subject: Any, by: User | None = None, **fields: Any) -> None:
    """Save other values in a row, by a person: the history keeps who it was."""
    for name, value in fields.items():
        setattr(subject, name, value)
    subject._history_user = by
    subject.save()


def entry_in(state: State, **fields: Any) -> ProcessingActivity:
    """Return an entry in this state."""
    entry = make_activity(**fields)
    if state is not State.DRAFT:
        approve(entry)
    if state in {State.CHANGED, State.SUBMITTED, State.RETURNED}:
        change(entry, summary="It does more now.")
    _hand_over(entry, state)
    if state is State.RETIRED:
        take("retire", entry)
    return entry


def notice_in(state: State, **fields: Any) -> Notice:
    """Return a notice of one approved entry in this state."""
    entry = make_activity(team=fields.get("team"))
    approve(entry)
    notice = make_notice(entry, **fields)
    if state is not State.DRAFT:
        publish(notice)
    if state in {State.OUT_OF_DATE, State.SUBMITTED, State.RETURNED}:
        change(notice, introduction="Other words.")
    _hand_over(notice, state)
    if state is State.WITHDRAWN:
        take("withdraw", notice)
    return notice


def _hand_over(subject: Subject, state: State) -> None:
    if state in {State.SUBMITTED, State.RETURNED}:
        take("submit", subject, make_user("Editor", subject.team))
    if state is State.RETURNED:
        take("return", subject)
