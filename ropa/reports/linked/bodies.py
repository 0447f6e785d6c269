"""Organisations: who decides, who receives, and how people reach them."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.schema import ContactDocument, ControllerDocument, OrganisationDocument, Term
from ropa.models.roles import ControllerRole

from .labelled_fields import labelled_properties
from .names import NodeNames
from .other_terms import CONTACT_SUBJECT, ROLE
from .values import Node, link, mailbox, ref, without_empty

_CONTROLLERS = frozenset(ControllerRole.CONTROLLERS)
# The property by which an organisation has a contact for this, where DPV has one.
_CONTACTS = {"dpo": "dpv:hasDataProtectionOfficer", "representative": "dpv:hasRepresentative"}


def body(names: NodeNames, term: Term, *kinds: str) -> Node:
    """Return an organisation of which the document says the name alone."""
    return without_empty(
        {
            "@id": names.shared("organisation", term.code),
            "@type": ["foaf:Agent", *kinds],
            "dct:identifier": term.code,
            "foaf:name": term.name,
        }
    )


def organisation(names: NodeNames, document: OrganisationDocument, *kinds: str) -> Node:
    """Return an organisation in full, as an instance of `kinds` too."""
    node: Node = {
        "@id": names.shared("organisation", document.code),
        "@type": ["foaf:Agent", "dpv:Organisation", *kinds],
        "dct:identifier": document.code,
        "foaf:name": document.name,
        "skos:altLabel": document.short_name,
        "dct:description": document.description,
        "foaf:homepage": link(document.website),
        "ropa:isPublicAuthority": document.is_public_authority,
        **labelled_properties(document),
    }
    if document.privacy_notice_url:
        node["dpv:hasNotice"] = {
            "@id": names.shared("notice-of", document.code),
            "@type": "dpv:PrivacyNotice",
            "foaf:page": link(document.privacy_notice_url),
        }
    for contact in document.contact_points:
        has = _CONTACTS.get(contact.subject.code, "dcat:contactPoint")
        node.setdefault(has, []).append(_contact(names, document, contact))
    return without_empty(node)


def _contact_name(names: NodeNames, owner: OrganisationDocument, contact: ContactDocument) -> str:
    return names.shared("contact-of", owner.code, contact.subject.code)


def _contact(names: NodeNames, owner: OrganisationDocument, document: ContactDocument) -> Node:
    subject = CONTACT_SUBJECT.term(document.subject.code)
    is_class = document.subject.code in _CONTACTS
    return without_empty(
        {
            "@id": _contact_name(names, owner, document),
            # An office; whether an officer or representative is a person, nobody has recorded.
            "@type": ["vcard:Kind", subject if is_class else "vcard:Organization"],
            "dct:type": None if is_class else ref(subject),
            "vcard:fn": document.name or owner.name,
            "vcard:hasEmail": mailbox(document.email),
            "dpv:hasContact": document.telephone,
            "dpv:hasAddress": document.address,
            "vcard:hasURL": link(document.url),
            "ropa:toBeSupplied": document.to_be_supplied,
            **labelled_properties(document),
        }
    )


def roles(names: NodeNames, controllers: Iterable[ControllerDocument]) -> Node:
    """Return who decides and who works for them (Articles 26, 28 and 30(1)(a)).

    Each controller is named by itself; those who decide together are named as a group too. What
    part each has, and in which data, stands in its attribution.
    """
    given = list(controllers)
    deciding = [each for each in given if each.role.code in _CONTROLLERS]
    joint = [each for each in given if each.role.code == ControllerRole.Role.JOINT]
    working = [each for each in given if each.role.code == ControllerRole.Role.PROCESSOR]
    group = {
        "@type": ["dpv:DataController", "dpv:JointDataControllers"],
        "dpv:hasDataController": [_organisation_node(names, each) for each in joint],
    }
    return {
        "dpv:hasDataController": [
            organisation(names, each.organisation, "dpv:DataController") for each in deciding
        ],
        "dpv:hasJointDataControllers": group if joint else None,
        "dpv:hasDataProcessor": [
            organisation(names, each.organisation, "dpv:Recipient", "dpv:DataProcessor")
            for each in working
        ],
        "prov:qualifiedAttribution": [_attribution(names, each) for each in given],
        # A record is a data set: whom to ask about it are the offices of those who decide.
        "dcat:contactPoint": [
            ref(_contact_name(names, each.organisation, contact))
            for each in deciding
            for contact in each.organisation.contact_points
            if contact.subject.code not in _CONTACTS
        ],
    }


def _attribution(names: NodeNames, document: ControllerDocument) -> Node:
    known = document.role.code in ROLE.terms
    scope = {"@type": "dpv:Scope", "dct:description": document.scope}
    return without_empty(
        {
            "@type": "prov:Attribution",
            # Who has a role that the product no longer knows is described here or nowhere.
            "prov:agent": _organisation_node(names, document)
            if known
            else organisation(names, document.organisation),
            "dcat:hadRole": ref(ROLE.term(document.role.code)),
            "dpv:hasScope": scope if document.scope else None,
            "dct:description": document.essence,
            **labelled_properties(document),
        }
    )


def _organisation_node(names: NodeNames, document: ControllerDocument) -> Node:
    return ref(names.shared("organisation", document.organisation.code))
