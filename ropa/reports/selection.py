"""Which entries and notices a report holds, in which state, and as at when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ropa.dates import second_in_words
from ropa.documents.schema import ActivityDocument, NoticeDocument
from ropa.models import ControllerRole

from .outlines import EntryOutline, NoticeOutline


@dataclass(frozen=True)
class Selection:
    """Which content: what was approved, as at an instant or now, or else what stands in draft.

    `teams`, `controllers` and `legal_regime` are codes, `references` those of entries; each keeps
    everything if it is empty or, for `references`, `None`. `changed_since` keeps what was approved,
    or in draft what was changed, at an instant or later. `chosen` is how a choice that stands
    behind `references` is told people, such as a survey, and `reach` the name of the person to
    whose reach it is limited, if it is. A public selection holds the public part of what is public,
    and nothing else.
    """

    is_draft: bool = False
    is_public: bool = False
    at: datetime | None = None
    teams: frozenset[str] = frozenset()
    controllers: frozenset[str] = frozenset()
    legal_regime: str = ""
    references: frozenset[str] | None = None
    changed_since: datetime | None = None
    chosen: tuple[tuple[str, str], ...] = ()
    reach: str = ""

    def __post_init__(self) -> None:
        """Refuse what makes no sense. Raises `ValueError`."""
        if self.is_draft and (self.at is not None or self.is_public):
            raise ValueError("Drafts are neither public nor kept for a past day.")

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out but what the content itself leaves out."""
        return self.has_tables and not self.reach

    @property
    def has_tables(self) -> bool:
        """Whether the rows beside the entries belong to it: they do unless entries were chosen."""
        return not self.asks_documents and self.changed_since is None

    @property
    def asks_documents(self) -> bool:
        """Whether it takes a look into a document to say whether it is among those selected."""
        narrowed = self.teams or self.controllers or self.legal_regime
        return bool(narrowed) or self.references is not None

    def includes(self, document: ActivityDocument | EntryOutline) -> bool:
        """Whether an entry is among those selected, as far as its document tells."""
        return (
            (self.references is None or document.reference in self.references)
            and (not self.legal_regime or document.legal_regime.code == self.legal_regime)
            and (not self.teams or document.team.code in self.teams)
            and (
                not self.controllers
                or any(
                    role.organisation.code in self.controllers
                    for role in document.controllers
                    if role.role.code in ControllerRole.CONTROLLERS
                )
            )
        )

    def includes_notice(self, document: NoticeDocument | NoticeOutline) -> bool:
        """Whether a notice is among those selected: with a selection of entries, one that is made
        of any of them."""
        if self.teams and document.team.code not in self.teams:
            return False
        without_teams = Selection(
            controllers=self.controllers,
            legal_regime=self.legal_regime,
            references=self.references,
        )
        return not without_teams.asks_documents or any(
            without_teams.includes(item.document) for item in document.activities
        )

    def filters(self) -> tuple[tuple[str, str], ...]:
        """Return what was left out, as pairs of a label and what was kept, for people to read."""
        return tuple(self._filters())

    def _filters(self) -> Iterator[tuple[str, str]]:
        if self.reach:
            yield "Within reach of", self.reach
        if self.teams:
            yield "Teams", ", ".join(sorted(self.teams))
        if self.controllers:
            yield "Controllers", ", ".join(sorted(self.controllers))
        if self.legal_regime:
            yield "Law that applies", self.legal_regime
        yield from self.chosen
        if self.references is not None and not self.chosen:
            yield "Entries", ", ".join(sorted(self.references)) or "none"
        if self.changed_since is not None:
            yield "Changed since", second_in_words(self.changed_since)
