"""What was typed is there again after signing in, and nothing is written until a press."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from ropa.accounts import held_forms
from ropa.models import HeldForm, ProcessingActivity, RegisterImport, SignInSession, Team
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_activity, make_organisation, make_team, make_user

pytestmark = pytest.mark.django_db

HERE = {"origin": "http://testserver"}
ELSEWHERE = {"origin": "https://elsewhere.example.org"}
WORDS = "A summary that took an hour.\nWith a second line, “quoted” & <marked>."


def strict(user: Any) -> Client:
    """A client signed in whose forms need their tokens, as in a browser."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def let_expire(user: Any) -> None:
    SignInSession.objects.filter(user=user).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )


def held_by(user: Any) -> HeldForm:
    return HeldForm.objects.get(owner=user)


def sign_in(client: Client, user: Any, where: str) -> Any:
    """Sign in on the page that a form was led to, and return what is shown afterwards."""
    assert where.startswith("/account/login/")
    client.get(where)
    # The clients of these tests check no tokens at sign-in, which has tests of its own.
    client.handler.enforce_csrf_checks = False
    answer = client.post(
        where,
        {"login": user.username, "password": "lamp-coffee-tractor"},
        follow=True,
    )
    client.handler.enforce_csrf_checks = True
    return answer


def sent_on(client: Client, page: str) -> Any:
    """Press “Go on with what you typed” on a page."""
    action = re.search(r'action="([^"]+)" id="held_form"', page)
    assert action, page
    return client.post(action[1].replace("&amp;", "&"), fields_of(page), headers=HERE)


@pytest.fixture
def team() -> Team:
    return make_team()


@pytest.fixture
def editor(team: Team) -> Any:
    return make_user("Editor", team)


@pytest.fixture
def entry(team: Team) -> ProcessingActivity:
    return make_activity(team=team)


def opened(client: Client, entry: ProcessingActivity) -> dict[str, Any]:
    """The form of an entry as a browser has it open."""
    page = client.get(f"/admin/ropa/processingactivity/{entry.pk}/change/")
    return fields_of(page.content.decode())


def change(entry: ProcessingActivity) -> str:
    return f"/admin/ropa/processingactivity/{entry.pk}/change/"


# The session has ended


def test_what_was_typed_before_the_session_ended_is_saved_after_one_press(editor, entry):
    client = strict(editor)
    form = opened(client, entry) | {"summary": WORDS}
    let_expire(editor)

    refused = client.post(change(entry), form, headers=HERE)
    entry.refresh_from_db()
    assert entry.summary != WORDS

    page = sign_in(client, editor, refused.headers["Location"]).content.decode()
    assert "Go on with what you typed" in page
    assert "A summary that took an hour." in page
    entry.refresh_from_db()
    assert entry.summary != WORDS

    saved = sent_on(client, page)

    assert saved.status_code == 302
    entry.refresh_from_db()
    assert entry.summary == WORDS


def test_only_what_is_new_is_listed(editor, entry):
    client = strict(editor)
    form = opened(client, entry) | {"summary": WORDS}
    let_expire(editor)

    client.post(change(entry), form, headers=HERE)
    client.force_login(editor)
    page = client.get(f"/admin/held/{held_by(editor).token}/").content.decode()

    listed = re.findall(r"<dt>(.*?)</dt>", page)
    assert listed == ["Summary"]


def test_an_entry_with_sixty_parts_is_sent_on_whole(editor, entry):
    client = strict(editor)
    bodies = [make_organisation() for _ in range(60)]
    form = opened(client, entry)
    for place, body in enumerate(bodies):
        form |= {
            f"supporting_documents-{place}-kind": ["dpia"],
            f"supporting_documents-{place}-title": [f"Assessment {place} of {body.code}"],
            f"supporting_documents-{place}-url": [""],
            f"supporting_documents-{place}-id": [""],
            f"supporting_documents-{place}-activity": [str(entry.pk)],
        }
    form["supporting_documents-TOTAL_FORMS"] = ["60"]
    let_expire(editor)

    refused = client.post(change(entry), form, headers=HERE)
    page = sign_in(client, editor, refused.headers["Location"]).content.decode()
    sent_on(client, page)

    assert page.count("Assessment") == 120  # to be read, and to be sent
    titles = set(entry.supporting_documents.values_list("title", flat=True))
    assert titles == {f"Assessment {place} of {body.code}" for place, body in enumerate(bodies)}


