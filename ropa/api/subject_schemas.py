"""What the API answers of organisations and legislation: what documents name."""

from __future__ import annotations

from pydantic import Field

from ropa.documents.schema import (
    DisclosureDocument,
    OrganisationDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
    TransferDocument,
)
from ropa.models.law_kinds import LawKind

from .labelled_fields import with_labelled_fields
from .schemas import (
    PAGE,
    URL,
    ActivityReference,
    ApiModel,
    NoticeReference,
    OrganisationReference,
    Page,
)

INFERRED = "Whether it is the register’s reading, which the organisation has not confirmed."


class OrganisationItem(ApiModel):
    """An organisation in a list."""

    code: str
    name: str
    short_name: str
    is_public_authority: bool
    activities: int = Field(description="How many activities name it.")
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)


class OrganisationPage(Page):
    """Part of the list of organisations, by name."""

    items: tuple[OrganisationItem, ...]


class RoleHeld(ApiModel):
    """A role of an organisation, and the activities in which it has it."""

    role: Term
    scope: str = Field(description="Of which data. Empty: of all in these activities.")
    essences: tuple[str, ...] = Field(description="Who does what, and whom to turn to.")
    works_for: Term | None = Field(
        description="Of a processor: which other processor it works for. Null: the controller."
    )
    tasks: tuple[str, ...] = Field(description="What a processor works on.")
    places: tuple[str, ...] = Field(description="Where a processor works on it.")
    is_inferred: bool = Field(description=INFERRED)
    activities: tuple[ActivityReference, ...]


@with_labelled_fields(DisclosureDocument)
class Receipt(ApiModel):
    """What an organisation receives."""

    givers: tuple[OrganisationReference, ...] = Field(description="Who answers for the data.")
    purpose: str
    frequency: Term
    gateway: PowerDocument | None = Field(description="The power under which it is given.")
    detail: str
    among: Term | None = Field(description="The kind of bodies it is named as one of, if any.")
    activities: tuple[ActivityReference, ...]


class Supply(ApiModel):
    """What an organisation supplies."""

    takers: tuple[OrganisationReference, ...] = Field(description="Who answers for the data.")
    details: tuple[str, ...]
    is_inferred: bool = Field(description=INFERRED)
    among: Term | None = Field(description="The kind of bodies it is named as one of, if any.")
    activities: tuple[ActivityReference, ...]


@with_labelled_fields(TransferDocument)
class TransferReceived(ApiModel):
    """What an organisation receives outside the United Kingdom."""

    destination: str = Field(description="The country or international organisation.")
    mechanism: Term = Field(description="What allows it.")
    safeguards: str
    activities: tuple[ActivityReference, ...]


class PowerHeld(ApiModel):
    """A power or duty of an organisation, and the activities that rely on it."""

    power: PowerDocument
    applied_through: ProvisionDocument | None = Field(
        description="The provision that makes it apply, if another does."
    )
    explanations: tuple[str, ...]
    is_inferred: bool = Field(description=INFERRED)
    activities: tuple[ActivityReference, ...]


class OrganisationDetail(ApiModel):
    """All the public record says about an organisation."""

    organisation: OrganisationDocument
    is_regulator: bool = Field(description="Whether notices name it for complaints.")
    notices: tuple[NoticeReference, ...] = Field(description="The notices it publishes.")
    roles: tuple[RoleHeld, ...] = Field(description="What it is controller or processor of.")
    receives: tuple[Receipt, ...]
    supplies: tuple[Supply, ...]
    transfers: tuple[TransferReceived, ...]
    powers: tuple[PowerHeld, ...]
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)


class LegislationItem(ApiModel):
    """Legislation in a list."""

    code: str
    title: str
    kind: LawKind
    provisions: int = Field(description="How many of its provisions the record names.")
    activities: int = Field(description="How many activities rely on it.")
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)


class LegislationPage(Page):
    """Part of the list of legislation, by title."""

    items: tuple[LegislationItem, ...]


class ProvisionRelied(ApiModel):
    """A provision, and the activities that rely on it."""

    provision: ProvisionDocument
    activities: tuple[ActivityReference, ...]
    page: str = Field(description=PAGE)


class LegislationDetail(ApiModel):
    """Legislation with the provisions that the record names."""

    code: str
    title: str
    kind: LawKind
    extent: str = Field(description="Where it is law. Empty: the record does not say.")
    address: str = Field(description="Where it can be read. Empty: the record does not say.")
    provisions: tuple[ProvisionRelied, ...] = Field(description="In the order of the law.")
    activities: tuple[ActivityReference, ...] = Field(description="All that rely on any of it.")
    url: str = Field(description=URL)
    page: str = Field(description=PAGE)
