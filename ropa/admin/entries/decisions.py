"""What can be decided about an entry, as the people who decide read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from ropa.actions.approving import approve_activity
from ropa.actions.deciding import is_own_work
from ropa.actions.refusal import Refused
from ropa.actions.retiring import reinstate_activity, retire_activity
from ropa.actions.reviewing import review_activities
from ropa.actions.submitting import return_to_keepers, submit
from ropa.documents.build import activity_documents
from ropa.documents.comparison import compare, suggested_note
from ropa.documents.schema import ActivityDocument
from ropa.documents.status import Status
from ropa.models import ProcessingActivity, Version
from ropa.models.attributed import Subject

from ..decisions.pages import DecisionPage
from .findings import findings_of_activity

PUBLIC_NOTE = "One or two plain sentences, read where the entry is. Leave it empty the first time."
WHY_GONE = "One or two plain sentences. The public reads them at the address of the entry."


def _approve(row: ProcessingActivity, *, seen: str, **given: Any) -> Version:
    return approve_activity(activity=row, seen={row.pk: seen}, **given)


def _looking(_request: HttpRequest, row: ProcessingActivity, _status: Status) -> dict[str, Any]:
    """What there is to know before deciding: what differs, and what the checks find."""
    document = activity_documents([row])[row.pk]
    newest = Version.objects.filter(activity=row).order_by("-number").first()
    before = ActivityDocument.model_validate_json(newest.document) if newest else None
    differences = compare(before, document) if before else ()
    return {
        "findings": findings_of_activity(row, document),
        "differences": differences,
        "newest": newest,
        "suggestion": suggested_note(differences) if differences else "",
    }


def _approving(request: HttpRequest, row: ProcessingActivity, status: Status) -> dict[str, Any]:
    """The same, and what forbids it."""
    return _looking(request, row, status) | {"forbidden": forbidden(request, row, status)}


def forbidden(request: HttpRequest, row: Subject, status: Status) -> str:
    """Return why the person may not decide about `row` alone; empty if they may."""
    try:
        is_own_work(row, status, request.user)  # type: ignore[arg-type]
    except Refused as refused:
        return str(refused)
    return ""


SUBMIT = DecisionPage(
    verb="submit",
    button="Submit for approval…",
    title="Submit for approval",
    about="Those who approve find it among their work, with your note. You can go on editing: "
    "they see what it says when they decide.",
    reason_label="A note for those who approve",
    done="Submitted {row} for approval.",
    act=lambda row, **given: submit(subject=row, **given),
    is_main=True,
)
RETURN = DecisionPage(
    verb="return",
    button="Return…",
    title="Return to whoever submitted it",
    about="It goes back with your reason. Nothing that was approved changes.",
    reason_label="What is to be put right",
    done="Returned {row}.",
    act=lambda row, **given: return_to_keepers(subject=row, **given),
)

ENTRY_DECISIONS = (
    replace(SUBMIT, template="admin/decisions/submit.html", context=_looking),
    RETURN,
    DecisionPage(
        verb="approve",
        button="Approve…",
        title="Approve this entry",
        about="Approving freezes the entry as it stands now, as its next version. Notices are made "
        "of approved versions only.",
        public_note=PUBLIC_NOTE,
        done="Approved {row} as version {result.number}.",
        act=_approve,
        sees=True,
        template="admin/decisions/approve.html",
        is_main=True,
        context=_approving,
    ),
    DecisionPage(
        verb="review",
        button="Reviewed, nothing changed…",
        title="Reviewed, nothing changed",
        about="You have looked through the entry and it is right as it was approved. The next "
        "review is due in 12 months.",
        reason_label="What you looked at",
        done="{row} is recorded as reviewed.",
        act=lambda row, **given: review_activities(activities=[row], **given),
    ),
    DecisionPage(
        verb="retire",
        button="Retire…",
        title="Retire this entry",
        about="Use this when the activity is no longer carried out. It leaves the public record "
        "and stays in the history; its address says when and why.",
        public_note=WHY_GONE,
        done="Retired {row} with version {result.number}.",
        act=lambda row, **given: retire_activity(activity=row, **given),
    ),
    DecisionPage(
        verb="reinstate",
        button="Put it back…",
        title="Put this entry back",
        about="The entry is approved again as it stands now and returns to the public record.",
        public_note=PUBLIC_NOTE,
        done="Put {row} back as version {result.number}.",
        act=lambda row, **given: reinstate_activity(activity=row, **given),
        template="admin/decisions/approve.html",
        is_main=True,
        context=_approving,
    ),
)