def test_a_decision_is_sent_on(editor, entry):
    client = strict(editor)
    path = f"/admin/ropa/processingactivity/{entry.pk}/submit/"
    client.get(path)
    let_expire(editor)
    refused = client.post(path, {"reason": "Ready for “you”."}, headers=HERE)

    page = sign_in(client, editor, refused.headers["Location"]).content.decode()
    assert not entry.decisions.exists()
    assert "Ready for “you”." in text_of(page)
    sent_on(client, page)

    assert entry.decisions.get().reason == "Ready for “you”."


def test_a_file_brought_too_late_has_to_be_chosen_again(editor):
    client = strict(editor)
    let_expire(editor)
    file = SimpleUploadedFile("our register.csv", b"a,b")
    refused = client.post("/admin/import/", {"file": file}, headers=HERE)

    page = client.get(refused.headers["Location"], follow=True)

    assert refused.headers["Location"] == "/admin/login/?next=/admin/import/"
    assert "the file you chose was not taken. Choose it again." in page.content.decode()
    assert not RegisterImport.objects.exists()


def test_a_file_in_a_form_with_texts_is_asked_for_where_they_are(editor, entry):
    client = strict(editor)
    let_expire(editor)
    file = SimpleUploadedFile("our register.csv", b"a,b")
    client.post(change(entry), {"file": file, "note": "From the old system"}, headers=HERE)

    client.force_login(editor)
    page = client.get(f"/admin/held/{held_by(editor).token}/").content.decode()

    assert "our register.csv" in page
    assert "Choose the file again" in page
    assert re.search(r'<input type="file" name="file" id="file-1" required', page)
    assert 'enctype="multipart/form-data"' in page


def test_characters_that_databases_refuse_are_held_too(editor, entry):
    client = strict(editor)
    let_expire(editor)
    client.post(change(entry), {"summary": "Zero \x00 and more"}, headers=HERE)
    assert dict(held_by(editor).fields)["summary"][0].startswith("Zero \x00")


# Signed in again in another window


def test_a_form_opened_before_signing_in_again_is_sent_on_after_a_press(editor, entry):
    client = strict(editor)
    client.get("/admin/")
    stale = client.cookies["form"].value[:32]
    form = opened(client, entry) | {"summary": WORDS, "csrfmiddlewaretoken": "x" * 64}
    client.force_login(editor)
    assert stale

    refused = client.post(change(entry), form, headers=HERE)
    assert refused.headers["Location"] == f"/admin/held/{held_by(editor).token}/"
    page = client.get(refused.headers["Location"]).content.decode()
    assert "You have signed in again since you opened the page." in page
    sent_on(client, page)

    entry.refresh_from_db()
    assert entry.summary == WORDS


