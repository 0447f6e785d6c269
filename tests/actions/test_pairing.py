"""Which data about whom is said in one go, and nothing that others did meanwhile is undone."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from ropa.actions.pairing import CONFIRMED, NOBODY, STRUCK_OUT, PairsSet, set_pairs
from ropa.actions.refusal import Refused
from ropa.models import DataHolding
from tests.factories import (
    make_bare_activity,
    make_data_category,
    make_people_category,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """An entry with two people and two kinds of data: all but the last pair, to be confirmed."""
    entry = make_bare_activity()
    people, data = [make_people_category() for _ in "ab"], [make_data_category() for _ in "ab"]
    for one, other in ((0, 0), (0, 1), (1, 0)):
        DataHolding.objects.create(
            activity=entry, people_category=people[one], data_category=data[other], is_inferred=True
        )
    return entry


def pairs_of(entry):
    held = entry.data_holdings.order_by("pk")
    return list(held.values_list("people_category_id", "data_category_id"))


def test_what_is_not_ticked_goes_and_what_is_is_confirmed(entry):
    first, second, third = pairs_of(entry)
    missing = third[0], second[1]
    # when
    done = set_pairs(
        activity=entry,
        by=make_user("Approver"),
        shown=[first, second, third],
        ticked=[first, third, missing],
    )
    # then
    assert done == PairsSet(struck_out=1, confirmed=2, added=1)
    assert pairs_of(entry) == [first, third, missing]
    assert not entry.data_holdings.filter(is_inferred=True).exists()
    reasons = DataHolding.history.exclude(history_change_reason=None)
    assert set(reasons.values_list("history_type", "history_change_reason")) == {
        ("-", STRUCK_OUT),
        ("~", CONFIRMED),
    }


def test_what_others_did_meanwhile_stays_done(entry):
    first, second, third = pairs_of(entry)
    # given somebody struck out the first, and the third was added after the page was opened
    entry.data_holdings.order_by("pk")[0].delete()
    # when
    done = set_pairs(
        activity=entry, by=make_user("Approver"), shown=[first, second], ticked=[first, second]
    )
    # then
    assert done == PairsSet(struck_out=0, confirmed=1, added=0)
    assert pairs_of(entry) == [second, third]


def test_nothing_ticked_or_strangers_are_refused(entry):
    shown = pairs_of(entry)
    with pytest.raises(Refused, match=NOBODY):
        set_pairs(activity=entry, by=make_user("Approver"), shown=shown, ticked=[])
    stranger = make_people_category().pk, shown[0][1]
    with pytest.raises(Refused, match="no longer in the entry"):
        set_pairs(activity=entry, by=make_user("Approver"), shown=shown, ticked=[stranger])
    assert pairs_of(entry) == shown


def test_who_may_not_change_the_entry_strikes_out_nothing(entry):
    shown = pairs_of(entry)
    with pytest.raises(PermissionDenied):
        set_pairs(
            activity=entry, by=make_user("Editor", make_team()), shown=shown, ticked=shown[:1]
        )
    assert pairs_of(entry) == shown
