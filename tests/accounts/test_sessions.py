"""Sessions end when they are not used, when they are old, when ended, and when rights go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from django.contrib.auth.models import User
from django.contrib.messages.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ropa.accounts import session_store, sessions
from ropa.accounts.devices import UNKNOWN, in_plain_words
from ropa.models import SignInSession
from tests.admin.forms import signed_in
from tests.factories import make_role, make_team, make_user
from tests.imports.uploading import spreadsheet, uploaded_import

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def only_session(user: User) -> SignInSession:
    return SignInSession.objects.get(user=user)


def moved_back(user: User, **by: int) -> None:
    """Make a person's session as old as if it had begun, and been used last, some time ago."""
    session = only_session(user)
    back = timedelta(**by)
    session.expire_date -= back
    session.last_used_at -= back
    store = session_store.SessionStore(session.session_key)
    data = store.decode(session.session_data)
    data[session_store.SIGNED_IN_AT] -= int(back.total_seconds())
    session.session_data = store.encode(data)
    session.save()


def is_signed_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


# Limits


def test_a_session_that_is_not_used_for_half_an_hour_ends():
    user = make_user("Editor")
    client = signed_in(user)
    moved_back(user, minutes=29)
    assert is_signed_in(client)

    moved_back(user, minutes=31)
    assert not is_signed_in(client)


def test_use_moves_the_end():
    user = make_user("Editor")
    client = signed_in(user)
    moved_back(user, minutes=29)
    client.get("/admin/")

    moved_back(user, minutes=29)

    assert is_signed_in(client)


def test_no_use_moves_the_end_beyond_twelve_hours():
    user = make_user("Editor")
    client = signed_in(user)
    for _ in range(24):
        moved_back(user, minutes=29)
        assert is_signed_in(client)

    moved_back(user, minutes=25)

    assert not is_signed_in(client)


def test_the_limits_can_be_set(settings):
    settings.SESSION_IDLE_SECONDS = 10 * 60
    user = make_user("Editor")
    client = signed_in(user)
    moved_back(user, minutes=11)
    assert not is_signed_in(client)


@pytest.mark.parametrize(("seconds", "times"), [(50, 0), (61, 1)])
def test_use_is_written_once_a_minute_at_most(seconds, times):
    user = make_user("Editor")
    client = signed_in(user)
    moved_back(user, seconds=seconds)

    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/")
        client.get("/admin/")

    written = [each for each in asked.captured_queries if each["sql"].startswith("UPDATE")]
    assert len(written) == times


def test_looking_how_long_it_lasts_keeps_nobody_signed_in():
    user = make_user("Editor")
    client = signed_in(user)
    moved_back(user, minutes=28)
    before = only_session(user).expire_date

    left = client.get("/admin/stay-signed-in/").json()["left"]

    assert 60 < left <= 120
    assert only_session(user).expire_date == before


def test_a_press_keeps_somebody_signed_in():
    user = make_user("Editor")
    client = signed_in(user)
    moved_back(user, minutes=28)

    left = client.post("/admin/stay-signed-in/").json()["left"]

    assert left > 29 * 60
    assert only_session(user).expire_date > timezone.now() + timedelta(minutes=29)


def test_what_ended_long_ago_is_deleted():
    user = make_user("Editor")
    signed_in(user)
    moved_back(user, days=2)
    session_store.SessionStore.clear_expired()
    assert SignInSession.objects.filter(user=user).exists()

    moved_back(user, days=7)
    session_store.SessionStore.clear_expired()

    assert not SignInSession.objects.filter(user=user).exists()


# Ended


def test_signing_in_gives_a_new_key():
    client = Client()
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["session"] = str(session.session_key)

    client.force_login(make_user("Editor"))

    assert client.cookies["session"].value != session.session_key
    assert not SignInSession.objects.filter(session_key=session.session_key).exists()


def test_a_new_password_ends_every_session():
    user = make_user("Editor")
    client = signed_in(user)
    user.set_password("another-long-password")
    user.save()
    assert not SignInSession.objects.filter(user=user).exists()
    assert not is_signed_in(client)


def test_whoever_changes_their_own_password_stays_signed_in_there_alone():
    user = make_user("Editor")
    here, elsewhere = signed_in(user), signed_in(user)

    here.post(
        "/account/password/change/",
        {
            "oldpassword": "lamp-coffee-tractor",
            "password1": "a-new-long-secret",
            "password2": "a-new-long-secret",
        },
    )

    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize("right", ["is_active", "is_staff", "is_superuser"])
def test_losing_access_ends_every_session(right):
    user = make_user("Editor", is_superuser=True)
    client = signed_in(user)
    setattr(user, right, False)
    user.save()
    assert not SignInSession.objects.filter(user=user).exists()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "take",
    [
        lambda user, role: user.groups.remove(role),
        lambda user, role: user.groups.clear(),
        lambda user, role: user.groups.set([]),
        lambda user, role: role.user_set.remove(user),
        lambda user, role: role.user_set.clear(),
    ],
    ids=["remove", "clear", "set", "from the role", "all from the role"],
)
def test_a_role_taken_away_ends_every_session(take):
    user, other = make_user("Approver"), make_user("Editor")
    client = signed_in(user)
    signed_in(other)

    take(user, make_role("Approver"))

    assert not SignInSession.objects.filter(user=user).exists()
    assert SignInSession.objects.filter(user=other).exists()
    assert not is_signed_in(client)


