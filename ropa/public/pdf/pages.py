"""The HTML page from which the PDF of a version is typeset."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from ropa.documents.acting_for import bodies_of
from ropa.documents.page_contexts import activity_context, notice_context
from ropa.documents.policy_documents import policy_document_context
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.documents.wording import joined_names
from ropa.models import Version
from ropa.public.changes import SubjectPages


def styles_of(place: SubjectPages) -> list[str]:
    """Return the style sheets that a PDF has besides those of all: notices are long."""
    return [] if place.is_entry else ["ropa/pdf-notice.css"]


def page_of(version: Version, place: SubjectPages, origin: str) -> str:
    """Return the HTML of a version in force, with `origin` as the address of the site.

    Nothing in it comes from elsewhere than that version, so it is as lasting as the version is:
    what had ended when the version was made is told as past. Raises `KeyError` if a
    section names an activity that the document does not hold.
    """
    addresses = {
        "origin": origin,
        "address": f"{origin}{place.version(version.number)}",
        "newest": f"{origin}{place.page}",
        "on_paper": True,
    }
    made_on = timezone.localdate(version.created_at)
    if place.is_entry:
        activity = ActivityDocument.model_validate_json(version.frozen_text)
        bodies = {"bodies": joined_names(bodies_of(activity))}
        context = activity_context(activity, version, made_on) | addresses | bodies
        return render_to_string("pdf/entry.html", context)
    notice = NoticeDocument.model_validate_json(version.frozen_text)
    if notice.is_policy_document:
        context = policy_document_context(notice, version) | addresses
        return render_to_string("pdf/policy-document.html", context)
    context = notice_context(notice, version, made_on) | addresses
    return render_to_string("pdf/notice.html", context)
