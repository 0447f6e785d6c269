"""The public record of processing: one row an entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ropa.models import Mention, NamedSubject, PublishedDocument

from .index.mentions import ORGANISATION
from .outlines import ActivityOutline, OrganisationOutline

_ROLES = ("controller", "processor")


@dataclass(frozen=True)
class RecordRow:
    """An entry in the list."""

    activity: ActivityOutline


def entries(organisation: str = "") -> QuerySet[PublishedDocument]:
    """Return every public entry as last approved, by reference: of all, or of those in which an
    organisation has a role."""
    found = PublishedDocument.objects.filter(kind="activity").order_by("code")
    if organisation:
        roles = Mention.objects.filter(kind=ORGANISATION, code=organisation, role__in=_ROLES)
        found = found.filter(subject__in=roles.filter(is_standing=True).values("document"))
    return found


def rows(found: Iterable[PublishedDocument]) -> list[RecordRow]:
    """Return some entries as rows of the list."""
    return [RecordRow(ActivityOutline.model_validate(entry.outline)) for entry in found]


def organisations() -> list[OrganisationOutline]:
    """Return the organisations with a role in any of the entries, each once, by name."""
    roles = Mention.objects.filter(kind=ORGANISATION, role__in=_ROLES, is_standing=True)
    bodies = NamedSubject.objects.filter(kind=ORGANISATION, code__in=roles.values("code"))
    found = (
        OrganisationOutline.model_validate(each)
        for each in bodies.values_list("description", flat=True)
    )
    return sorted(found, key=lambda organisation: organisation.display_name)
