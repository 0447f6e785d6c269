"""Who is told of which work, when, and that each is told once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ropa import permissions
from ropa.actions.approving import approve_activity
from ropa.actions.submitting import return_to_keepers, submit
from ropa.background.worker import do_waiting_jobs
from ropa.mail import delivery
from ropa.models import (
    Decision,
    Frequency,
    Notification,
    NotificationKind,
    OutgoingMail,
    ProcessingActivity,
    RegisterImport,
)
from ropa.notifications import composing, tell_of_gift, tell_of_import
from ropa.notifications.choices import DEFAULTS, choose, due_at
from ropa.notifications.recipients import tell_deciders
from tests.factories import make_activity, make_team, make_user

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
ADDRESS = override_settings(REGISTER_ADDRESS="https://register.example.org")


def person(role: str, *teams: Any, name: str = "anna", **fields: Any) -> Any:
    return make_user(
        role,
        *teams,
        **{"username": name, "email": f"{name}@example.org", "first_name": name.title()} | fields,
    )


def mails_written() -> list[tuple[str, str]]:
    """The mails sent so far, each as whom to and what about, after the workers' work."""
    do_waiting_jobs()
    composing.send_due()
    delivery.deliver()
    return [(message.to[0], str(message.subject)) for message in mail.outbox]


def html_of(message: Any) -> str:
    return str(message.alternatives[0].content)


@pytest.fixture
def team():
    return make_team()


@pytest.fixture
def editor(team):
    return person("Editor", team, name="edith")


@pytest.fixture
def entry(team) -> ProcessingActivity:
    return make_activity(team=team, reference="RPA-0007", title="Inspection of schools")


def test_those_who_may_approve_are_told_of_a_submission_and_nobody_else(team, editor, entry):
    person("Approver", name="ann")
    person("Data protection lead", team, name="lea")
    person("Data protection lead", make_team(), name="other")
    person("Auditor", name="audrey")
    person("Approver", name="gone", is_active=False)
    person("Approver", name="silent", email="")
    submit(subject=entry, by=editor, reason="It is complete.")
    assert sorted(mails_written()) == [
        (f"{name}@example.org", "“RPA-0007 Inspection of schools” waits for your approval")
        for name in ("ann", "lea")
    ]
    assert len(mails_written()) == 2


def test_whoever_may_do_everything_is_nobodys_approver(entry, editor):
    make_user("Administrator", username="root", is_superuser=True, email="root@example.org")
    submit(subject=entry, by=editor, reason="It is complete.")
    assert mails_written() == []


def test_a_mail_says_no_more_than_titles_and_names_and_leads_to_the_register(editor, entry):
    person("Approver", name="ann")
    submit(subject=entry, by=editor, reason="Mr Smith lives at 1 High Street.")
    with ADDRESS:
        mails_written()
    (message,) = mail.outbox
    html = html_of(message)
    for text in (message.body, html):
        assert (
            f"https://register.example.org/admin/ropa/processingactivity/{entry.pk}/change/" in text
        )
        assert "RPA-0007 Inspection of schools" in text
        assert "Submitted by Edith." in text
        assert "Smith" not in text
        assert entry.summary not in text
    for foreign in ("<img", "<script", "src=", "http-equiv", "<link", "url("):
        assert foreign not in html
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.extra_headers["List-Unsubscribe"].startswith("<https://register.example.org/")


def test_titles_are_text_in_html(editor, team):
    person("Approver", name="ann")
    entry = make_activity(team=team, title="Dogs <b>& cats\nBcc: x@example.org")
    submit(subject=entry, by=editor, reason="It is complete.")
    mails_written()
    (message,) = mail.outbox
    assert "&lt;b&gt;&amp; cats" in html_of(message)
    assert "<b>& cats Bcc: x@example.org” waits" in message.subject


