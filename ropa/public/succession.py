"""What came in the place of what: the page of the older leads to the newer, and the other way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from ropa.documents.schema import Term
from ropa.models import PublishedDocument

from .changes import SubjectPages
from .published_versions import can_be_read


@dataclass(frozen=True)
class NamedPage:
    """The page of an entry or a notice, and what it is called; of what is still to begin, from
    which day it holds."""

    name: str
    address: str
    from_day: date | None = None


def page_followed(follows: Term | None, kind: str) -> NamedPage | None:
    """Return the page of what an entry or a notice follows, if the public can read one. `kind` is
    that of `SubjectPages`, the same of both. Takes a query if anything is followed."""
    if follows is None or not can_be_read(follows.code, is_entry=kind == "activity"):
        return None
    return NamedPage(follows.name, SubjectPages(kind, follows.code).page)


def replacements(place: SubjectPages) -> tuple[NamedPage, ...]:
    """Return the pages of what came in the place of an entry or a notice, and is in force. Takes
    one query."""
    today = timezone.localdate()
    found = PublishedDocument.objects.filter(kind=place.kind, follows=place.key)
    return tuple(
        NamedPage(
            str(each) if place.is_entry else each.title,
            SubjectPages(place.kind, each.code).page,
            each.begins_on if each.begins_on and each.begins_on > today else None,
        )
        for each in found.defer("outline", "search_text").order_by("version_id")
    )
