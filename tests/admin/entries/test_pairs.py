"""The table of people and data of an entry, on a page of its own."""

from __future__ import annotations

import pytest

from ropa.actions.pairing import NOBODY
from ropa.admin.shared.links import page_url
from ropa.models import DataHolding
from tests.admin.forms import signed_in, text_of
from tests.factories import (
    make_bare_activity,
    make_data_category,
    make_people_category,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    """An entry with names about pupils, and grades about staff to be confirmed."""
    entry = make_bare_activity()
    for people, data, to_confirm in (("Pupils", "Names", False), ("Staff", "Grades", True)):
        DataHolding.objects.create(
            activity=entry,
            people_category=make_people_category(name=people),
            data_category=make_data_category(name=data),
            is_inferred=to_confirm,
        )
    return entry


def value_of(holding) -> str:
    return f"{holding.people_category_id}-{holding.data_category_id}"


def test_each_pair_has_a_box_that_is_ticked_if_the_entry_has_it(entry):
    page = signed_in(make_user("Approver")).get(page_url(entry, "pairs")).text
    assert page.count('type="checkbox"') == 4
    assert page.count(" checked>") == 2
    assert "Names about Pupils" in text_of(page)
    assert "Grades about Staff to confirm" in text_of(page)


def test_one_save_strikes_out_and_confirms(entry):
    # given
    client = signed_in(make_user("Approver"))
    pupils, staff = entry.data_holdings.order_by("pk")
    shown = [value_of(pupils), value_of(staff)]
    # when
    sent = {"shown": shown, "pair": [value_of(staff), "no pair"]}
    page = client.post(page_url(entry, "pairs"), sent, follow=True)
    # then
    assert "1 struck out, 1 confirmed, 0 added." in text_of(page.text)
    assert entry.data_holdings.get().pk == staff.pk
    assert staff.history.latest().history_user is not None
    # when nothing is ticked
    page = client.post(page_url(entry, "pairs"), {"shown": [value_of(staff)]})
    # then
    assert page.status_code == 400
    assert NOBODY in text_of(page.text)


def test_an_entry_without_data_says_so_and_who_may_not_change_it_is_refused(entry):
    empty = make_bare_activity()
    page = signed_in(make_user("Approver")).get(page_url(empty, "pairs"))
    assert "does not say yet which data" in text_of(page.text)
    assert signed_in(make_user("Auditor")).get(page_url(entry, "pairs")).status_code == 403
