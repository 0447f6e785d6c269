"""Approve an entry: what stands in its rows becomes its next version."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.documents.build import activity_document
from ropa.documents.schema import ActivityDocument
from ropa.models import ProcessingActivity, Version
from ropa.models.roles import controllership_problem

from .freezing import freeze
from .refusal import Refused


def approve_activity(
    *, activity: ProcessingActivity, by: User, reason: str, change_note: str = ""
) -> Version:
    """Freeze the activity as it stands and return the new version.

    `reason` is for staff and auditors; `change_note` is what the public reads about the change.
    Raises `PermissionDenied` if `by` may not approve it, and `Refused` if it is not complete
    enough to approve or has not changed since the last time.
    """
    permissions.require(by, "approve", activity)
    with transaction.atomic():
        document = activity_document(activity)
        problem = _problem(document)
        if problem:
            raise Refused(f"{activity} cannot be approved yet. {problem}")
        return freeze(
            subject=activity,
            document=document,
            is_public=document.is_public,
            by=by,
            reason=reason,
            change_note=change_note,
        )


def _problem(document: ActivityDocument) -> str:
    if not document.purposes:
        return "State at least one purpose (Article 30(1)(b))."
    return controllership_problem([part.role.code for part in document.controllers])
