"""Freeze a document as the next version of its subject."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.utils import timezone

from ropa.documents.canonical import canonical_json, digest
from ropa.documents.chain import row_hash
from ropa.documents.classification import Document
from ropa.documents.schema import SCHEMA_VERSION
from ropa.models import Notice, ProcessingActivity, Version
from ropa.models.versions import GENESIS_HASH

from .refusal import Refused

# Any number will do, as long as nothing else in the database locks on it.
_CHAIN_LOCK = 0x726F7061


def newest_version(subject: ProcessingActivity | Notice) -> Version | None:
    """Return the newest version of `subject`, if it has any."""
    return Version.objects.filter(**_as_subject(subject)).order_by("-number").first()


def refuse_unchanged(newest: Version | None, document: Document) -> None:
    """Raise `Refused` if the newest version says what `document` says."""
    if newest is not None and newest.digest == digest(canonical_json(document)):
        raise Refused(
            f"Nothing has changed since version {newest.number} of “{newest.subject}”, "
            "so there is nothing to freeze."
        )


def freeze(
    *,
    subject: ProcessingActivity | Notice,
    document: Document,
    is_public: bool,
    by: User,
    reason: str,
    change_note: str,
) -> Version:
    """Add the next version of `subject` to the chain and return it.

    Raises `Refused` if the newest version already says the same. Must run in a transaction.
    """
    _lock_chain()
    newest = newest_version(subject)
    refuse_unchanged(newest, document)
    text = canonical_json(document)
    previous = Version.objects.order_by("-sequence").first()
    version = Version(
        **_as_subject(subject),
        sequence=previous.sequence + 1 if previous else 1,
        number=newest.number + 1 if newest else 1,
        is_public=is_public,
        schema_version=SCHEMA_VERSION,
        document=text,
        digest=digest(text),
        previous_hash=previous.row_hash if previous else GENESIS_HASH,
        created_at=timezone.now(),
        created_by=by,
        created_by_name=by.get_full_name() or by.get_username(),
        reason=reason,
        change_note=change_note,
    )
    version.row_hash = row_hash(version)
    version.save(force_insert=True)
    return version


def _as_subject(subject: ProcessingActivity | Notice) -> dict[str, Any]:
    return {"activity" if isinstance(subject, ProcessingActivity) else "notice": subject}


def _lock_chain() -> None:
    """Let one transaction at a time add to the chain.

    SQLite's immediate transactions do so already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
