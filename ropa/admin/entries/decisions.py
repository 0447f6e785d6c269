"""The decisions about an entry, with their pages."""

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
from ropa.documents.comparison import compare, suggested_change_note
from ropa.documents.schema import ActivityDocument
from ropa.documents.status import Status
from ropa.models import ProcessingActivity, Version
from ropa.models.attributed import Subject

from ..decisions.pages import DecisionPage
from .findings import findings_of_activity

PUBLIC_NOTE = "One or two plain sentences, read where the entry is. Leave it empty the first time."
RETIRED_NOTE = "One or two plain sentences. The public reads them at the address of the entry."


def _approve(row: ProcessingActivity, *, seen: str, **answers: Any) -> Version:
    return approve_activity(activity=row, seen={row.pk: seen}, **answers)


def _comparison_context(
    _request: HttpRequest, row: ProcessingActivity, _status: Status
) -> dict[str, Any]:
    """The differences from the newest version, and what the checks find."""
    document = activity_documents([row])[row.pk]
    newest = Version.objects.filter(activity=row).order_by("-number").first()
    before = ActivityDocument.model_validate_json(newest.document) if newest else None
    differences = compare(before, document) if before else ()
    return {
        "findings": findings_of_activity(row, document),
        "differences": differences,
        "newest": newest,
        "suggestion": suggested_change_note(differences) if differences else "",
    }


def _approval_context(
    request: HttpRequest, row: ProcessingActivity, status: Status
) -> dict[str, Any]:
    """As `_comparison_context`, with the reason why the person may not approve, if any."""
    return _comparison_context(request, row, status) | {
        "forbidden": own_work_refusal(request, row, status)
    }


def own_work_refusal(request: HttpRequest, row: Subject, status: Status) -> str:
    """Return why the person may not decide about their own work in `row`; empty if they may."""
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
    act=lambda row, **answers: submit(subject=row, **answers),
    is_main=True,
)
RETURN = DecisionPage(
    verb="return",
    button="Return…",
    title="Return to whoever submitted it",
    about="It goes back with your reason. Nothing that was approved changes.",
    reason_label="What is to be put right",
    done="Returned {row}.",
    act=lambda row, **answers: return_to_keepers(subject=row, **answers),
)

ENTRY_DECISIONS = (
    replace(SUBMIT, template="admin/decisions/submit.html", context=_comparison_context),
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
        checks_seen=True,
        template="admin/decisions/approve.html",
        is_main=True,
        context=_approval_context,
    ),
    DecisionPage(
        verb="review",
        button="Reviewed, nothing changed…",
        title="Reviewed, nothing changed",
        about="You have looked through the entry and it is right as it was approved. The next "
        "review is due in 12 months.",
        reason_label="What you looked at",
        done="{row} is recorded as reviewed.",
        act=lambda row, **answers: review_activities(activities=[row], **answers),
    ),
    DecisionPage(
        verb="retire",
        button="Retire…",
        title="Retire this entry",
        about="Use this when the activity is no longer carried out. It leaves the public record "
        "and stays in the history; its address says when and why.",
        public_note=RETIRED_NOTE,
        done="Retired {row} with version {result.number}.",
        act=lambda row, **answers: retire_activity(activity=row, **answers),
    ),
    DecisionPage(
        verb="reinstate",
        button="Put it back…",
        title="Put this entry back",
        about="The entry is approved again as it stands now and returns to the public record.",
        public_note=PUBLIC_NOTE,
        done="Put {row} back as version {result.number}.",
        act=lambda row, **answers: reinstate_activity(activity=row, **answers),
        template="admin/decisions/approve.html",
        is_main=True,
        context=_approval_context,
    ),
)
