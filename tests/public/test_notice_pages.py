"""The pages of notices, made from frozen versions alone."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ropa.documents.classification import INTERNAL, visibility_of
from ropa.documents.schema import NoticeDocument
from ropa.models import ControllerRole, Notice, Purpose, RetentionRule
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_section,
    publish,
)

pytestmark = pytest.mark.django_db

# What leads elsewhere has no menu.
NOTICE_QUERIES, LEADING_QUERIES = 4, 3
# Each from what is kept ready of the published documents.
LIST_QUERIES, HOME_QUERIES = 5, 7


def published(**fields: object) -> Notice:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity, **fields)
    publish(notice)
    return notice


def large() -> Notice:
    activities = [make_activity() for _ in range(12)]
    for activity in activities:
        add_parts(activity, 4)
        approve(activity)
    notice = make_notice(*activities)
    make_section(notice, *activities)
    publish(notice)
    return notice


@pytest.mark.parametrize("make", [published, large])
@pytest.mark.parametrize("page", ["", "whole/", "sections/{section}/"])
def test_a_notice_takes_the_same_queries_whatever_its_size(
    make: Callable[[], Notice],
    page: str,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    notice = make()
    section = notice.sections.all()[0].slug
    leads = bool(page) and make is published
    with django_assert_num_queries(LEADING_QUERIES if leads else NOTICE_QUERIES):
        response = client.get(f"/notices/{notice.slug}/{page.format(section=section)}")
    assert response.status_code == (302 if leads else 200)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/", HOME_QUERIES), ("/notices/", LIST_QUERIES)])
def test_lists_take_the_same_queries_however_many_notices(
    number: int,
    path: str,
    queries: int,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    notices = [published() for _ in range(number)]
    with django_assert_num_queries(queries):
        page = client.get(path).content.decode()
    assert all(f"/notices/{notice.slug}/" in page for notice in notices)


def test_a_page_shows_what_was_published_not_what_stands_now(client: Client) -> None:
    notice = published(title="As published")
    notice.title = "As edited since"
    notice.save()

    page = client.get(f"/notices/{notice.slug}/").content.decode()

    assert "As published" in page
    assert "As edited since" not in page


def test_an_older_version_says_so_and_leads_to_the_current_one(client: Client) -> None:
    notice = published(introduction="The first words.")
    notice.introduction = "The second words."
    notice.save()
    publish(notice, change_note="We say it better.")

    older = client.get(f"/notices/{notice.slug}/versions/1/").content.decode()
    current = client.get(f"/notices/{notice.slug}/versions/2/").content.decode()

    assert "It no longer applies." in older
    assert "The first words." in older
    assert "It no longer applies." not in current
    assert "We say it better." in current


@pytest.mark.parametrize(
    "path",
    [
        "/notices/nothing/",
        "/notices/nothing.json",
        "/notices/{slug}/versions/2/",
        "/notices/{slug}/versions/0/",
        "/notices/{slug}/versions/99999999999999999999/",
    ],
)
@pytest.mark.parametrize("debug", [True, False])
def test_what_does_not_exist_is_a_styled_404(
    path: str, debug: bool, client: Client, settings: object
) -> None:
    settings.DEBUG = debug  # type: ignore[attr-defined]
    notice = published()

    response = client.get(path.format(slug=notice.slug))

    assert response.status_code == 404
    assert "Check that it is complete and correctly typed" in response.content.decode()


def test_a_notice_that_was_never_published_is_not_found(client: Client) -> None:
    notice = make_notice(make_activity())

    assert client.get(f"/notices/{notice.slug}/").status_code == 404
    assert notice.title not in client.get("/notices/").content.decode()


def test_html_and_script_are_shown_as_text(client: Client) -> None:
    attack = '<script>alert("x")</script>'
    activity = make_activity(title=f"{attack}t", sharing_note=attack, if_not_provided=attack)
    Purpose.objects.filter(activity=activity).update(statement=attack)
    RetentionRule.objects.create(activity=activity, covers=attack, trigger=attack)
    approve(activity)
    notice = make_notice(activity, title=attack, introduction=attack, summary=attack)
    publish(notice)

    for path in (
        f"/notices/{notice.slug}/",
        f"/register/{activity.reference}/",
        "/",
        "/notices/",
        "/register/",
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page, path
        assert escape(attack) in page or path == "/", path


def test_the_data_holds_the_public_part_and_how_to_cite_it(client: Client) -> None:
    notice = published(internal_note="for staff")

    data = client.get(f"/notices/{notice.slug}.json").json()

    version = notice.versions.get()
    assert data["version"] == 1
    assert data["digest"] == version.digest
    assert data["published"][:19] == version.created_at.isoformat()[:19]
    assert data["document"]["title"] == notice.title
    internal = {
        name
        for name in NoticeDocument.model_fields
        if visibility_of(NoticeDocument, name) is INTERNAL
    }
    assert internal
    assert not internal & set(data["document"])
    assert "for staff" not in str(data)


def test_each_controller_stands_with_its_scope_and_contact(client: Client) -> None:
    activity = make_activity()
    ControllerRole.objects.filter(activity=activity).delete()
    police = make_organisation(name="Police inspectorate", short_name="PI")
    police.contact_points.create(subject="rights", name="Rights", email="rights@police.example")
    for organisation, scope in ((make_organisation(), "health data"), (police, "police data")):
        ControllerRole.objects.create(
            activity=activity, organisation=organisation, role="independent", scope=scope
        )
    approve(activity)
    notice = make_notice(activity)
    publish(notice)

    page = client.get(f"/notices/{notice.slug}/").content.decode()

    assert "Separate controller of police data." in page
    assert "rights@police.example" in page


def test_a_notice_with_one_section_has_no_level_for_sections(client: Client) -> None:
    notice = published()
    activity = make_activity()
    approve(activity)
    several = make_notice(activity)
    make_section(several, activity)
    publish(several)

    assert "<h4" not in client.get(f"/notices/{notice.slug}/").content.decode()
    assert "<h4" in client.get(f"/notices/{several.slug}/whole/").content.decode()


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200
