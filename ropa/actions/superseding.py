"""One row of reference data takes the place of another: a body renamed, a provision replaced."""

from __future__ import annotations

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
from ropa.models.base import ReferenceRow

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


def supersede(
    *, row: ReferenceRow, successor: ReferenceRow, from_day: date, by: User, reason: str
) -> Superseded:
    """End `row` the day before `from_day`, and put `successor` in its place wherever it is used.

    Frozen versions still say what they said; the entries touched wait for approval. A row that
    names the successor already, beside the old one, keeps both and is returned in `unmoved`. Raises
    `PermissionDenied` if `by` may not change reference data, and `Refused` if the two are the same
    or of different kinds, if the successor has ended itself, or if the dates do not fit.
    """
    permissions.require(by, "change", row)
    if type(row) is not type(successor) or row.pk == successor.pk:
        raise Refused("Choose another row of the same kind to take its place.")
    if successor.valid_to is not None and successor.valid_to < from_day:
        raise Refused(f"“{successor}” is no longer right to use itself on that day.")
    why = f"{SUPERSEDING}{reason}"[:REASON_LENGTH]
    done = Superseded()
    with transaction.atomic():
        row.valid_to, row.superseded_by = from_day - timedelta(days=1), successor
        try:
            row.full_clean()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from error
        _save(row, why)
        for relation in type(row)._meta.related_objects:
            if _moves(relation):
                _move(relation, row, successor, why, done)
    return done


def _moves(relation: Any) -> bool:
    model, name = relation.related_model, relation.field.name
    if not hasattr(model, "history") or issubclass(model, Attributed) or name in _STAYS:
        return False
    return bool(relation.many_to_many or relation.on_delete is PROTECT)


def _move(relation: Any, row: Model, successor: Model, reason: str, done: Superseded) -> None:
    name = relation.field.name
    for user in relation.related_model._default_manager.filter(**{name: row}):
        if relation.many_to_many:
            named = getattr(user, name)
            user._change_reason = reason
            named.add(successor)
            named.remove(row)
            done.moved.append(user)
            continue
        setattr(user, name, successor)
        try:
            with transaction.atomic():
                _save(user, reason)
        except IntegrityError:
            done.unmoved.append(user)
        else:
            done.moved.append(user)


def _save(row: Any, reason: str) -> None:
    row._change_reason = reason
    row.save()
