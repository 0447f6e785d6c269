"""What the templates of the public pages are given, for published and for draft documents alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ropa.models import Version

from .published import published
from .schema import (
    ActivityDocument,
    AudienceDocument,
    NoticeDocument,
    OrganisationDocument,
    SectionDocument,
)
from .sections import Content, content_of, gaps, notice_content, section_content

# Where a complaint goes: the first of these contact points that there is.
_COMPLAINTS = ("complaints", "dpo", "general")


@dataclass(frozen=True)
class Section:
    """A section of a notice with its words, its readers (children first) and its content."""

    slug: str
    title: str
    covers: str
    why: str
    audiences: tuple[AudienceDocument, ...]
    annexes: dict[str, Any]
    content: Content
    publisher: OrganisationDocument

    @property
    def has_own_controllers(self) -> bool:
        """Whether anybody but the publisher of the notice is a controller here."""
        sole = self.content.sole_controller
        return sole is None or sole.code != self.publisher.code


def notice_page(document: NoticeDocument, version: Version | None) -> dict[str, Any]:
    """Return the context of `public/notice.html`: only the public part of the document is in it.

    Without a version the page says that it is a preview. Raises `KeyError` if a section names an
    activity that the document does not hold.
    """
    notice = published(document)
    sections = tuple(_section(notice, section) for section in notice.sections)
    everything = notice_content(notice)
    return {
        "notice": notice,
        "version": version,
        "publisher": notice.organisation,
        "sections": sections,
        "everything": everything,
        "gaps": gaps(everything, notice.organisation.contact_points),
        # A notice of one section needs no level of headings for sections.
        "level": 3 if len(sections) > 1 else 2,
        "sublevel": 4 if len(sections) > 1 else 3,
        **_contacts(notice.organisation),
        "regulator": notice.regulator,
    }


def activity_page(document: ActivityDocument, version: Version | None) -> dict[str, Any]:
    """Return the context of `public/activity.html`: only the public part of the document is in it.

    Without a version the page says that it is a preview.
    """
    activity = published(document)
    content = content_of([activity])
    return {
        "activity": activity,
        "version": version,
        "content": content,
        "gaps": gaps(content),
        "level": 2,
        "sublevel": 3,
        "is_entry": True,
    }


def _section(notice: NoticeDocument, section: SectionDocument) -> Section:
    return Section(
        slug=section.slug,
        title=section.title,
        covers=section.covers,
        why=section.why,
        audiences=tuple(
            sorted(section.audiences, key=lambda audience: not audience.people.are_children)
        ),
        annexes=section.annexes,
        content=section_content(notice, section),
        publisher=notice.organisation,
    )


def _contacts(organisation: OrganisationDocument) -> dict[str, Any]:
    points = organisation.contact_points
    by_subject = {point.subject.code: point for point in points}
    for_complaints = [by_subject[code] for code in _COMPLAINTS if code in by_subject]
    return {
        "contacts": tuple(point for point in points if point.subject.code != "complaints"),
        "complaints": tuple(for_complaints[:1]),
    }