def test_whoever_submitted_is_told_what_became_of_it(editor, entry):
    ann = person("Approver", name="ann", email="")
    submit(subject=entry, by=editor, reason="It is complete.")
    return_to_keepers(subject=entry, by=ann, reason="A purpose is missing.")
    assert mails_written() == [
        ("edith@example.org", "“RPA-0007 Inspection of schools” was returned to you")
    ]
    choose(editor, {NotificationKind.DECIDED: Frequency.AT_ONCE})
    submit(subject=entry, by=editor, reason="Now it is.")
    approve_activity(activity=entry, by=ann, reason="It is.")
    assert mails_written()[1:] == [
        ("edith@example.org", "“RPA-0007 Inspection of schools” was decided on")
    ]


def test_nobody_is_told_of_what_they_did_themselves(team, entry):
    lead = person("Data protection lead", team, name="lea")
    team.approves_own_work = True
    team.save()
    submit(subject=entry, by=lead, reason="It is complete.")
    approve_activity(activity=entry, by=lead, reason="It is.")
    choose(lead, dict.fromkeys(DEFAULTS, Frequency.AT_ONCE))
    assert mails_written() == []


def test_several_at_once_are_one_mail_that_says_how_many(editor, team):
    person("Approver", name="ann")
    for _ in range(3):
        submit(subject=make_activity(team=team), by=editor, reason="It is complete.")
    assert mails_written() == [("ann@example.org", "3 entries wait for your approval")]


LOST = {
    "left": lambda ann, team: setattr(ann, "is_active", False),
    "has no role": lambda ann, team: ann.groups.clear(),
    "is no staff": lambda ann, team: setattr(ann, "is_staff", False),
    "has no address": lambda ann, team: setattr(ann, "email", ""),
    "left the team": permissions.withdraw_access,
}


@pytest.mark.parametrize("why", LOST)
def test_whoever_lost_the_right_meanwhile_is_told_nothing(editor, team, entry, why):
    ann = person("Data protection lead", team, name="ann")
    choose(ann, {NotificationKind.APPROVAL: Frequency.DAILY})
    submit(subject=entry, by=editor, reason="It is complete.")
    do_waiting_jobs()
    assert Notification.objects.filter(person=ann, settled_at=None).count() == 1
    LOST[why](ann, team)
    ann.save()
    composing.send_due(timezone.now() + timedelta(days=2))
    assert OutgoingMail.objects.count() == 0
    assert not Notification.objects.filter(settled_at=None).exists()


def test_what_was_decided_meanwhile_is_not_asked_for(editor, entry):
    ann, ben = person("Approver", name="ann"), person("Approver", name="ben")
    choose(ann, {NotificationKind.APPROVAL: Frequency.DAILY})
    submit(subject=entry, by=editor, reason="It is complete.")
    mails_written()
    approve_activity(activity=entry, by=ben, reason="It is.")
    composing.send_due(timezone.now() + timedelta(days=2))
    assert [row.person for row in OutgoingMail.objects.order_by("pk")] == [ben, editor]


def test_nothing_is_told_of_a_decision_that_was_rolled_back(editor, entry):
    person("Approver", name="ann")
    with transaction.atomic():
        submit(subject=entry, by=editor, reason="It is complete.")
        transaction.set_rollback(True)
    assert mails_written() == []


def test_wherever_it_stops_and_starts_again_each_is_told_once(editor, entry, monkeypatch):
    person("Approver", name="ann")
    submit(subject=entry, by=editor, reason="It is complete.")
    do_waiting_jobs()

    class Crash(BaseException):
        pass

    def crash(*_args: Any, **_kwargs: Any) -> None:
        raise Crash

    for place in ("still_current", "_write", "parts_of"):
        with monkeypatch.context() as patch:
            patch.setattr(composing, place, crash)
            with pytest.raises(Crash), transaction.atomic():
                composing.send_due()
        assert OutgoingMail.objects.count() == 0
        assert Notification.objects.get().settled_at is None
    composing.send_due()
    assert OutgoingMail.objects.count() == 1
    # A worker that ended after its last write does its job again.
    tell_deciders(Decision.objects.get().pk)
    composing.send_due()
    assert OutgoingMail.objects.count() == 1


def test_something_given_is_told_to_whom_it_was_given(editor, entry):
    ann = person("Approver", name="ann")
    permissions.give_access(editor, entry)
    tell_of_gift(editor, entry, by=ann)
    tell_of_gift(ann, entry, by=ann)
    assert mails_written() == [
        ("edith@example.org", "You now keep “RPA-0007 Inspection of schools”")
    ]