@pytest.mark.parametrize(
    "headers",
    [
        ELSEWHERE,
        {"origin": "null"},
        {},
        {"referer": "https://elsewhere.example.org/"},
        HERE | {"sec-fetch-site": "cross-site"},
        HERE | {"sec-fetch-site": "same-site"},
        {"origin": "http://testserver.example.org"},
        {"origin": "http://[broken"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_never_held(editor, entry, headers):
    client = strict(editor)
    client.get("/admin/")

    answer = client.post(change(entry), {"summary": "Planted"}, headers=headers)

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "This form can no longer be sent" in page
    assert "Planted" not in page
    assert not HeldForm.objects.exists()


def test_another_site_is_not_answered_with_its_words_after_the_session_has_ended(editor, entry):
    client = strict(editor)
    let_expire(editor)
    answer = client.post(change(entry), {"summary": "Planted"}, headers=ELSEWHERE)
    assert answer.status_code == 403
    assert "Planted" not in answer.content.decode()
    assert not HeldForm.objects.exists()


# Signed out


def test_whoever_signed_out_finds_what_they_typed_on_the_page(editor, entry):
    client = strict(editor)
    form = opened(client, entry) | {"summary": WORDS}
    client.handler.enforce_csrf_checks = False
    client.post("/account/logout/")
    client.handler.enforce_csrf_checks = True

    refused = client.post(change(entry), form, headers=HERE)
    page = refused.content.decode()
    assert refused.status_code == 403
    assert "what you typed is on this page" in page
    assert not HeldForm.objects.exists()

    # They sign in in another window, and press the button in this one.
    link = re.search(r'href="([^"]+)" target="_blank"', page)
    assert link
    sign_in(client, editor, link[1])
    again = client.post(change(entry), fields_of(page), headers=HERE)
    sent_on(client, client.get(again.headers["Location"]).content.decode())

    entry.refresh_from_db()
    assert entry.summary == WORDS


def test_visitors_have_nothing_held(entry):
    answer = Client().post(change(entry), {"summary": WORDS}, headers=HERE)
    assert answer.status_code == 403
    assert not HeldForm.objects.exists()


# Whose, how long, how much


def test_nobody_sees_what_somebody_else_typed(editor, entry):
    client = strict(editor)
    let_expire(editor)
    client.post(change(entry), {"summary": WORDS}, headers=HERE)

    answer = signed_in(make_user("Approver")).get(f"/admin/held/{held_by(editor).token}/")

    assert answer.status_code == 404
    assert "hour" not in held_by(editor).token
    assert WORDS.split("\n", maxsplit=1)[0] not in answer.content.decode()


def test_what_is_held_is_gone_after_an_hour(editor, entry):
    client = strict(editor)
    let_expire(editor)
    client.post(change(entry), {"summary": WORDS}, headers=HERE)
    HeldForm.objects.update(created_at=timezone.now() - timedelta(minutes=61))

    first = held_by(editor)
    assert signed_in(editor).get(f"/admin/held/{first.token}/").status_code == 404

    let_expire(editor)
    client.post(change(entry), {"summary": "Another"}, headers=HERE)
    assert not HeldForm.objects.filter(pk=first.pk).exists()


def test_only_the_newest_few_are_held(editor, entry):
    client = strict(editor)
    let_expire(editor)
    for number in range(held_forms.MOST_EACH + 2):
        client.post(change(entry), {"summary": f"Number {number}"}, headers=HERE)
    held = {dict(each.fields)["summary"][0] for each in HeldForm.objects.all()}
    assert held == {f"Number {number}" for number in range(2, held_forms.MOST_EACH + 2)}


def test_too_much_to_hold_stays_on_the_page(editor, entry):
    client = strict(editor)
    let_expire(editor)
    much = "x" * held_forms.MOST_CHARACTERS
    answer = client.post(change(entry), {"summary": much}, headers=HERE)
    assert answer.status_code == 403
    assert much in answer.content.decode()
    assert not HeldForm.objects.exists()


def test_it_can_be_thrown_away(editor, entry):
    client = strict(editor)
    let_expire(editor)
    client.post(change(entry), {"summary": WORDS}, headers=HERE)
    token = held_by(editor).token

    answer = signed_in(editor).post(f"/admin/held/{token}/")

    assert answer.headers["Location"] == change(entry)
    assert not HeldForm.objects.exists()


def test_passwords_and_tokens_are_never_held(editor):
    client = strict(editor)
    let_expire(editor)
    sent = {
        "username": "ada",
        "password1": "secret-words",
        "usable_password": "true",
        "csrfmiddlewaretoken": "t" * 64,
    }
    client.post("/admin/auth/user/add/", sent, headers=HERE)
    assert dict(held_by(editor).fields) == {"username": ["ada"]}


def test_signing_in_with_an_old_page_says_what_to_do():
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/account/login/", {"login": "a", "password": "b"}, headers=HERE)
    assert answer.status_code == 403
    page = text_of(answer.content.decode())
    assert "This form can no longer be sent" in page
    assert "Open the page again" in page
    assert "Sign in" not in page
