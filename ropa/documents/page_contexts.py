"""What the templates of the public pages are given, for published and for draft documents alike.

What is said of time is said as read `on` a day, if that is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ropa.models import Version

from .acting_for import acting_for
from .labelled_fields import labelled_notes
from .public_copy import public_copy
from .rights_contacts import RightsContact
from .schema import (
    ActivityDocument,
    AudienceDocument,
    NoticeDocument,
    SectionDocument,
)
from .sections import EntriesContent, entries_content, gap_texts, notice_content, section_content


@dataclass(frozen=True)
class SectionContext:
    """A section of a notice with its words, its readers (children first) and its content."""

    slug: str
    title: str
    covers: str
    why: str
    audiences: tuple[AudienceDocument, ...]
    annexes: dict[str, Any]
    content: EntriesContent
    notes: tuple[str, ...] = ()


def notice_context(
    document: NoticeDocument, version: Version | None, on: date | None = None
) -> dict[str, Any]:
    """Return the context of `public/notice.html`, a notice with all its sections: only the public
    part of the document is in it.

    Without a version the page says that it is a preview. Raises `KeyError` if a section names an
    activity that the document does not hold.
    """
    context = notice_overview_context(document, version)
    notice: NoticeDocument = context["notice"]
    sections = tuple(_section_context(notice, section, on) for section in notice.sections)
    return context | {
        "sections": sections,
        # A notice of one section needs no level of headings for sections.
        "level": 3 if len(sections) > 1 else 2,
        "sublevel": 4 if len(sections) > 1 else 3,
    }


def notice_overview_context(document: NoticeDocument, version: Version | None) -> dict[str, Any]:
    """Return the context of `public/notice-overview.html`: what a notice says besides its
    sections, of the public part of the document alone."""
    notice = public_copy(document)
    everything = notice_content(notice)
    return _shared_context(notice, version) | {
        "everything": everything,
        "rights_contacts": everything.rights_contacts or (RightsContact(notice.organisation),),
        "gaps": gap_texts(everything, notice.organisation.contact_points),
    }


def notice_section_context(
    document: NoticeDocument, version: Version | None, section: str, on: date | None = None
) -> dict[str, Any]:
    """Return the context of `public/notice-section.html`: the public part of one section, and
    what goes for all sections.

    Raises `LookupError` if there is no section with that slug.
    """
    notice = public_copy(document)
    for each in notice.sections:
        if each.slug == section:
            shown = _section_context(notice, each, on)
            return _shared_context(notice, version) | {
                "section": shown,
                "level": 2,
                "sublevel": 3,
                "rights_contacts": shown.content.rights_contacts
                or (RightsContact(notice.organisation),),
            }
    raise LookupError(f"The notice {notice.slug} has no section {section}.")


def activity_context(
    document: ActivityDocument, version: Version | None, on: date | None = None
) -> dict[str, Any]:
    """Return the context of `public/activity.html`: only the public part of the document is in it.

    Without a version the page says that it is a preview.
    """
    activity = public_copy(document)
    content = entries_content([activity], on)
    return {
        "activity": activity,
        "version": version,
        # Where what it follows is read: known where there are pages.
        "page_followed": None,
        "content": content,
        "acting_for": acting_for(activity) if activity.is_processor else (),
        "gaps": gap_texts(content),
        "level": 2,
        "sublevel": 3,
        "is_entry": True,
    }


def _section_context(
    notice: NoticeDocument, section: SectionDocument, on: date | None
) -> SectionContext:
    return SectionContext(
        slug=section.slug,
        title=section.title,
        covers=section.covers,
        why=section.why,
        audiences=tuple(
            sorted(section.audiences, key=lambda audience: not audience.people.are_children)
        ),
        annexes=section.annexes,
        content=section_content(notice, section, on),
        notes=labelled_notes(section),
    )


def _shared_context(notice: NoticeDocument, version: Version | None) -> dict[str, Any]:
    points = notice.organisation.contact_points
    return {
        "page_followed": None,
        "notice": notice,
        "version": version,
        "publisher": notice.organisation,
        "contacts": tuple(point for point in points if point.subject.code != "complaints"),
        "regulator": notice.regulator,
    }
