"""What the register has already, as far as a spreadsheet may name it: read once, by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ropa.models import (
    Agreement,
    Channel,
    DataCategory,
    Organisation,
    PeopleCategory,
    ProcessingActivity,
    Provision,
    System,
    Team,
)
from ropa.models.base import ReferenceRow
from ropa.models.related import read_related
from ropa.names import comparable

from .normalising import normalised
from .results import AGREEMENTS, CHANNELS, DATA, ORGANISATIONS, PEOPLE, SYSTEMS

MODELS: dict[str, type[ReferenceRow]] = {
    ORGANISATIONS: Organisation,
    PEOPLE: PeopleCategory,
    DATA: DataCategory,
    CHANNELS: Channel,
    SYSTEMS: System,
    AGREEMENTS: Agreement,
}
# What of entries that are there is to be kept, or compared, when a file says something of it.
PARTS = (
    "controller_roles__organisation",
    "purposes__provisions",
    "conditions",
    "data_holdings__people_category",
    "data_holdings__data_category",
    "data_sources",
    "disclosures",
    "retention_rules",
    "people_choices",
    "transfers__recipient",
    "security_measures",
    "supporting_documents",
)


@dataclass(frozen=True)
class KnownRow:
    """A row that a name may stand for. `successor` is the code of what replaced it, `is_current`
    whether it has not ended. `other_names` are what other registers, or people, call it."""

    code: str
    name: str
    short_name: str
    description: str
    successor: str
    is_current: bool
    row: Any
    other_names: tuple[str, ...] = ()


class RegisterIndex:
    """The reference rows by kind and code, the teams, and the entries by reference and title."""

    def __init__(self) -> None:
        self.rows = {kind: _known(model) for kind, model in MODELS.items()}
        self.teams = {team.code: team for team in Team.objects.select_related("organisation")}
        self.teams_by_pk = {team.pk: team for team in self.teams.values()}
        self.provisions = list(Provision.objects.select_related("legislation"))
        entries = list(ProcessingActivity.objects.all())
        self.by_reference = {entry.reference: entry for entry in entries}
        self.by_title = {comparable(entry.title): entry for entry in reversed(entries)}

    def team(self, written: str) -> Team | None:
        """Return the team with that code or name; `None` if there is none, or there are several
        of that name."""
        if written in self.teams:
            return self.teams[written]
        named = [
            team for team in self.teams.values() if normalised(team.name) == normalised(written)
        ]
        return named[0] if len(named) == 1 else None

    def read_parts(self, entries: Iterable[ProcessingActivity], *further: str) -> None:
        """Read the parts of entries, and `further` relations, in as many queries for many as for
        one."""
        read_related(list(entries), *dict.fromkeys((*PARTS, *further)))


def _is_current(row: Any) -> bool:
    if row.valid_to is None:
        return row.superseded_by_id is None
    return row.valid_to >= timezone.localdate()


def _known(model: type[ReferenceRow]) -> dict[str, KnownRow]:
    rows: list[Any] = list(model._default_manager.all())
    codes = {row.pk: row.code for row in rows}
    return {
        row.code: KnownRow(
            code=row.code,
            name=getattr(row, "name", ""),
            short_name=getattr(row, "short_name", ""),
            description=getattr(row, "description", ""),
            successor=codes.get(row.superseded_by_id, ""),
            is_current=_is_current(row),
            row=row,
            other_names=getattr(row, "identifiers", ()) or getattr(row, "other_names", ()),
        )
        for row in rows
    }
