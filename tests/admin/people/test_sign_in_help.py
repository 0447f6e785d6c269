"""An administrator helps somebody to sign in, without ever knowing their password."""

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return make_user("Editor", username="ada", email="ada@example.org")


@pytest.fixture
def administrator():
    return signed_in(make_user("Administrator"))


def page_of(person):
    return f"/admin/auth/user/{person.pk}/sign-in/"


def history_of(person, client):
    return text_of(client.get(f"/admin/auth/user/{person.pk}/history/").text)


def test_a_new_link_is_sent(ada, administrator):
    answer = administrator.post(page_of(ada), {"help": "link"}, follow=True)
    assert "sets their own password goes to ada@example.org" in text_of(answer.text)
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert "Sent a link to set their own password." in history_of(ada, administrator)


def test_without_an_address_no_link_is_sent_and_the_page_says_why(ada, administrator):
    ada.email = ""
    ada.save()
    answer = administrator.post(page_of(ada), {"help": "link"}, follow=True)
    assert "No link was sent" in text_of(answer.text)
    assert mail.outbox == []


def test_somebody_who_waits_may_try_again(ada, administrator):
    # given
    client = Client()
    for _ in range(6):
        client.post("/account/login/", {"login": "ada", "password": "wrong"})
    assert "5 in the last day" in text_of(administrator.get(page_of(ada)).text)
    # when
    administrator.post(page_of(ada), {"help": "release"})
    # then
    answer = client.post("/account/login/", {"login": "ada", "password": "lamp-coffee-tractor"})
    assert answer.status_code == 302
    assert "Let them try to sign in again." in history_of(ada, administrator)


def test_a_lost_second_factor_is_removed_and_its_person_is_told(ada, administrator, log_lines):
    # given
    open_session = signed_in(ada)
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.create(user=ada, type=kind, data={})
    assert "They have 1." in text_of(administrator.get(page_of(ada)).text)
    # when
    administrator.post(page_of(ada), {"help": "factors"})
    # then
    assert not Authenticator.objects.filter(user=ada).exists()
    assert open_session.get("/admin/").status_code == 302
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert mail.outbox[-1].subject.startswith("Your second factor has been removed")
    assert "Removed their second factor." in history_of(ada, administrator)
    [line] = log_lines("second_factor.removed")
    assert line["of"] == ada.pk


def test_a_second_factor_that_is_not_there_is_not_removed(ada, administrator):
    answer = administrator.post(page_of(ada), {"help": "factors"}, follow=True)
    assert "has no second factor." in text_of(answer.text)
    assert mail.outbox == []


@pytest.mark.parametrize("help_with", ["", "password", "../"])
def test_nothing_else_is_done(ada, administrator, help_with):
    assert administrator.post(page_of(ada), {"help": help_with}).status_code == 302
    assert mail.outbox == []


def test_nobody_gets_round_their_own_second_factor():
    person = make_user("Administrator", email="grace@example.org")
    client = signed_in(person)
    answer = client.post(page_of(person), {"help": "factors"})
    assert answer.status_code == 403
    assert "under “Your account”" in text_of(answer.text)
    assert "Help them to sign in" not in client.get(f"/admin/auth/user/{person.pk}/change/").text


def test_the_former_address_is_told_when_an_administrator_changes_it(ada, administrator):
    change = f"/admin/auth/user/{ada.pk}/change/"
    form = fields_of(administrator.get(change).text)
    administrator.post(change, form | {"email": ["new@example.org"]})
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert mail.outbox[-1].subject.startswith("Your email address has been changed")


def test_the_page_leads_to_where_the_person_is_signed_in(ada, administrator):
    sessions = f"/admin/auth/user/{ada.pk}/sessions/"
    assert f'href="{sessions}"' in administrator.get(page_of(ada)).text
    assert administrator.get(sessions).status_code == 200
