"""The pages on which one entry or notice is decided about, and the buttons that lead to them."""

from __future__ import annotations

import pytest

from ropa.actions.transitions import transitions_of
from ropa.admin.entries.decisions import ENTRY_DECISIONS
from ropa.admin.notices.decisions import NOTICE_DECISIONS
from ropa.admin.shared.links import page_url
from ropa.documents.status import State
from ropa.models import Decision, Notice, ProcessingActivity, Version
from tests.actions.test_transitions import ALLOWED, FORBIDDEN
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import approve, make_activity, make_team, make_user
from tests.states import change, entry_in, notice_in, status_of, take

pytestmark = pytest.mark.django_db

WORDS = {"reason": "Because of the example.", "change_note": "Read what is new."}


@pytest.fixture
def client():
    return signed_in(make_user("Approver", first_name="Ada", last_name="Example"))


def decisions_offered(client, row):
    """The decisions for which the page of a row has a button."""
    page = client.get(page_url(row))
    return {
        each.verb
        for each in transitions_of(row)
        if f'href="{page_url(row, each.verb)}"' in page.text
    }


@pytest.mark.parametrize(
    ("model", "pages"), [(ProcessingActivity, ENTRY_DECISIONS), (Notice, NOTICE_DECISIONS)]
)
def test_there_is_a_page_for_every_decision(model, pages):
    assert [page.verb for page in pages] == [each.verb for each in transitions_of(model)]


@pytest.mark.parametrize(("make", "decision", "state"), ALLOWED)
def test_what_the_state_allows_is_offered_explained_and_done(make, decision, state, client):
    # given
    row = make(state)
    assert decision.verb in decisions_offered(client, row)
    address = page_url(row, decision.verb)
    # when
    page = client.get(address)
    # then
    assert page.status_code == 200
    before = Decision.objects.filter(kind=decision.kind).count()
    # when
    seen = page.context["form"]["seen"].value() if "seen" in page.context["form"].fields else ""
    response = client.post(address, WORDS | {"seen": seen}, follow=True)
    # then
    assert response.redirect_chain == [(page_url(row), 302)]
    assert status_of(row).state is decision.after
    assert Decision.objects.filter(kind=decision.kind).count() == before + 1
    newest = Decision.objects.latest("pk")
    assert (newest.decided_by_name, newest.reason) == ("Ada Example", WORDS["reason"])
    assert str(row) in text_of(response.text)


@pytest.mark.parametrize(("make", "decision", "state"), FORBIDDEN)
def test_what_the_state_forbids_is_not_offered_and_refused_on_the_page(
    make, decision, state, client
):
    # given
    row = make(state)
    before = Decision.objects.count()
    # then
    assert decision.verb not in decisions_offered(client, row)
    # when
    page = client.post(page_url(row, decision.verb), WORDS)
    # then
    assert page.status_code == 200
    assert "Nothing was decided" in text_of(page.text)
    assert WORDS["reason"] in page.text
    assert Decision.objects.count() == before
    assert status_of(row).state is state


@pytest.mark.parametrize(
    ("role", "make", "state", "verbs"),
    [
        ("Editor", entry_in, State.CHANGED, {"submit"}),
        ("Editor", entry_in, State.SUBMITTED, set()),
        ("Editor", entry_in, State.APPROVED, {"review"}),
        ("Editor", notice_in, State.OUT_OF_DATE, {"submit"}),
        ("Data protection lead", entry_in, State.SUBMITTED, {"return", "approve", "retire"}),
        ("Data protection lead", notice_in, State.SUBMITTED, {"return", "publish", "withdraw"}),
        ("Auditor", entry_in, State.SUBMITTED, set()),
        ("Auditor", notice_in, State.SUBMITTED, set()),
    ],
)
def test_the_role_decides_what_is_offered_and_reached(role, make, state, verbs):
    # given
    team = make_team()
    row = make(state, team=team)
    client = signed_in(make_user(role, team))
    # then
    assert decisions_offered(client, row) == verbs
    for verb in verbs:
        assert client.get(page_url(row, verb)).status_code == 200
    hands_over = {"submit", "review"} if role != "Auditor" else set()
    if role != "Data protection lead":
        for each in transitions_of(row):
            if each.verb not in hands_over:
                for page in (
                    client.get(page_url(row, each.verb)),
                    client.post(page_url(row, each.verb), WORDS),
                ):
                    assert page.status_code == 403
    assert status_of(row).state is state


