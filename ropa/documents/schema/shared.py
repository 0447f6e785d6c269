"""What many documents share: names, organisations, the law, data and people."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import Annotated

from ropa.documents.classification import Document
from ropa.documents.description import NAMES, describes, worded
from ropa.models import (
    ContactPoint,
    DataCategory,
    Organisation,
    PeopleCategory,
    Provision,
    StatutoryPower,
)

GAP = "Still to be supplied"


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


@describes(DataCategory, identity=("code",), name=("name",), heading="Kinds of information")
class DataCategoryDocument(Document):
    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    description: Annotated[str, worded("What it means", "what “{item}” means")]
    sensitivity: Annotated[Term, worded("Sensitivity")]


@describes(PeopleCategory, identity=("code",), name=("name",), heading="People")
class PeopleDocument(Document):
    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    description: Annotated[str, worded("Who they are", "who we mean by “{item}”")]
    are_children: Annotated[bool, worded("Children or young people")]


@describes(identity=("code",), name=("name",), heading="Rights people have")
class RightDocument(Document):
    """A right people have here, and how to use it."""

    code: Annotated[str, worded("Code")]
    name: Annotated[str, worded("Name")]
    explanation: Annotated[str, worded("How it works")]
    citation: Annotated[str, worded("Citation")]