def test_a_role_given_brings_a_new_key_with_the_next_page():
    user = make_user("Editor")
    client = signed_in(user)
    before = client.cookies["session"].value
    user.groups.add(make_role("Approver"))

    assert is_signed_in(client)

    assert client.cookies["session"].value != before
    assert not SignInSession.objects.filter(session_key=before).exists()
    assert is_signed_in(client)


def test_saving_an_account_without_such_a_change_leaves_sessions_alone():
    user = make_user("Editor")
    client = signed_in(user)
    user.first_name = "Ada"
    user.save()
    assert is_signed_in(client)


def test_a_session_that_was_ended_is_not_brought_back_by_a_request_under_way():
    user = make_user("Editor")
    store = session_store.SessionStore(signed_in(user).cookies["session"].value)
    assert store["_auth_user_id"] == str(user.pk)
    sessions.end_sessions(user, why="chosen")

    store.touch()
    store["more"] = 1
    store.save()

    assert not SignInSession.objects.filter(user=user).exists()


def test_whoever_ends_their_own_session_by_what_they_do_gets_the_answer():
    root = make_user("Approver", is_superuser=True)
    client = signed_in(root)

    answer = client.post(f"/admin/auth/user/{root.pk}/sessions/")

    assert answer.status_code == 302
    assert not is_signed_in(client)


# The list


def test_the_page_lists_ones_own_sessions_alone(client):
    user = make_user("Editor")
    client.force_login(user)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone) AppleWebKit Safari/604.1"})
    phone.post("/account/login/", {"login": user.username, "password": "lamp-coffee-tractor"})
    signed_in(make_user("Editor"))

    html = client.get("/admin/sessions/").content.decode()

    assert html.count('<th scope="row">') == 2
    assert "Safari on an iPhone" in html
    assert html.count("This one") == 1
    for session in SignInSession.objects.all():
        assert session.session_key not in html


def test_one_session_is_signed_out():
    user = make_user("Editor")
    here, there = signed_in(user), signed_in(user)
    reference = sessions.reference_of(
        SignInSession.objects.get(session_key=there.cookies["session"].value)
    )

    here.post("/admin/sessions/", {"end": reference})

    assert is_signed_in(here)
    assert not is_signed_in(there)


def test_nobody_signs_out_somebody_elses_session():
    there = signed_in(make_user("Editor"))
    session = SignInSession.objects.get(session_key=there.cookies["session"].value)
    here = signed_in(make_user("Administrator"))

    here.post("/admin/sessions/", {"end": sessions.reference_of(session)})

    assert is_signed_in(there)


@pytest.mark.parametrize(("where", "stays"), [("elsewhere", True), ("everywhere", False)])
def test_all_sessions_are_signed_out(where, stays):
    user = make_user("Editor")
    here, there = signed_in(user), signed_in(user)

    here.post("/admin/sessions/", {"end": where})

    assert is_signed_in(here) is stays
    assert not is_signed_in(there)


def test_the_list_takes_the_same_queries_whatever_its_length(client, django_assert_num_queries):
    user = make_user("Editor")
    client.force_login(user)
    client.get("/admin/sessions/")
    with django_assert_num_queries(6):
        client.get("/admin/sessions/")
    for _ in range(8):
        signed_in(user)
    with django_assert_num_queries(6):
        client.get("/admin/sessions/")


def test_an_administrator_signs_somebody_out_everywhere():
    user = make_user("Editor")
    theirs = signed_in(user)
    admin = signed_in(make_user("Administrator"))
    page = f"/admin/auth/user/{user.pk}/sessions/"
    assert "Sign them out everywhere" in admin.get(page).content.decode()

    admin.post(page)

    assert not is_signed_in(theirs)
    assert (
        "Signed out everywhere (1 session)."
        in admin.get(f"/admin/auth/user/{user.pk}/history/").content.decode()
    )


def test_an_administrator_does_not_sign_out_a_superuser():
    root = make_user("Editor", is_superuser=True)
    theirs = signed_in(root)
    admin = signed_in(make_user("Administrator"))
    assert admin.post(f"/admin/auth/user/{root.pk}/sessions/").status_code == 403
    assert is_signed_in(theirs)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36", "Chrome on Windows"),
        ("Mozilla/5.0 (Macintosh) Version/18 Safari/605.1.15", "Safari on a Mac"),
        ("Mozilla/5.0 (iPad; CPU OS 18) CriOS/140 Safari/604.1", "Chrome on an iPad"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile", "Chrome on Android"),
        ("Something on Linux", "A browser on Linux"),
        ("Firefox/1", "Firefox"),
        ("", UNKNOWN),
        ("curl/8", UNKNOWN),
    ],
)
def test_devices_are_named_in_plain_words(agent, words):
    assert in_plain_words(agent) == words


def test_a_page_that_looks_by_itself_how_far_an_import_is_keeps_nobody_signed_in():
    user = make_user("Editor", make_team())
    imported = uploaded_import(spreadsheet(), user, "ours.csv")
    client = signed_in(user)
    moved_back(user, minutes=20)
    before = only_session(user).expire_date

    assert client.get(f"/admin/import/{imported.pk}/progress.json").status_code == 200

    assert only_session(user).expire_date == before


def test_whoever_changes_their_second_factor_is_led_to_their_other_sessions(rf):
    user = make_user("Editor")
    client = signed_in(user)
    request = rf.get("/")
    request.user, request.session = user, client.session
    request._messages = default_storage(request)

    authenticator_removed.send(
        sender=Authenticator,
        request=request,
        user=user,
        authenticator=Authenticator(user=user, type=Authenticator.Type.TOTP),
    )

    (message,) = request._messages
    assert 'href="/admin/sessions/"' in message.message
