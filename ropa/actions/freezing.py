"""Freeze a document as the next version of its subject, with the history since the version before,
and record the decision to do so."""

from __future__ import annotations

from functools import partial

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from ropa.database.settled import settled_by
from ropa.documents.canonical import digest
from ropa.documents.chain import row_hash
from ropa.documents.heads import Head
from ropa.documents.schema import SCHEMA_VERSION
from ropa.history.frozen import history_since_frozen
from ropa.models import Decision, Version
from ropa.models.attributed import Subject, person_name, subject_filter
from ropa.models.decisions import ENDING
from ropa.models.versions import GENESIS_HASH
from ropa.monitoring.events import record_on_commit
from ropa.notifications import tell_of_decision
from ropa.read_model import record_changed
from ropa.witnesses.tasks import ask_to_send_head

from .anchoring import anchor
from .clock import instant_after
from .refusal import Refused

# Any number will do, as long as nothing else in the database locks on it.
_CHAIN_LOCK = 0x726F7061


def newest_version(subject: Subject) -> Version | None:
    """Return the newest version of `subject`, if it has any."""
    return Version.objects.filter(**subject_filter(subject)).order_by("-number").first()


def freeze(
    *,
    subject: Subject,
    text: str,
    kind: Decision.Kind,
    is_public: bool,
    by: User,
    reason: str,
    change_note: str,
    is_own_work: bool = False,
) -> Version:
    """Add the next version of `subject` to the chain with the decision behind it, and return it.

    `text` is the document as canonical JSON. Must run in a transaction. Raises `Refused` if the
    clock would put it before the version before it.
    """
    _lock_chain()
    newest = newest_version(subject)
    previous = Version.objects.order_by("-sequence").first()
    created_at = instant_after(previous.created_at if previous else None)
    history = history_since_frozen(settled_by(created_at))
    version = Version(
        **subject_filter(subject),
        sequence=previous.sequence + 1 if previous else 1,
        number=newest.number + 1 if newest else 1,
        is_public=is_public,
        is_in_force=kind not in ENDING,
        is_own_work=is_own_work,
        schema_version=SCHEMA_VERSION,
        document=text,
        digest=digest(text),
        history_digest=history.digest if history else "",
        previous_hash=previous.row_hash if previous else GENESIS_HASH,
        created_at=created_at,
        created_by=by,
        created_by_name=person_name(by),
        reason=reason,
        change_note=change_note,
    )
    version.row_hash = row_hash(version)
    version.save(force_insert=True)
    if history:
        history.keep(version)
    record_changed(version)
    record_decision(
        subject=subject, kind=kind, by=by, reason=reason, digest=version.digest, version=version
    )
    transaction.on_commit(partial(anchor, Head.of_version(version)), robust=True)
    ask_to_send_head()
    return version


def record_decision(
    *,
    subject: Subject,
    kind: Decision.Kind,
    by: User,
    reason: str,
    digest: str,
    version: Version | None = None,
) -> Decision:
    """Record a decision about a document, and return it. Raises `Refused` without a reason."""
    if not reason.strip():
        raise Refused("Say why you decide this now: auditors will ask.")
    decision = Decision.objects.create(
        **subject_filter(subject),
        kind=kind,
        decided_at=version.created_at if version else timezone.now(),
        decided_by=by,
        decided_by_name=person_name(by),
        reason=reason,
        digest=digest,
        version=version,
    )
    record_on_commit(
        "decision.made",
        person=by,
        decision=str(kind),
        kind=subject._meta.model_name,
        row=subject.pk,
        version=version.sequence if version else None,
    )
    tell_of_decision(decision)
    return decision


def _lock_chain() -> None:
    """Let one transaction at a time add to the chain.

    SQLite's immediate transactions do so already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
