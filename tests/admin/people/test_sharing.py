"""Who keeps an entry or a notice: the page that says so, and on which deciders give it."""

from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from ropa import permissions
from ropa.admin.shared.links import page_url
from tests.admin.forms import signed_in, text_of
from tests.factories import make_activity, make_notice, make_team, make_user

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize("make", [make_activity, make_notice])


@pytest.fixture
def approver():
    return signed_in(make_user("Approver"))


@KINDS
def test_the_page_names_the_team_and_the_people(make, approver):
    # given
    row = make()
    make_user("Editor", row.team, first_name="Tess", last_name="Team")
    make_user("Editor", row.team, first_name="Gone", last_name="Away", is_active=False)
    given = make_user("Editor", first_name="Gil", last_name="Given")
    permissions.give_access(given, row)
    # when
    text = text_of(approver.get(page_url(row, "keepers")).text)
    # then
    assert "Tess Team" in text
    assert "Gil Given" in text
    assert "Gone Away (no longer active)" in text


@KINDS
def test_a_decider_gives_one_row_to_a_person_and_takes_it_back(make, approver):
    # given
    row, other = make(), make()
    editor = make_user("Editor", first_name="Gil", last_name="Given")
    assert not permissions.may(editor, "change", row)
    # when
    response = approver.post(page_url(row, "keepers"), {"person": editor.pk}, follow=True)
    # then
    assert response.redirect_chain == [(page_url(row, "keepers"), 302)]
    assert f"Gil Given may now keep {row}." in text_of(response.text)
    editor = type(editor).objects.get(pk=editor.pk)
    assert permissions.may(editor, "change", row)
    assert not permissions.may(editor, "view", other)
    assert signed_in(editor).get(page_url(row)).status_code == 200
    # when
    response = approver.post(page_url(row, "keepers"), {"take": editor.pk}, follow=True)
    # then
    assert f"Gil Given no longer keeps {row}." in text_of(response.text)
    assert not permissions.may(type(editor).objects.get(pk=editor.pk), "change", row)
    assert LogEntry.objects.filter(object_id=str(row.pk)).count() == 2


@KINDS
def test_whoever_is_not_active_or_has_it_already_cannot_be_chosen(make, approver):
    # given
    row = make()
    inactive, keeper = make_user("Editor", is_active=False), make_user("Editor")
    permissions.give_access(keeper, row)
    # then
    for person in (inactive, keeper):
        page = approver.post(page_url(row, "keepers"), {"person": person.pk})
        assert page.status_code == 200
        assert page.context["form"].errors["person"]
    assert list(permissions.keepers_of(row)) == [keeper]


@pytest.mark.parametrize("taken", ["", "nobody", "999999", "²"])
def test_nonsense_takes_nothing_from_anybody(taken, approver):
    # given
    row, keeper = make_activity(), make_user("Editor")
    permissions.give_access(keeper, row)
    # when
    response = approver.post(page_url(row, "keepers"), {"take": taken})
    # then
    assert response.status_code in {200, 302}
    assert list(permissions.keepers_of(row)) == [keeper]


@KINDS
def test_who_keeps_it_may_look_and_not_give(make):
    # given
    team = make_team()
    row = make(team=team)
    other = make_user("Editor")
    editor = signed_in(make_user("Editor", team))
    # when
    page = editor.get(page_url(row, "keepers"))
    # then
    assert page.status_code == 200
    assert "Let them keep it" not in page.text
    refused = editor.post(page_url(row, "keepers"), {"person": other.pk})
    assert refused.status_code == 403
    assert not permissions.keepers_of(row).exists()


@KINDS
def test_a_lead_gives_what_their_own_team_keeps_alone(make):
    # given
    team = make_team()
    own, foreign = make(team=team), make()
    editor = make_user("Editor")
    lead = signed_in(make_user("Data protection lead", team))
    # then
    assert lead.post(page_url(own, "keepers"), {"person": editor.pk}).status_code == 302
    assert lead.post(page_url(foreign, "keepers"), {"person": editor.pk}).status_code == 403
    assert list(permissions.keepers_of(own)) == [editor]
    assert not permissions.keepers_of(foreign).exists()


@pytest.mark.parametrize("people", [1, 10])
def test_the_page_takes_the_same_queries_however_many_keep_it(
    people, approver, django_assert_num_queries
):
    # given
    row = make_activity()
    for _ in range(people):
        make_user("Editor", row.team)
        permissions.give_access(make_user("Editor"), row)
    approver.get(page_url(row, "keepers"))
    # when, then
    with django_assert_num_queries(14):
        page = approver.get(page_url(row, "keepers"))
    assert len(page.context["keepers"]) == people
