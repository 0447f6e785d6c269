"""Changing several entries from their list: chosen, previewed, changed under one note."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.models import ProcessingActivity
from tests.admin.forms import signed_in, text_of
from tests.factories import make_bare_activity, make_team, make_user

pytestmark = pytest.mark.django_db

LIST = "/admin/ropa/processingactivity/"
PAGE = f"{LIST}change-together/"


@pytest.fixture
def client():
    return signed_in(make_user("Approver"))


def answers(*entries, **words):
    keys = [entry.pk for entry in entries]
    return {"chosen": keys, "shown": keys, "reason": "The office has moved.", **words}


def test_the_list_as_it_is_filtered_leads_to_the_page_with_those_entries(client):
    # given
    entry, _other = make_bare_activity(), make_bare_activity()
    # when
    found = client.get(LIST, {"team": entry.team_id})
    page = client.get(PAGE, {"team": entry.team_id})
    # then
    assert f"{PAGE}?team={entry.team_id}" in found.text
    assert page.context["entries"] == page.context["chosen"] == [entry]


def test_a_preview_says_what_becomes_of_each_before_anything_is_changed(client):
    # given
    team = make_team()
    there, other = make_bare_activity(team=team), make_bare_activity()
    was = other.team
    words = {"team": team.pk, "review_due_on": "1st April 2027"}
    # when
    page = client.post(PAGE, answers(there, other, **words))
    # then
    text = text_of(page.text)
    assert "Nothing is changed yet. This becomes of 2 entries." in text
    assert f"Team: {was} becomes {team}" in text
    assert "Review due on: nothing becomes 1 April 2027" in text
    other.refresh_from_db()
    assert other.team == was
    # when
    done = client.post(PAGE, answers(there, other, sure="1", **words), follow=True)
    # then
    assert "Changed 2 entries." in text_of(done.text)
    for entry in (there, other):
        entry.refresh_from_db()
        assert (entry.team, entry.review_due_on) == (team, date(2027, 4, 1))
        assert entry.history.first().history_change_reason == "The office has moved."


def test_going_back_keeps_what_was_chosen_and_typed(client):
    # given
    entry, other = make_bare_activity(), make_bare_activity()
    sent = answers(entry, other, business_function="Regulation", back="1") | {"chosen": [entry.pk]}
    # when
    page = client.post(PAGE, sent)
    # then
    assert page.context["entries"] == [entry, other]
    assert page.context["chosen"] == [entry]
    assert 'value="Regulation"' in page.text
    assert not ProcessingActivity.objects.filter(business_function="Regulation").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"business_function": "New", "chosen": []}, "Choose at least one entry."),
        ({"business_function": "New", "reason": ""}, "Say why: auditors will ask."),
        ({}, "Say what is to change"),
        ({"review_due_on": "soon"}, "That is no day."),
        ({"review_due_on": "1 April 0202"}, "This day is too long ago."),
        ({"business_function": "x" * 121}, "at most 120 characters"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_changed(client, words, told):
    entry = make_bare_activity()
    page = client.post(PAGE, answers(entry, sure="1") | words)
    assert told in text_of(page.text)
    assert entry.history.count() == 1


def test_what_is_out_of_reach_is_neither_shown_nor_changed():
    # given
    team = make_team()
    own, other = make_bare_activity(team=team), make_bare_activity()
    client = signed_in(make_user("Editor", team))
    # when
    page = client.post(PAGE, answers(own, other, business_function="New", sure="1"), follow=True)
    # then
    assert "Some of those you chose" in text_of(page.text)
    assert str(other) not in page.text
    assert not ProcessingActivity.objects.filter(business_function="New").exists()


def test_who_may_not_change_is_refused_and_finds_no_way_there():
    make_bare_activity()
    client = signed_in(make_user("Auditor"))
    assert client.get(PAGE).status_code == 403
    assert "Change several" not in client.get(LIST).text


def test_an_address_that_filters_by_nothing_known_leads_back_to_the_list(client):
    page = client.get(PAGE, {"colour": "blue"})
    assert (page.status_code, page["Location"]) == (302, LIST)


def test_a_preview_says_which_change_is_approved_again(client):
    entry, told = make_bare_activity(), "submitted and approved again"
    assert told in client.post(PAGE, answers(entry, business_function="New")).text
    assert told not in client.post(PAGE, answers(entry, review_due_on="1 April 2027")).text


@pytest.mark.parametrize("number", [3, 30])
def test_many_take_no_more_queries_than_few(client, number, django_assert_max_num_queries):
    entries = [make_bare_activity() for _ in range(number)]
    for sent in ({}, {"sure": "1"}):
        with django_assert_max_num_queries(26):
            client.post(PAGE, answers(*entries, business_function="New", **sent))
    with django_assert_max_num_queries(16):
        client.get(PAGE)
