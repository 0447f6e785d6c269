"""“Who are you?”: the readers that notices speak to, by the people they are, children first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ropa.documents.schema import PeopleDocument

from .outlines import AudienceOutline, NoticeOutline, SectionOutline


@dataclass(frozen=True)
class Reader:
    """What a reader says of themselves, and where their text stands."""

    audience: AudienceOutline
    section: SectionOutline
    notice: NoticeOutline

    @property
    def address(self) -> str:
        """Where exactly the text that speaks to them is."""
        slug = self.section.slug
        return self.notice.address_of(slug, f"{slug}-{self.audience.slug}")

    @property
    def context(self) -> str:
        """Whose notice, and which section of it if it has several."""
        name = self.notice.organisation.display_name
        return f"{name}: {self.section.title}" if len(self.notice.sections) > 1 else name


@dataclass(frozen=True)
class ReaderGroup:
    """Some people, and what of them notices speak to. Data may be held about them without any."""

    people: PeopleDocument
    readers: tuple[Reader, ...]


def readers_by_people(notices: Sequence[NoticeOutline]) -> Mapping[str, tuple[Reader, ...]]:
    """Return all readers under the code of the people they are."""
    found: dict[str, tuple[Reader, ...]] = {}
    for notice in notices:
        for section in notice.sections:
            for audience in section.audiences:
                code = audience.people.code
                found[code] = (*found.get(code, ()), Reader(audience, section, notice))
    return found


def reader_groups(
    people: Iterable[PeopleDocument], notices: Sequence[NoticeOutline]
) -> tuple[ReaderGroup, ...]:
    """Return each group of people with its readers: children first, then those that a notice
    speaks to, then by name."""
    readers = readers_by_people(notices)
    groups = [ReaderGroup(each, readers.get(each.code, ())) for each in people]
    return tuple(
        sorted(
            groups,
            key=lambda group: (
                not group.people.are_children,
                not group.readers,
                group.people.name.casefold(),
            ),
        )
    )
