"""What the API answers. The documents in it are those of the frozen record, without what is
internal: `answer_model` derives the schema of an answer from these models."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ropa.documents.schema import (
    ActivityDocument,
    NoticeDocument,
    OrganisationDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)

from .law_kinds import LawKind

_DIGEST = (
    "The SHA-256 of the whole frozen text, internal fields included: it is equal for as long as "
    "nothing changed, and cannot be worked out from what is public."
)
_CHANGE_NOTE = "What changed with this version, in the words the public reads."
_PUBLISHED = "When this version was frozen."
_URL = "Its address in this API."
_PAGE = "Its page for people."


class Answer(BaseModel):
    """Part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# Lists


class Page(Answer):
    """Part of a list."""

    total: int = Field(description="How many there are in the whole list.")
    limit: int = Field(description="How many were asked for.")
    offset: int = Field(description="How many were passed over.")
    next: str | None = Field(description="The address of the next part, if there is one.")
    previous: str | None = Field(description="The address of the part before, if there is one.")
    items: tuple[Any, ...]


class OrganisationReference(Answer):
    """An organisation, and where there is more about it."""

    code: str
    name: str
    url: str = Field(description=_URL)


class ActivityReference(Answer):
    """An activity, and where there is more about it."""

    reference: str
    title: str
    url: str = Field(description=_URL)


class NoticeReference(Answer):
    """A privacy notice, and where there is more about it."""

    slug: str
    title: str
    url: str = Field(description=_URL)


class NoticeItem(Answer):
    """A privacy notice in a list, as its newest version has it."""

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
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class NoticePage(Page):
    """Part of the list of notices, by title."""

    items: tuple[NoticeItem, ...]


class RoleReference(Answer):
    """An organisation with a role in an activity."""

    organisation: OrganisationReference
    role: Term


class ActivityItem(Answer):
    """An activity in a list, as its newest version has it."""

    reference: str
    title: str
    summary: str
    legal_regime: Term
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
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class ActivityPage(Page):
    """Part of the list of activities, by reference."""

    items: tuple[ActivityItem, ...]


class VersionItem(Answer):
    """A version in the list of a notice or an activity."""

    version: int
    schema_version: int = Field(description="The version of the schema it was frozen under.")
    digest: str = Field(description=_DIGEST)
    published: datetime = Field(description=_PUBLISHED)
    change_note: str = Field(description=_CHANGE_NOTE)
    in_force: bool = Field(
        description="No: with this version the notice was withdrawn, or the activity ended."
    )
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class VersionPage(Page):
    """Part of the versions of a notice or an activity, newest first."""

    items: tuple[VersionItem, ...]


# Documents


class Frozen(Answer):
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
        description="When the notice was withdrawn, or the activity ended, if it was."
    )
    url: str = Field(description="The address of this version in this API, for good.")
    page: str = Field(description="The page of this version for people, for good.")
    versions: str = Field(description="Where all versions are listed.")


class NoticeVersion(Frozen):
    """A version of a privacy notice, with what it says."""

    document: NoticeDocument


class ActivityVersion(Frozen):
    """A version of an activity, with what it says."""

    notices: tuple[NoticeReference, ...] = Field(
        description="The notices that now tell people about this activity."
    )
    document: ActivityDocument


# What documents name


class OrganisationItem(Answer):
    """An organisation in a list."""

    code: str
    name: str
    short_name: str
    is_public_authority: bool
    activities: int = Field(description="How many activities name it.")
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class OrganisationPage(Page):
    """Part of the list of organisations, by name."""

    items: tuple[OrganisationItem, ...]


class RoleHeld(Answer):
    """A role of an organisation, and the activities in which it has it."""

    role: Term
    scope: str = Field(description="Of which data. Empty: of all in these activities.")
    essences: tuple[str, ...] = Field(description="Who does what, and whom to turn to.")
    activities: tuple[ActivityReference, ...]


class Receipt(Answer):
    """What an organisation receives."""

    givers: tuple[OrganisationReference, ...] = Field(description="Who answers for the data.")
    purpose: str
    frequency: Term
    gateway: PowerDocument | None = Field(description="The power under which it is given.")
    detail: str
    among: Term | None = Field(description="The kind of bodies it is named as one of, if any.")
    activities: tuple[ActivityReference, ...]


class Supply(Answer):
    """What an organisation supplies."""

    takers: tuple[OrganisationReference, ...] = Field(description="Who answers for the data.")
    details: tuple[str, ...]
    among: Term | None = Field(description="The kind of bodies it is named as one of, if any.")
    activities: tuple[ActivityReference, ...]


class PowerHeld(Answer):
    """A power or duty of an organisation, and the activities that rely on it."""

    power: PowerDocument
    applied_through: ProvisionDocument | None = Field(
        description="The provision that makes it apply, if another does."
    )
    explanations: tuple[str, ...]
    activities: tuple[ActivityReference, ...]


class OrganisationDetail(Answer):
    """All the public record says about an organisation."""

    organisation: OrganisationDocument
    is_regulator: bool = Field(description="Whether notices name it for complaints.")
    notices: tuple[NoticeReference, ...] = Field(description="The notices it publishes.")
    roles: tuple[RoleHeld, ...] = Field(description="What it is controller or processor of.")
    receives: tuple[Receipt, ...]
    supplies: tuple[Supply, ...]
    powers: tuple[PowerHeld, ...]
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class LegislationItem(Answer):
    """Legislation in a list."""

    code: str
    title: str
    kind: LawKind
    provisions: int = Field(description="How many of its provisions the record names.")
    activities: int = Field(description="How many activities rely on it.")
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class LegislationPage(Page):
    """Part of the list of legislation, by title."""

    items: tuple[LegislationItem, ...]


class ProvisionRelied(Answer):
    """A provision, and the activities that rely on it."""

    provision: ProvisionDocument
    activities: tuple[ActivityReference, ...]
    page: str = Field(description=_PAGE)


class LegislationDetail(Answer):
    """Legislation with the provisions that the record names."""

    code: str
    title: str
    kind: LawKind
    address: str = Field(description="Where it can be read. Empty: the record does not say.")
    provisions: tuple[ProvisionRelied, ...] = Field(description="In the order of the law.")
    activities: tuple[ActivityReference, ...] = Field(description="All that rely on any of it.")
    url: str = Field(description=_URL)
    page: str = Field(description=_PAGE)


class Root(Answer):
    """Where everything is."""

    name: str = Field(description="The name of this register.")
    documentation: str = Field(description="The page that explains this API.")
    openapi: str = Field(description="The OpenAPI document.")
    resources: dict[str, str] = Field(description="The address of each list.")
