"""Say of all data and all people of an entry which data is held about whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from ropa import permissions
from ropa.models import DataHolding, ProcessingActivity

from .deciding import lock_rows
from .refusal import Refused

# A category of people and one of data, by their primary keys.
type Pair = tuple[int, int]

STRUCK_OUT = "Struck out in the table of people and data"
CONFIRMED = "Confirmed in the table of people and data"
NOBODY = "Tick at least one, or delete the rows one by one on the page of the entry."


@dataclass(frozen=True)
class PairsSet:
    """How many pairs were struck out, confirmed and added."""

    struck_out: int
    confirmed: int
    added: int


def set_pairs(
    *,
    activity: ProcessingActivity,
    by: User,
    shown: Collection[Pair],
    ticked: Collection[Pair],
) -> PairsSet:
    """Have an entry hold the data about the people that are `ticked`, and return what that took.

    `shown` are the pairs that were ticked when somebody looked: what others added meanwhile stays.
    What stays ticked is confirmed. Raises `PermissionDenied` if `by` may not change the entry, and
    `Refused` if nothing is ticked, or people or data that the entry does not have.
    """
    permissions.require(by, "change", activity)
    with transaction.atomic():
        (activity,) = lock_rows([activity])
        existing = {
            (each.people_category_id, each.data_category_id): each
            for each in activity.data_holdings.all()
        }
        _refuse_strangers(existing.keys(), ticked)
        gone = [existing[pair] for pair in shown if pair in existing and pair not in ticked]
        confirmed = [existing[pair] for pair in ticked if pair in existing]
        confirmed = [each for each in confirmed if each.is_inferred]
        new = [pair for pair in ticked if pair not in existing and pair not in shown]
        for holding in gone:
            _record(holding, STRUCK_OUT)
            holding.delete()
        for holding in confirmed:
            holding.is_inferred = False
            _record(holding, CONFIRMED)
            holding.save()
        for people, data in new:
            DataHolding.objects.create(
                activity=activity, people_category_id=people, data_category_id=data
            )
    return PairsSet(len(gone), len(confirmed), len(new))


def _refuse_strangers(existing: Collection[Pair], ticked: Collection[Pair]) -> None:
    if not ticked:
        raise Refused(NOBODY)
    people, data = {person for person, _ in existing}, {datum for _, datum in existing}
    if not all(person in people and datum in data for person, datum in ticked):
        raise Refused(
            "Some of these people or data are no longer in the entry. This is how it stands: tick "
            "again."
        )


def _record(holding: DataHolding, reason: str) -> None:
    holding._change_reason = reason  # type: ignore[attr-defined]
