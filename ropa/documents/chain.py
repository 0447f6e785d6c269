"""The chain over `Version`: each row carries the hash of the row before."""

from __future__ import annotations

from datetime import UTC

from ropa.models import Version

from .canonical import canonical_json, digest


def row_hash(version: Version) -> str:
    """Return the hash that a version's row must carry: over every other column of the row.

    The document itself enters by its digest. The marks that came later enter only where they are
    not what every row before them was, so that the hashes of those rows hold.
    """
    marks = {
        name: value
        for name, value, usual in (
            ("is_in_force", version.is_in_force, True),
            ("is_own_work", version.is_own_work, False),
            ("history_digest", version.history_digest, ""),
        )
        if value != usual
    }
    return digest(
        canonical_json(
            marks
            | {
                "sequence": version.sequence,
                "activity": version.activity_id,
                "notice": version.notice_id,
                "number": version.number,
                "is_public": version.is_public,
                "schema_version": version.schema_version,
                "digest": version.digest,
                "previous_hash": version.previous_hash,
                "created_at": version.created_at.astimezone(UTC).isoformat(),
                "created_by": version.created_by_id,
                "created_by_name": version.created_by_name,
                "reason": version.reason,
                "change_note": version.change_note,
            }
        )
    )