def test_what_is_beyond_a_persons_reach_or_not_there_cannot_be_decided():
    # given
    row = entry_in(State.SUBMITTED)
    lead = signed_in(make_user("Data protection lead", make_team()))
    # then
    for page in (lead.get(page_url(row, "approve")), lead.post(page_url(row, "approve"), WORDS)):
        assert page.status_code == 403
        assert "This belongs to a team you do not work for" in text_of(page.text)
    assert lead.get("/admin/ropa/processingactivity/999999/approve/").status_code == 404
    assert row.versions.count() == 1


def test_what_has_changed_since_the_page_was_opened_is_not_approved(client):
    # given
    row = entry_in(State.CHANGED)
    address = page_url(row, "approve")
    seen = client.get(address).context["form"]["seen"].value()
    assert seen == status_of(row).digest
    change(row, summary="Changed again meanwhile.")
    # when
    page = client.post(address, WORDS | {"seen": seen})
    # then
    text = text_of(page.text)
    assert f"“{row}” has changed since you opened the page." in text
    assert "Changed again meanwhile." in text
    assert WORDS["reason"] in page.text
    assert row.versions.count() == 1


def test_what_has_changed_since_the_page_was_opened_is_not_published(client):
    # given
    row = notice_in(State.OUT_OF_DATE)
    address = page_url(row, "publish")
    seen = client.get(address).context["form"]["seen"].value()
    change(row, introduction="Changed again meanwhile.")
    # when
    page = client.post(address, WORDS | {"seen": seen})
    # then
    assert f"“{row}” has changed since you opened the page." in text_of(page.text)
    assert row.versions.count() == 1


@pytest.mark.parametrize(
    ("make", "state", "verb"),
    [(entry_in, State.CHANGED, "approve"), (notice_in, State.OUT_OF_DATE, "publish")],
)
def test_whoever_wrote_it_is_told_before_they_type_a_word(make, state, verb):
    # given
    row = make(state)
    ada = make_user("Approver")
    change(row, ada, summary="My own words.")
    # when
    page = signed_in(ada).get(page_url(row, verb))
    # then
    text = text_of(page.text)
    assert "Not yours alone to decide" in text
    assert f"You changed “{row}” yourself" in text
    assert 'name="reason"' not in page.text


def test_the_page_shows_who_submitted_it_and_whether_it_changed_since(client):
    # given
    row = make_activity()
    editor = make_user("Editor", row.team, first_name="Ed", last_name="Example")
    take("submit", row, editor, reason="Please look at the purposes.")
    # then
    text = text_of(client.get(page_url(row, "approve")).text)
    assert "Submitted by Ed Example on" in text
    assert "“Please look at the purposes.”" in text
    assert "It has changed since" not in text
    # when
    change(row, summary="Edited while it waits.")
    # then
    assert "It has changed since" in text_of(client.get(page_url(row, "approve")).text)


def test_the_entry_shows_why_it_was_returned():
    # given
    row = entry_in(State.SUBMITTED)
    take("return", row, reason="Say why it is shared.")
    # when
    text = text_of(signed_in(make_user("Editor", row.team)).get(page_url(row)).text)
    # then
    assert "Returned by" in text
    assert "“Say why it is shared.”" in text


def test_the_page_lists_what_stops_the_approval_and_how_it_differs(client):
    # given
    row = make_activity(summary="What it did.")
    approve(row)
    change(row, summary="What it does.")
    row.data_holdings.all().delete()
    # when
    text = text_of(client.get(page_url(row, "approve")).text)
    # then
    assert "What has changed since version 1" in text
    assert "What it does." in text
    assert "1 thing must be put right before approval" in text
    assert "Say which data you hold, and about whom." in text


def test_an_edit_on_the_page_of_an_entry_makes_its_author(client):
    """From the form to the refusal: the history of a saved form says who saved it."""
    # given
    row = make_activity()
    form = fields_of(client.get(page_url(row)).text)
    client.post(page_url(row), form | {"purposes-0-statement": ["do it my way"]})
    assert row.purposes.get().statement == "do it my way"
    # when
    page = client.post(page_url(row, "approve"), WORDS)
    # then
    assert f"You changed “{row}” yourself" in text_of(page.text)
    assert not Version.objects.exists()


def test_the_history_of_an_entry_tells_every_decision(client):
    # given
    row = entry_in(State.RETIRED)
    take("reinstate", row, reason="Open again.")
    # when
    text = text_of(client.get(page_url(row, "history")).text)
    # then
    assert "Open again." in text
    for decision in row.decisions.all():
        assert decision.get_kind_display() in text
