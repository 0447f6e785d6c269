"""What the API answers. The documents in it are those of the frozen record, without what is
internal: `public_model` derives the schema of an answer from these models."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ropa.documents.schema import (
    ActivityDocument,
    NoticeDocument,
    Term,
)

_DIGEST = (
    "The SHA-256 of the whole frozen text, internal fields included: it is equal for as long as "
    "nothing changed, and cannot be worked out from what is public."
)
_CHANGE_NOTE = "What changed with this version, in the words the public reads."
_PUBLISHED = "When this version was frozen."
URL = "Its address in this API."
PAGE = "Its page for people."


class ApiModel(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Lists


class Page(ApiModel):
    """Part of a list."""

    total: int = Field(description="How many there are in the whole list.")
    limit: int = Field(description="How many were asked for.")
    offset: int = Field(description="How many were passed over.")
    next: str | None = Field(description="The address of the next part, if there is one.")
    previous: str | None = Field(description="The address of the part before, if there is one.")
    items: tuple[Any, ...]


class OrganisationReference(ApiModel):
    """An organisation, and where there is more about it."""

    code: str
    name: str
    url: str = Field(description=URL)


class ActivityReference(ApiModel):
    """An activity, and where there is more about it."""

    reference: str
    title: str
    url: str = Field(description=URL)


class NoticeReference(ApiModel):
    """A privacy notice, and where there is more about it."""

    slug: str
    title: str
    url: str = Field(description=URL)


class NoticeItem(ApiModel):
    """A privacy notice or a policy document in a list, as its newest version has it."""

    slug: str
    title: str
    summary: str
    applies_to: str
    organisation: OrganisationReference = Field(description="Who publishes it.")
    activities: int = Field(description="How many activities it is about.")
    version: int = Field(description="The number of its newest version.")
    digest: str = Field(description=_DIGEST)
    published: datetime = Field(description=_PUBLISHED)
    change_note: str = Field(description=_CHANGE_NOTE)
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)


class NoticePage(Page):
    """Part of the list of notices or of policy documents, by title."""

    items: tuple[NoticeItem, ...]


class RoleReference(ApiModel):
    """An organisation with a role in an activity."""

    organisation: OrganisationReference
    role: Term


class ActivityItem(ApiModel):
    """An activity in a list, as its newest version has it."""

    reference: str
    title: str
    summary: str
    legal_regime: Term
    capacity: Term
    controllers: tuple[RoleReference, ...] = Field(
        description="The organisations with a role in it: controllers, and processors."
    )
    lawful_bases: tuple[Term, ...] = Field(description="The lawful bases of its purposes.")
    people: tuple[Term, ...] = Field(description="The categories of people it holds data about.")
    data: tuple[Term, ...] = Field(description="The categories of data it holds.")
    version: int = Field(description="The number of its newest version.")
    digest: str = Field(description=_DIGEST)
    published: datetime = Field(description=_PUBLISHED)
    change_note: str = Field(description=_CHANGE_NOTE)
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)


class ActivityPage(Page):
    """Part of the list of activities, by reference."""

    items: tuple[ActivityItem, ...]


class VersionItem(ApiModel):
    """A version in the list of a notice, a policy document or an activity."""

    version: int
    schema_version: int = Field(description="The version of the schema it was frozen under.")
    digest: str = Field(description=_DIGEST)
    published: datetime = Field(description=_PUBLISHED)
    change_note: str = Field(description=_CHANGE_NOTE)
    in_force: bool = Field(
        description="No: with this version the notice or policy document was withdrawn, or the "
        "activity ended."
    )
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)


class VersionPage(Page):
    """Part of the versions of a notice or an activity, newest first."""

    items: tuple[VersionItem, ...]


# Documents


class Frozen(ApiModel):
    """A frozen version."""

    version: int
    schema_version: int = Field(
        description="The version of the schema it was frozen under. Fields that came later have "
        "their default in it."
    )
    digest: str = Field(description=_DIGEST)
    published: datetime = Field(description=_PUBLISHED)
    change_note: str = Field(description=_CHANGE_NOTE)
    newest: int = Field(description="The number of the newest version.")
    ended: datetime | None = Field(
        description="When the notice or policy document was withdrawn, or the activity ended, if "
        "it was."
    )
    url: str = Field(description="The address of this version in this API, for good.")
    page: str = Field(description="The page of this version for people, for good.")
    versions: str = Field(description="Where all versions are listed.")


class NoticeVersion(Frozen):
    """A version of a privacy notice or a policy document, with what it says."""

    document: NoticeDocument


class ActivityVersion(Frozen):
    """A version of an activity, with what it says."""

    notices: tuple[NoticeReference, ...] = Field(
        description="The notices that now tell people about this activity."
    )
    document: ActivityDocument


class Root(ApiModel):
    """Where everything is."""

    name: str = Field(description="The name of this register.")
    documentation: str = Field(description="The page that explains this API.")
    openapi: str = Field(description="The OpenAPI document.")
    resources: dict[str, str] = Field(description="The address of each list.")
