"""Change several entries at once: their team, the day of their review, their function."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from ropa import permissions
from ropa.models import ProcessingActivity, Team
from ropa.models.activity_rules import refuse_wrong_order
from ropa.models.bulk import update_with_history
from ropa.models.combined_queries import IdIn

from .deciding import lock_rows
from .refusal import Refused


@dataclass(frozen=True)
class EntryChange:
    """What entries get. What is `None` stays as it is in each."""

    team: Team | None = None
    review_due_on: date | None = None
    business_function: str | None = None

    def values(self) -> dict[str, Any]:
        """Return what is given, by the name of the field."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in given.items() if value is not None}

    def concerns(self, entry: ProcessingActivity) -> bool:
        """Say whether the entry says anything else now."""
        # By the key of the team: its rows were not read for each entry.
        fields_of: Any = entry._meta.get_field
        return any(
            getattr(entry, fields_of(name).attname) != getattr(value, "pk", value)
            for name, value in self.values().items()
        )


def change_entries(
    *, entries: Sequence[ProcessingActivity], by: User, change: EntryChange, reason: str
) -> int:
    """Give all entries what `change` says, and return how many said something else before.

    All or none, in a number of queries that does not grow with theirs. The history of each says
    who, when and why: `reason`. Raises `PermissionDenied` if `by` may change no entries at all, and
    `Refused`, with the names, if `by` may not change some of them, may not give entries to the
    team, if the day of the review does not fit the last one of some, or if nothing is to be
    changed.
    """
    allowed = permissions.may(by, "change", ProcessingActivity)
    if not allowed:
        raise PermissionDenied(allowed.reason)
    values = change.values()
    if not values:
        raise Refused("Say what is to change: the team, the day of the review or the function.")
    if change.team and not permissions.reachable_teams(by).filter(pk=change.team.pk).exists():
        raise Refused(f"You do not work for “{change.team}”, so you cannot give it entries.")
    with transaction.atomic():
        rows = lock_rows(entries)
        _refuse_beyond_reach(rows, by, change)
        concerned = [row for row in rows if change.concerns(row)]
        if wrong := list(_wrong(concerned, values)):
            raise Refused("Nothing was changed.", wrong)
        for row in concerned:
            row._change_reason, row._history_user = reason, by  # type: ignore[attr-defined]
        update_with_history(concerned, values)
    return len(concerned)


def _wrong(rows: Sequence[ProcessingActivity], values: dict[str, Any]) -> Iterator[str]:
    """Yield what the rules of an entry refuse of those that get the values, with its title."""
    for row in rows:
        changed = copy(row)
        for name, value in values.items():
            setattr(changed, name, value)
        try:
            refuse_wrong_order(changed)
        except ValidationError as error:
            yield f"{row}: {' '.join(error.messages)}"


def _refuse_beyond_reach(rows: Sequence[ProcessingActivity], by: User, change: EntryChange) -> None:
    keys = [row.pk for row in rows]
    reached = permissions.rows(by, ProcessingActivity.objects.filter(IdIn("pk", keys)))
    within = dict(reached.order_by().values_list("pk", "team"))
    beyond = [row for row in rows if row.pk not in within]
    if not beyond and change.team:
        # Whoever was given a single entry keeps it for its team, and cannot move it.
        teams = set(permissions.reachable_teams(by).values_list("pk", flat=True))
        beyond = [row for row in rows if row.team_id not in teams]
    if beyond:
        raise Refused(
            f"Nothing was changed: {len(beyond)} of the {len(rows)} entries are not yours to "
            "change. Take these out, or ask those who keep them.",
            [str(row) for row in beyond],
        )
