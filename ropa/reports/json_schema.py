"""The JSON Schema of the register as JSON, made from the schema of the documents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ropa.documents.public_schema import json_schema
from ropa.documents.schema import ActivityDocument, NoticeDocument

TITLE = "A record of processing activities (UK GDPR Article 30, DPA 2018 section 61)"


class _StrictModel(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Head(_StrictModel):
    """The last version of the chain when the file was made."""

    sequence: int
    row_hash: str
    created_at: datetime


class About(_StrictModel):
    """What the file holds, and as at when."""

    format: str
    format_version: int
    name: str
    content: str = Field(description="approved, public or draft")
    as_at: datetime | None
    head: Head | None
    selection: dict[str, str] = Field(description="What was chosen, if not everything")


class PublicVersion(_StrictModel):
    """Which version a document is, and what changed with it."""

    number: int
    schema_version: int
    digest: str = Field(description="SHA-256 of the whole document, internal fields included")
    frozen_at: datetime
    change_note: str


class FrozenVersion(PublicVersion):
    """The same with what staff and auditors read: its place in the chain, by whom and why."""

    sequence: int
    row_hash: str
    frozen_by: str
    reason: str
    is_public: bool
    is_own_work: bool


class Review(_StrictModel):
    """When a draft was last reviewed and is next due; empty if that follows from its decisions."""

    last_reviewed_on: date | None
    review_due_on: date | None


class PublicEntry(_StrictModel):
    document: ActivityDocument
    version: PublicVersion


class PublicNotice(_StrictModel):
    document: NoticeDocument
    version: PublicVersion


class FrozenEntry(_StrictModel):
    document: ActivityDocument
    version: FrozenVersion


class DraftEntry(_StrictModel):
    document: ActivityDocument
    review: Review


class Notice(_StrictModel):
    document: NoticeDocument
    version: FrozenVersion


class Counts(_StrictModel):
    entries: int
    notices: int
    rows: int


class _File(_StrictModel):
    about: About
    tables: dict[str, list[dict[str, Any]]] = Field(
        description="Of drafts, the rows of every other table, as files hold them"
    )
    counts: Counts
    digest: str = Field(description="SHA-256 of the content: see docs/reports.md")


class PublicRegister(_File):
    """The public part of the register."""

    entries: list[PublicEntry]
    notices: list[PublicNotice]


class Register(_File):
    """The register with what staff and auditors read."""

    entries: list[FrozenEntry | DraftEntry]
    notices: list[Notice]


def schema(*, public: bool) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the file: as the public gets it, or in full."""
    return json_schema(PublicRegister if public else Register, public=public) | {"title": TITLE}
