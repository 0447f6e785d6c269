"""What can be decided about a notice, as the people who decide read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from ropa import permissions
from ropa.actions.publishing import (
    draft_digest,
    entries_to_approve,
    publish_notice,
    withdraw_notice,
)
from ropa.actions.reviewing import review_notice
from ropa.documents.comparison import compare, suggested_change_note
from ropa.documents.notices import draft_notice_document, waiting_sections
from ropa.documents.schema import NoticeDocument
from ropa.documents.status import Status
from ropa.models import Notice, ProcessingActivity, SectionActivity, Version

from ..decisions.pages import ApprovingForm, DecisionForm, DecisionPage
from ..entries.decisions import RETURN, SUBMIT, own_work_refusal
from ..entries.findings import findings_of_notices
from ..shared.access import allowed


def _comparison_context(_request: HttpRequest, row: Notice, _status: Status) -> dict[str, Any]:
    """What the checks find, and what differs from what was published."""
    document = draft_notice_document(row)
    newest = Version.objects.filter(notice=row).order_by("-number").first()
    differences = (
        compare(NoticeDocument.model_validate_json(newest.document), document) if newest else ()
    )
    return {
        "findings": findings_of_notices([row], {row.pk: document})[row.pk],
        "differences": differences,
        "newest": newest,
        "suggestion": suggested_change_note(differences) if differences else "",
    }


def _publishing(request: HttpRequest, row: Notice, status: Status) -> dict[str, Any]:
    """As `_comparison_context`, with what stands in the way of publishing."""
    unapproved = entries_to_approve(row)
    drafts = [entry for entry, its in unapproved.items() if not its.number]
    waiting = waiting_sections(row)
    # They stand in the way only where a section that is not left out has them.
    held_up = SectionActivity.objects.filter(
        section__notice=row, activity__in=[entry.pk for entry in drafts]
    ).exclude(section__in=waiting)
    stops = bool(drafts) and held_up.exists()
    reachable = set(
        permissions.rows(
            request.user, ProcessingActivity.objects.filter(notice_sections__notice=row)
        )
    )
    may_approve = allowed(request, "approve", ProcessingActivity)
    offered = bool(unapproved) and may_approve and reachable.issuperset(unapproved)
    return _comparison_context(request, row, status) | {
        "forbidden": own_work_refusal(request, row, status),
        "seen": draft_digest(row),
        "form_class": ApprovingForm if offered else DecisionForm,
        "initial": {"approve_changed": not drafts},
        "drafts": drafts,
        "changed": [entry for entry in unapproved if entry not in drafts],
        "reachable": reachable,
        "offered": offered,
        "blocked": stops and not offered,
        "stops": stops,
        "waiting": waiting,
        "needs_note": status.number > 0,
    }


NOTICE_DECISIONS = (
    replace(SUBMIT, template="admin/decisions/submit.html", context=_comparison_context),
    RETURN,
    DecisionPage(
        verb="publish",
        button="Publish…",
        title="Publish this {row.noun}",
        about="Publishing freezes it with the approved versions of its entries, as its "
        "next version. The public reads it at once.",
        public_note="One or two plain sentences, read where it is published.",
        done="Published “{row}” as version {result.number}.",
        act=lambda row, **answers: publish_notice(notice=row, **answers),
        template="admin/decisions/publish.html",
        checks_seen=True,
        is_main=True,
        context=_publishing,
    ),
    DecisionPage(
        verb="review",
        button="Reviewed, nothing changed…",
        title="Reviewed, nothing changed",
        about="You have looked through it and it is right as it was published. A policy document "
        "is due again in 12 months.",
        reason_label="What you looked at",
        done="“{row}” is recorded as reviewed.",
        act=lambda row, **answers: review_notice(notice=row, **answers),
    ),
    DecisionPage(
        verb="withdraw",
        button="Withdraw…",
        title="Withdraw this {row.noun}",
        about="The public no longer finds it in the lists. Its address says that it was "
        "withdrawn, when and why, and its past versions stay readable.",
        public_note="One or two plain sentences: why it is gone, and what to read instead.",
        needs_note=True,
        done="Withdrew “{row}” with version {result.number}.",
        act=lambda row, **answers: withdraw_notice(notice=row, **answers),
    ),
)
