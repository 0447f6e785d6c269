"""“Who are you?”: the readers that notices speak to, in groups, children first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .outlines import AudienceOutline, NoticeOutline, SectionOutline

CHILDREN = "Children and young people"
OTHERS = "Other people"


@dataclass(frozen=True)
class Reader:
    """What a reader says of themselves, and where their text stands."""

    audience: AudienceOutline
    section: SectionOutline
    notice: NoticeOutline

    @property
    def anchor(self) -> str:
        return f"{self.section.slug}-{self.audience.slug}"

    @property
    def context(self) -> str:
        """Whose notice, and which section of it if it has several."""
        name = self.notice.organisation.display_name
        return f"{name}: {self.section.title}" if len(self.notice.sections) > 1 else name


@dataclass(frozen=True)
class ReaderGroup:
    name: str
    readers: tuple[Reader, ...]


def reader_groups(notices: Sequence[NoticeOutline]) -> tuple[ReaderGroup, ...]:
    """Return all readers in groups.

    Children come first. Then comes each category of people that several texts speak to, by its
    own name, and last everybody else.
    """
    readers = [
        Reader(audience, section, notice)
        for notice in notices
        for section in notice.sections
        for audience in section.audiences
    ]
    met = Counter(reader.audience.people.code for reader in readers)
    groups: dict[str, list[Reader]] = {CHILDREN: []}
    others: list[Reader] = []
    for reader in readers:
        people = reader.audience.people
        if people.are_children:
            groups[CHILDREN].append(reader)
        elif met[people.code] > 1:
            groups.setdefault(people.name, []).append(reader)
        else:
            others.append(reader)
    groups[OTHERS] = others
    return tuple(ReaderGroup(name, tuple(found)) for name, found in groups.items() if found)