def test_an_import_that_ended_is_told_to_who_asked(editor):
    imported = RegisterImport.objects.create(
        brought_by=editor,
        brought_by_name="Edith",
        brought_at=timezone.now(),
        file_name="Mr Smith.xlsx",
        size=1,
        digest="0" * 64,
        kind=RegisterImport.Kind.OWN,
        state=RegisterImport.State.FAILED,
        asked_by=editor,
        asked_at=timezone.now(),
    )
    tell_of_import(imported)
    tell_of_import(imported)
    assert mails_written() == [("edith@example.org", "Your import has ended")]
    assert "It stopped, and nothing was changed." in mail.outbox[0].body
    assert "Smith" not in mail.outbox[0].body


def test_who_wants_no_mail_gets_none(editor, entry):
    ann = person("Approver", name="ann")
    choose(ann, dict.fromkeys(DEFAULTS, Frequency.NEVER))
    submit(subject=entry, by=editor, reason="It is complete.")
    assert mails_written() == []
    assert not Notification.objects.filter(settled_at=None).exists()


def instant_at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("frequency", "since", "due"),
    [
        ("at_once", "2027-03-27 12:00", "2027-03-27 12:00"),
        ("daily", "2027-03-26 06:59", "2027-03-26 07:00"),
        ("daily", "2027-03-26 07:00", "2027-03-26 07:00"),
        ("daily", "2027-03-26 07:01", "2027-03-27 07:00"),
        # The clocks go forward on 28 March 2027 and back on 31 October 2027.
        ("daily", "2027-03-27 23:30", "2027-03-28 07:00"),
        ("daily", "2027-10-30 23:30", "2027-10-31 07:00"),
        ("daily", "2028-02-28 12:00", "2028-02-29 07:00"),
        ("weekly", "2027-03-26 12:00", "2027-03-29 07:00"),
        ("weekly", "2027-03-29 07:00", "2027-03-29 07:00"),
        ("weekly", "2027-03-29 07:01", "2027-04-05 07:00"),
        ("weekly", "2027-10-29 12:00", "2027-11-01 07:00"),
    ],
)
def test_digests_go_out_at_seven_by_the_clock_on_the_wall(frequency, since, due):
    assert due_at(frequency, instant_at(since)) == instant_at(due)
    moment = due_at(frequency, instant_at(since).astimezone(ZoneInfo("UTC")))
    assert moment is not None
    assert moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M") == due


def test_never_is_never():
    assert due_at("never", timezone.now()) is None


def test_a_digest_collects_what_came_before_its_morning_and_nothing_after(editor, team):
    ann = person("Approver", name="ann")
    choose(ann, {NotificationKind.APPROVAL: Frequency.WEEKLY})
    for _ in range(3):
        submit(subject=make_activity(team=team), by=editor, reason="It is complete.")
    do_waiting_jobs()
    first, second, third = Notification.objects.order_by("pk")
    for each, moment in (
        (first, "2027-03-22 09:00"),
        (second, "2027-03-28 23:00"),
        (third, "2027-03-29 07:01"),
    ):
        each.created_at = instant_at(moment)
        each.save()
    assert composing.send_due(instant_at("2027-03-29 06:59")) == 0
    assert composing.send_due(instant_at("2027-03-29 07:00")) == 1
    assert composing.send_due(instant_at("2027-03-29 12:00")) == 0
    assert OutgoingMail.objects.get().subject == "2 entries wait for your approval"
    assert composing.send_due(instant_at("2027-04-05 07:00")) == 1


def test_queries_do_not_grow_with_what_there_is_to_tell(editor, team):
    person("Approver", name="ann")
    counts = []
    for number in (2, 12):
        for _ in range(number):
            submit(subject=make_activity(team=team), by=editor, reason="It is complete.")
        do_waiting_jobs()
        Notification.objects.update(settled_at=None)
        with CaptureQueriesContext(connection) as queries:
            assert composing.send_due() == 1
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25
