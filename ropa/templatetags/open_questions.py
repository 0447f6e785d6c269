"""Whom to ask what a page leaves open."""

from __future__ import annotations

from typing import Any

from django import template

from ropa.documents.rights_contacts import RightsContact
from ropa.documents.schema import OrganisationDocument
from ropa.documents.sections import MergedEntries, leaves_open

register = template.Library()


@register.inclusion_tag("components/ask-us.html")
def ask_us(content: MergedEntries, publisher: OrganisationDocument | None = None) -> dict[str, Any]:
    """Show a contact that works, if the page leaves anything open: that of the publisher, or else
    of the first organisation that answers for the information and can be reached."""
    if not leaves_open(content):
        return {}
    bodies = [RightsContact(publisher)] if publisher else []
    for body in (*bodies, *content.rights_contacts):
        for point in body.working:
            is_publisher = publisher is not None and body.organisation.code == publisher.code
            return {
                "point": point,
                "organisation": body.organisation,
                "is_publisher": is_publisher,
            }
    return {}
