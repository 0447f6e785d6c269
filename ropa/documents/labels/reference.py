"""What people call the fields of what many documents share: bodies, the law, data and people."""

from __future__ import annotations

from ropa.documents.schema import (
    ContactDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    RightDocument,
    Term,
)

from .shape import Field, describe

NAMES = "Names"
_BY_CODE = {"identity": ("code",), "name": ("name",)}

describe(Term, {"code": "Code", "name": "Name"}, heading=NAMES, **_BY_CODE)
describe(
    ContactDocument,
    {
        "subject": "For what",
        "name": "Name",
        "email": "Email address",
        "telephone": "Telephone number",
        "address": "Postal address",
        "url": "Web address",
        "to_be_supplied": "Still to be supplied",
    },
    identity=("subject.code",),
    name=("subject.name",),
)
describe(
    OrganisationDocument,
    {
        "code": "Code",
        "name": "Name",
        "short_name": "Short name",
        "description": Field("What it does", "what {item} does"),
        "website": "Website",
        "privacy_notice_url": "Its own privacy notice",
        "is_public_authority": "Public authority",
        "contact_points": Field("How to reach it", "the ways to reach it"),
    },
    heading="Organisations",
    **_BY_CODE,
)
describe(
    ProvisionDocument,
    {
        "code": "Code",
        "citation": "Citation",
        "label": "Place in the law",
        "legislation": "Legislation",
        "subject": "What it is about",
        "url": "Web address",
        "verified_on": "Checked at the source on",
    },
    identity=("code",),
    name=("citation",),
    heading="Law",
    derived=frozenset({"citation"}),
)
describe(
    PowerDocument,
    {
        "code": "Code",
        "name": "Name",
        "kind": "Kind",
        "provision": "Where the law gives it",
        "offence": "Offence that backs it",
    },
    heading="Powers",
    **_BY_CODE,
)
describe(
    DataCategoryDocument,
    {
        "code": "Code",
        "name": "Name",
        "description": Field("What it means", "what “{item}” means"),
        "sensitivity": "Sensitivity",
    },
    heading="Kinds of information",
    **_BY_CODE,
)
describe(
    PeopleDocument,
    {
        "code": "Code",
        "name": "Name",
        "description": Field("Who they are", "who we mean by “{item}”"),
        "are_children": "Children or young people",
    },
    heading="People",
    **_BY_CODE,
)
describe(
    RightDocument,
    {
        "code": "Code",
        "name": "Name",
        "explanation": "How it works",
        "citation": "Citation",
    },
    heading="Rights people have",
    **_BY_CODE,
)
