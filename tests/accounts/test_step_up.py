"""What weighs most takes a fresh sign-in, and what was typed for it is not lost."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ropa.accounts.step_up import FRESH_AT
from ropa.actions.submitting import submit
from ropa.documents.status import activity_statuses
from ropa.models import Decision, HeldForm, Version
from ropa.permissions import teams_of
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import approve, make_activity, make_notice, make_role, make_team, make_user

pytestmark = pytest.mark.django_db

MINUTES_AGO = 16
WHY = "The board agreed on Tuesday."


def grown_old(client: Client, minutes: int = MINUTES_AGO) -> Client:
    """The client, as if its person had signed in so long ago and used the register since."""
    session = client.session
    session[FRESH_AT] = int(time.time()) - minutes * 60
    session.save()
    return client


def asked_again(answer: Any) -> bool:
    where = answer.headers.get("Location", "")
    return bool(answer.status_code == 302 and where.startswith("/account/reauthenticate/"))


def confirmed(client: Client, answer: Any, password: str = "lamp-coffee-tractor") -> Any:
    """Give the password where one is asked for it, and return the page that follows."""
    return client.post(answer.headers["Location"], {"password": password}, follow=True)


def sent_on(client: Client, page: str) -> Any:
    action = re.search(r'action="([^"]+)" id="held_form"', page)
    assert action, page
    return client.post(action[1], fields_of(page))


@pytest.fixture
def approver() -> User:
    return make_user("Approver")


def test_an_approval_is_taken_after_the_password_and_a_press_with_what_was_typed(approver):
    entry = make_activity()
    submit(subject=entry, by=make_user("Approver"), reason="Ready.")
    client = grown_old(signed_in(approver))
    before = client.cookies["session"].value
    path = f"/admin/ropa/processingactivity/{entry.pk}/approve/"
    seen = activity_statuses([entry])[entry.pk].digest

    answer = client.post(path, {"reason": WHY, "change_note": "It is new.", "seen": seen})
    assert asked_again(answer)
    assert not Version.objects.exists()

    page = confirmed(client, answer).content.decode()
    assert "You have confirmed that it is you." in page
    assert WHY in text_of(page)
    assert not Version.objects.exists()
    assert client.cookies["session"].value != before

    assert sent_on(client, page).status_code == 302
    version = Version.objects.get()
    assert (version.activity, version.reason) == (entry, WHY)


def test_a_wrong_password_confirms_nothing(approver):
    entry = make_activity()
    client = grown_old(signed_in(approver))
    path = f"/admin/ropa/processingactivity/{entry.pk}/approve/"
    seen = activity_statuses([entry])[entry.pk].digest
    answer = client.post(path, {"reason": WHY, "seen": seen})

    page = confirmed(client, answer, "not-the-password").content.decode()

    assert "That is not your password." in page
    assert asked_again(client.post(path, {"reason": WHY, "seen": seen}))


def test_within_a_quarter_of_an_hour_nobody_is_asked(approver):
    entry = make_activity()
    client = grown_old(signed_in(approver), minutes=14)
    seen = activity_statuses([entry])[entry.pk].digest
    path = f"/admin/ropa/processingactivity/{entry.pk}/approve/"

    assert not asked_again(client.post(path, {"reason": WHY, "change_note": "", "seen": seen}))

    assert Version.objects.get().reason == WHY


def test_how_long_can_be_set(approver, settings):
    settings.FRESH_SIGN_IN_SECONDS = 60
    entry = make_activity()
    client = grown_old(signed_in(approver), minutes=2)
    path = f"/admin/ropa/processingactivity/{entry.pk}/approve/"
    assert asked_again(client.post(path, {"reason": WHY}))


def test_a_sign_in_from_the_future_is_not_fresh(approver):
    entry = make_activity()
    client = grown_old(signed_in(approver), minutes=-5)
    path = f"/admin/ropa/processingactivity/{entry.pk}/approve/"
    assert asked_again(client.post(path, {"reason": WHY}))


@pytest.mark.parametrize("verb", ["approve", "retire", "reinstate"])
def test_each_weighty_decision_about_an_entry_asks(approver, verb):
    entry = make_activity()
    path = f"/admin/ropa/processingactivity/{entry.pk}"
    if verb != "approve":
        approve(entry)
    client = signed_in(approver)
    if verb == "reinstate":
        client.post(f"{path}/retire/", {"reason": WHY, "change_note": "It has ended."})
    count = Version.objects.count()
    seen = activity_statuses([entry])[entry.pk].digest

    sent = {"reason": WHY, "change_note": "A note.", "seen": seen}
    assert asked_again(grown_old(client).post(f"{path}/{verb}/", sent))

    assert Version.objects.count() == count


@pytest.mark.parametrize("verb", ["publish", "withdraw"])
def test_each_weighty_decision_about_a_notice_asks(approver, verb):
    entry = make_activity()
    approve(entry)
    notice = make_notice(entry)
    client = grown_old(signed_in(approver))
    path = f"/admin/ropa/notice/{notice.pk}/{verb}/"
    assert asked_again(client.post(path, {"reason": WHY, "change_note": "A note."}))
    assert not notice.versions.exists()


@pytest.mark.parametrize(("page", "sent"), [("approvals", "seen"), ("publications", "")])
def test_deciding_together_asks(approver, page, sent):
    entry = make_activity()
    if page == "publications":
        approve(entry)
    row: Any = make_notice(entry) if page == "publications" else entry
    submit(subject=row, by=make_user("Approver"), reason="Ready.")
    form = {"chosen": [row.pk], "reason": WHY, "change_note": "A note."}
    if sent:
        form[f"seen-{row.pk}"] = activity_statuses([entry])[entry.pk].digest
    count = Version.objects.count()

    assert asked_again(grown_old(signed_in(approver)).post(f"/admin/{page}/", form))

    assert Version.objects.count() == count


def test_decisions_that_change_nothing_for_the_public_ask_nobody(approver):
    entry = make_activity()
    client = grown_old(signed_in(approver))
    client.post(f"/admin/ropa/processingactivity/{entry.pk}/submit/", {"reason": WHY})
    assert Decision.objects.get().reason == WHY


def test_giving_a_role_asks():
    person = make_user("Editor")
    client = grown_old(signed_in(make_user("Administrator")))
    path = f"/admin/auth/user/{person.pk}/change/"
    form = fields_of(client.get(path).content.decode())
    form["groups"] = [*form["groups"], str(make_role("Approver").pk)]

    answer = client.post(path, form)
    assert asked_again(answer)
    assert not person.groups.filter(name="Approver").exists()
    sent_on(client, confirmed(client, answer).content.decode())

    assert person.groups.filter(name="Approver").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("teams", None), ("is_active", []), ("email", ["new@example.org"]), ("username", ["new"])],
)
def test_whatever_decides_how_far_somebody_reaches_asks(field, value):
    person, team = make_user("Editor"), make_team()
    client = grown_old(signed_in(make_user("Administrator")))
    path = f"/admin/auth/user/{person.pk}/change/"
    form = fields_of(client.get(path).content.decode())
    form[field] = [str(team.pk)] if value is None else value

    assert asked_again(client.post(path, form))

    before = (person.username, person.email)
    person.refresh_from_db()
    assert (person.username, person.email, person.is_active) == (*before, True)
    assert not teams_of(person)


def test_a_name_is_corrected_without_asking():
    person = make_user("Editor")
    client = grown_old(signed_in(make_user("Administrator")))
    path = f"/admin/auth/user/{person.pk}/change/"
    form = fields_of(client.get(path).content.decode()) | {"first_name": ["Ada"]}
    assert not asked_again(client.post(path, form))
    person.refresh_from_db()
    assert person.first_name == "Ada"


def test_giving_a_single_entry_asks(approver):
    entry, person = make_activity(), make_user("Editor")
    client = grown_old(signed_in(approver))
    path = f"/admin/ropa/processingactivity/{entry.pk}/keepers/"
    assert asked_again(client.post(path, {"person": person.pk}))


def test_letting_a_team_approve_its_own_work_asks():
    team = make_team()
    client = grown_old(signed_in(make_user("Administrator")))
    path = f"/admin/ropa/team/{team.pk}/change/"
    form = fields_of(client.get(path).content.decode()) | {"approves_own_work": ["on"]}
    assert asked_again(client.post(path, form))
    team.refresh_from_db()
    assert not team.approves_own_work


def test_ending_sessions_asks():
    client = grown_old(signed_in(make_user("Editor")))
    assert asked_again(client.post("/admin/sessions/", {"end": "everywhere"}))
    assert HeldForm.objects.get().fields == [("end", ["everywhere"])]
