"""Publish a notice: approved entries, in the notice's words, become its next version."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.documents.notices import NotApproved, notice_document
from ropa.models import Notice, Version

from .freezing import freeze, newest_version, refuse_unchanged
from .refusal import Refused

FIRST_PUBLISHED = "First published."


def publish_notice(*, notice: Notice, by: User, reason: str, change_note: str = "") -> Version:
    """Freeze the notice, make it the one the public reads, and return the new version.

    `change_note` is what the public reads about the change; only the first version may do
    without. Raises `PermissionDenied` if `by` may not publish it, and `Refused` if an entry in
    it is not approved or not public, if it has no sections, or if nothing has changed.
    """
    permissions.require(by, "publish", notice)
    with transaction.atomic():
        try:
            document = notice_document(notice)
        except NotApproved as not_approved:
            raise Refused(f"“{notice}” cannot be published yet. {not_approved}") from not_approved
        if not document.sections:
            raise Refused(f"“{notice}” cannot be published yet. Add a section to it first.")
        internal = [
            f"{item.document.reference} {item.document.title}"
            for item in document.activities
            if not item.document.is_public
        ]
        if internal:
            raise Refused(
                f"“{notice}” cannot be published. These entries are not public: "
                f"{'; '.join(internal)}. Take them out of the notice, or make them public."
            )
        newest = newest_version(notice)
        refuse_unchanged(newest, document)
        if newest is not None and not change_note:
            raise Refused(
                f"“{notice}” cannot be published yet. Say in a sentence what has changed: "
                "people who read it before will want to know."
            )
        return freeze(
            subject=notice,
            document=document,
            is_public=True,
            by=by,
            reason=reason,
            change_note=change_note or FIRST_PUBLISHED,
        )
