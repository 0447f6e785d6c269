"""What many documents share: names, organisations, the law, data and people."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Annotated, Any

from ropa.documents.classification import Document
from ropa.documents.description import NAMES, describes, internal, public, worded
from ropa.models import (
    Agreement,
    ContactPoint,
    DataCategory,
    Organisation,
    PeopleCategory,
    Provision,
    RelatedGroup,
    StatutoryPower,
    System,
)
from ropa.models.law_kinds import LawKind

GAP = "Not said yet"
_OF = "of {item}"
INFERRED = "The register’s reading, not confirmed by the organisation"


def inferred(what: str) -> Any:
    """Return the description of the field which says that the body did not say `what` itself."""
    return public(
        "The register’s reading",
        f"whether {what} is the register’s reading",
        told=INFERRED,
        since=4,
    )


@describes(identity=("code",), name=("name",), heading=NAMES)
class Term(Document):
    """Anything with a stable code and the name people read."""

    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]


@describes(ContactPoint, identity=("subject.code",), name=("subject.name",))
class ContactDocument(Document):
    """Where people reach an organisation, and for what."""

    subject: Annotated[Term, worded("For what")]
    name: Annotated[str, worded("Name")]
    email: Annotated[str, worded("Email address")]
    telephone: Annotated[str, worded("Telephone number")]
    address: Annotated[str, worded("Postal address")]
    url: Annotated[str, worded("Web address")]
    to_be_supplied: Annotated[str, worded(GAP)]
    is_inferred: Annotated[bool, inferred("how to reach {item}")] = False


@describes(Organisation, identity=("code",), name=("name",), heading="Organisations")
class OrganisationDocument(Document):
    """An organisation people may have to turn to: a controller, publisher or regulator."""

    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    short_name: Annotated[str, worded("Short name")]
    description: Annotated[str, worded("What it does", "what {item} does")]
    website: Annotated[str, worded("Website")]
    privacy_notice_url: Annotated[str, worded("Its own privacy notice")]
    contact_points: Annotated[
        tuple[ContactDocument, ...], worded("How to reach it", "the ways to reach it")
    ]
    # Version 1 did not say.
    is_public_authority: Annotated[bool, worded("Public authority")] = False
    ico_registration: Annotated[
        str, public("Data protection registration", f"the registration number {_OF}", since=4)
    ] = ""
    govuk_slug: Annotated[str, public("Name on GOV.UK", f"the name on GOV.UK {_OF}", since=4)] = ""
    ons_code: Annotated[str, public("ONS code", f"the ONS code {_OF}", since=4)] = ""
    ods_code: Annotated[str, public("NHS code", f"the NHS code {_OF}", since=4)] = ""
    school_urn: Annotated[
        str, public("School number (URN)", f"the school number {_OF}", since=4)
    ] = ""
    ukprn: Annotated[
        str, public("Provider number (UKPRN)", f"the provider number {_OF}", since=4)
    ] = ""
    company_number: Annotated[
        str, public("Company number", f"the company number {_OF}", since=4)
    ] = ""
    charity_number: Annotated[
        str, public("Charity number", f"the charity number {_OF}", since=4)
    ] = ""

    @property
    def display_name(self) -> str:
        """What people call it."""
        return self.short_name or self.name


def _law_kind(row: Provision) -> str:
    law = row.legislation
    told = law.identifier or law.kind == LawKind.GUIDANCE
    return "" if told else str(law.kind)


def _extent(row: Provision) -> str:
    return str(row.legislation.get_extent_display())


def _last_day(row: Provision) -> date | None:
    """The last day of the provision, or of its law if that is earlier."""
    return min(filter(None, (row.valid_to, row.legislation.valid_to)), default=None)


def _is_replaced(row: Provision) -> bool:
    """Whether other law took its place, on a day that nobody has said."""
    rows = (row, row.legislation)
    return any(each.superseded_by_id and each.valid_to is None for each in rows)


@describes(
    Provision,
    identity=("code",),
    name=("citation",),
    heading="Law",
    derived=frozenset({"citation"}),
)
class ProvisionDocument(Document):
    """A provision with its citation and public address."""

    code: Annotated[str, worded("Code")]
    citation: Annotated[str, worded("Citation", made=str)]
    label: Annotated[str, worded("Place in the law")]
    legislation: Annotated[Term, worded("Legislation")]
    subject: Annotated[str, worded("What it is about")]
    url: Annotated[str, worded("Web address", of=("path",), made=attrgetter("url"))]
    verified_on: Annotated[date | None, worded("Checked at the source on")]
    last_day: Annotated[
        date | None,
        internal("Last day", f"the last day {_OF}", of=("valid_to",), made=_last_day, since=4),
    ] = None
    is_replaced: Annotated[
        bool,
        internal("Replaced", f"whether other law took the place {_OF}", made=_is_replaced, since=4),
    ] = False
    # Empty where the address says it, or the law is guidance.
    law_kind: Annotated[str, public("Kind of law", made=_law_kind, since=4)] = ""
    extent: Annotated[str, public("Where it is law", made=_extent, since=4)] = ""


@describes(StatutoryPower, identity=("code",), name=("name",), heading="Powers")
class PowerDocument(Document):
    """What a provision lets or makes somebody do, and the offence that backs it."""

    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    kind: Annotated[Term, worded("Kind")]
    provision: Annotated[ProvisionDocument, worded("Where the law gives it")]
    offence: Annotated[
        ProvisionDocument | None,
        worded("Offence that backs it", of=("enforced_by",), through="provision"),
    ]


@describes(Agreement, identity=("code",), name=("name",), heading="Agreements")
class AgreementDocument(Document):
    """What organisations have agreed, for staff alone. `ends_on` is its last day."""

    code: Annotated[str, internal("Code")]
    name: Annotated[str, internal("Name")]
    kind: Annotated[Term, internal("Kind")]
    parties: Annotated[tuple[Term, ...], internal("Parties", "the parties")]
    subject: Annotated[str, internal("What it is about", "what “{item}” is about")]
    provision: Annotated[
        ProvisionDocument | None, internal("Law it rests on", "the law “{item}” rests on")
    ]
    signed_on: Annotated[date | None, internal("Signed on", "when “{item}” was signed")]
    ends_on: Annotated[date | None, internal("Ends on", "when “{item}” ends", of=("valid_to",))]
    location: Annotated[str, internal("Where it is kept", "where “{item}” is kept")]
    review_due_on: Annotated[
        date | None, internal("Next review on", "when “{item}” is reviewed next", since=4)
    ] = None


@describes(System, identity=("code",), name=("name",), heading="Systems")
class SystemDocument(Document):
    """What data is kept or worked on in, for staff alone."""

    code: Annotated[str, internal("Code")]
    name: Annotated[str, internal("Name")]
    kind: Annotated[Term, internal("Kind")]
    supplier: Annotated[Term | None, internal("Supplier", "the supplier of {item}")]
    hosting: Annotated[str, internal("Where it is hosted", "where {item} is hosted")]


@describes(DataCategory, identity=("code",), name=("name",), heading="Kinds of information")
class DataCategoryDocument(Document):
    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    description: Annotated[str, worded("What it means", "what “{item}” means")]
    sensitivity: Annotated[Term, worded("Sensitivity")]


@describes(RelatedGroup, identity=("group.code",), name=("group.name",))
class RelatedGroupDocument(Document):
    """Another group to which all, or some, of the people belong."""

    relation: Annotated[Term, worded("How they belong together", "how they belong to {item}")]
    group: Annotated[Term, worded("The other group")]


@describes(PeopleCategory, identity=("code",), name=("name",), heading="People")
class PeopleDocument(Document):
    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    description: Annotated[str, worded("Who they are", "who we mean by “{item}”")]
    are_children: Annotated[bool, worded("Children or young people")]
    related_groups: Annotated[
        tuple[RelatedGroupDocument, ...],
        worded("Other groups they belong to", "the groups they belong to", since=4),
    ] = ()


@describes(identity=("code",), name=("name",), heading="Rights people have")
class RightDocument(Document):
    """A right people have here, and how to use it. `only_for` names the purposes that give it,
    where others of the entry do not."""

    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    explanation: Annotated[str, worded("How it works")]
    citation: Annotated[str, worded("Citation")]
    only_for: Annotated[
        tuple[str, ...], worded("Only where it is used to", "what gives the right: {item}", since=4)
    ] = ()
