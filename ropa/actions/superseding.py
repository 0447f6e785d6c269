"""One row of reference data takes the place of another: a body renamed, a provision replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import PROTECT, Model

from ropa import permissions
from ropa.models.attributed import Attributed
from ropa.models.authors import SUPERSEDING
from ropa.models.base import Part, ReferenceRow
from ropa.models.organisations import Organisation

from .refusal import Refused

# The history keeps no longer reasons.
REASON_LENGTH = 100
# What a row of reference data is part of does not move when another takes its place.
_STAYS = {"superseded_by", "legislation"}


@dataclass
class Superseded:
    """Which rows name the successor now, and which could not because they named both."""

    moved: list[Model] = field(default_factory=list)
    unmoved: list[Model] = field(default_factory=list)


@dataclass(frozen=True)
class _Change:
    """What takes the place of what, and what the history of each row says about it."""

    row: ReferenceRow
    successor: ReferenceRow
    by: User
    reason: str

    def sign(self, row: Any) -> None:
        row._change_reason, row._history_user = self.reason, self.by

    def save(self, row: Any) -> None:
        self.sign(row)
        row.save()


def supersede(
    *, row: ReferenceRow, successor: ReferenceRow, from_day: date, by: User, reason: str
) -> Superseded:
    """End `row` the day before `from_day`, and put `successor` in its place wherever it is used.

    Frozen versions still say what they said; the entries touched wait for approval. What takes the
    place of the regulator is the regulator. A row that
    names the successor already, beside the old one, keeps both and is returned in `unmoved`. Raises
    `PermissionDenied` if `by` may not change reference data, and `Refused` if the two are the same
    or of different kinds, if the successor has ended itself, or if the dates do not fit.
    """
    permissions.require(by, "change", row)
    require_fit(row, successor, from_day)
    change = _Change(row, successor, by, f"{SUPERSEDING}{reason}"[:REASON_LENGTH])
    done = Superseded()
    with transaction.atomic():
        row.end(from_day - timedelta(days=1), successor)
        try:
            row.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        change.save(row)
        if isinstance(successor, Organisation) and row.is_regulator:  # type: ignore[attr-defined]
            successor.is_regulator = True
            change.save(successor)
        for relation in type(row)._meta.related_objects:
            if _moves(relation):
                _move(relation, change, done)
        _require_sense(done.moved)
    return done


def require_fit(row: ReferenceRow, successor: ReferenceRow, from_day: date) -> None:
    """Raise `Refused` if `successor` cannot take the place of `row` on that day."""
    if type(row) is not type(successor) or row.pk == successor.pk:
        raise Refused("Choose another row of the same kind to take its place.")
    if successor.valid_to is not None and successor.valid_to < from_day:
        raise Refused(f"“{successor}” is no longer right to use itself on that day.")


def _require_sense(moved: Sequence[Model]) -> None:
    """Raise `Refused` if parts that name the successor now make no sense together."""
    for model in {type(row) for row in moved if isinstance(row, Part)}:
        owner = model.owner_field
        owners = {getattr(row, f"{owner}_id") for row in moved if isinstance(row, model)}
        parts: dict[Any, list[Part]] = defaultdict(list)
        for part in model._default_manager.filter(**{f"{owner}__in": owners}).select_related(owner):
            parts[getattr(part, owner)].append(part)
        for whose, together in parts.items():
            for fields in model.problems_together(together).values():
                sentence = next(iter(fields.values()))
                raise Refused(f"{whose} would make no sense with this change. There: {sentence}")


def _moves(relation: Any) -> bool:
    model, name = relation.related_model, relation.field.name
    if not hasattr(model, "history") or issubclass(model, Attributed) or name in _STAYS:
        return False
    return bool(relation.many_to_many or relation.on_delete is PROTECT)


def _move(relation: Any, change: _Change, done: Superseded) -> None:
    name = relation.field.name
    for user in relation.related_model._default_manager.filter(**{name: change.row}):
        if relation.many_to_many:
            named = getattr(user, name)
            change.sign(user)
            named.add(change.successor)
            named.remove(change.row)
            done.moved.append(user)
            continue
        setattr(user, name, change.successor)
        try:
            with transaction.atomic():
                change.save(user)
        except IntegrityError:
            done.unmoved.append(user)
        else:
            done.moved.append(user)
