"""A policy document is written, checked and published as a notice is, on a form with principles."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ropa.dates import day_in_words
from ropa.models import Condition, Notice, PrincipleStatement, ProcessingActivity, reviews
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_policy_document,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user("Administrator", is_superuser=True))
    return client


def form_of(staff: Client, row: Model) -> str:
    name = row._meta.model_name
    response = staff.get(reverse(f"admin:ropa_{name}_change", args=[row.pk]))
    assert response.status_code == 200
    return response.content.decode()


def needs_policy() -> ProcessingActivity:
    activity = make_activity()
    Condition.objects.create(
        activity=activity, covers="special", article_9="9-2-g", schedule_1="2-18"
    )
    return activity


def test_its_form_asks_for_principles_and_speaks_to_no_readers(staff):
    # given
    policy, notice = make_policy_document(make_activity()), make_notice(make_activity())
    # then
    assert 'id="principles"' in form_of(staff, policy)
    assert 'id="principles"' not in form_of(staff, notice)
    assert "Groups of readers" not in form_of(staff, policy.sections.get())
    assert "Groups of readers" in form_of(staff, notice.sections.get())


def test_what_it_is_cannot_be_changed_once_it_is_made(staff):
    # given
    policy = make_policy_document(make_activity())
    # then
    assert 'name="kind"' not in form_of(staff, policy)
    policy.kind = Notice.Kind.PRIVACY_NOTICE
    with pytest.raises(ValidationError, match="Make a new one"):
        policy.full_clean()


def test_a_privacy_notice_takes_no_principles():
    statement = PrincipleStatement(notice=make_notice(), principle="accuracy", text="We check.")
    with pytest.raises(ValidationError, match="nothing of principles"):
        statement.full_clean()


def test_staff_read_beforehand_how_it_would_read_and_whether_it_is_followed(staff):
    # given
    entry = make_activity(follows_retention_policy="no", why_not_followed="There is a backlog.")
    policy = make_policy_document(entry)
    # when
    page = staff.get(reverse("admin:ropa_notice_preview", args=[policy.pk])).content.decode()
    # then
    assert "Preview: not published" in page
    assert "How we keep security." in page
    assert "There is a backlog." in page


def test_an_entry_that_needs_one_is_content_with_one_that_is_published(staff):
    # given
    entry = needs_policy()
    asked = "Say where the appropriate policy document is"
    policy = make_policy_document(entry)
    approve(entry)
    assert asked in form_of(staff, entry)
    # when
    publish(policy)
    # then
    page = form_of(staff, entry)
    assert asked not in page
    assert "In the policy document" in page
    assert "In no notice." in page


def test_the_list_shows_one_kind(staff):
    # given
    policy, notice = make_policy_document(make_activity()), make_notice(make_activity())
    # when
    listed = staff.get(reverse("admin:ropa_notice_changelist"), {"kind__exact": "policy-document"})
    # then
    assert policy.title in listed.content.decode()
    assert notice.title not in listed.content.decode()


def test_whoever_submits_it_reads_what_stands_in_the_way_of_publishing_it(staff):
    # given
    policy = make_policy_document(make_activity())
    policy.principles.filter(principle="accuracy").delete()
    # when
    page = staff.get(reverse("admin:ropa_notice_submit", args=[policy.pk])).content.decode()
    # then
    assert "It cannot be published like this" in page
    assert "Accuracy: say how you keep this principle" in page


def test_it_is_called_what_it_is_where_it_is_published(staff):
    # given
    activity = needs_policy()
    approve(activity)
    policy, notice = make_policy_document(activity), make_notice(activity)
    # when
    pages = [
        staff.get(reverse("admin:ropa_notice_publish", args=[row.pk])).content.decode()
        for row in (policy, notice)
    ]
    # then
    assert ["Publish this policy document" in page for page in pages] == [True, False]
    assert ["Publish this notice" in page for page in pages] == [False, True]


def test_staff_read_of_each_kind_what_it_is(staff):
    # given
    activity = make_activity()
    approve(activity)
    policy, notice = make_policy_document(activity), make_notice(activity)
    # then
    assert "Change policy document" in form_of(staff, policy)
    assert "Change notice" in form_of(staff, notice)
    # when
    publish(policy)
    publish(notice)
    home = staff.get(reverse("admin:index")).text
    at = staff.get(reverse("admin:as-at")).text
    # then
    assert f"Policy document of {policy.organisation}" in home
    assert f"Notice of {notice.organisation}" in home
    assert "Privacy notices in force: 1" in at
    assert "Policy documents in force: 1" in at


def test_one_whose_review_is_overdue_is_found_on_the_start_page_and_in_the_list(staff, monkeypatch):
    # given
    activity = make_activity(review_due_on="2999-01-01")
    approve(activity)
    policy, notice = make_policy_document(activity), make_notice(activity)
    publish(policy)
    publish(notice)
    # when it was to be reviewed a month ago
    monkeypatch.setattr(reviews, "REVIEW_AFTER_MONTHS", -1)
    due = reviews.months_after(timezone.localdate(), -1)
    home = staff.get(reverse("admin:index")).text
    overdue = staff.get(reverse("admin:ropa_notice_changelist"), {"overdue": "yes"}).text
    # then
    assert f"due {day_in_words(due)}" in home
    assert policy.title in overdue
    assert day_in_words(due) in overdue
    assert notice.title not in overdue
