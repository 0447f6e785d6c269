"""Links to the sections of a notice, and from each section to its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.documents.schema import AudienceDocument, NoticeDocument, SectionDocument
from ropa.documents.wording import first_sentence

from .addresses import section_address


@dataclass(frozen=True)
class SectionLink:
    """A section of a notice, in a sentence, and where it is to be read."""

    section: SectionDocument
    address: str

    @property
    def sentence(self) -> str:
        """What it covers, in a sentence."""
        return first_sentence(self.section.covers)


@dataclass(frozen=True)
class AudienceChapter:
    """The statement for one group of readers: its chapter, and its place there."""

    audience: AudienceDocument
    chapter: SectionLink

    @property
    def anchor(self) -> str:
        """The id of the text, unique within the notice."""
        return f"{self.chapter.section.slug}-{self.audience.slug}"

    @property
    def address(self) -> str:
        """Where the text is to be read."""
        return f"{self.chapter.address}#{self.anchor}"


@dataclass(frozen=True)
class Neighbours:
    """The chapters before and after one; absent at either end."""

    before: SectionLink | None
    after: SectionLink | None


def chapters(notice: NoticeDocument, number: int | None = None) -> tuple[SectionLink, ...]:
    """Return the sections of a notice of several, in order, with their addresses: within version
    `number`, or within the newest version."""
    return tuple(
        SectionLink(section, section_address(notice.slug, section.slug, number=number))
        for section in notice.sections
    )


def readers(of: tuple[SectionLink, ...]) -> tuple[AudienceChapter, ...]:
    """Return everybody whom chapters speak to, children first, then in the order of the notice."""
    found = [AudienceChapter(audience, each) for each in of for audience in each.section.audiences]
    return tuple(sorted(found, key=lambda spoken: not spoken.audience.people.are_children))


def neighbours(of: tuple[SectionLink, ...], section: str) -> Neighbours:
    """Return what comes before and after the section with a slug.

    Raises `ValueError` if there is none.
    """
    at = [each.section.slug for each in of].index(section)
    return Neighbours(of[at - 1] if at else None, of[at + 1] if at + 1 < len(of) else None)
