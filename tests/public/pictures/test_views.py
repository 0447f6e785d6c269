"""The picture of an entry: on its page, and as a file of its own."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ropa.actions.retiring import retire_activity
from ropa.models import Disclosure, ProcessingActivity
from tests.factories import add_parts, approve, make_activity, make_organisation, make_user

pytestmark = pytest.mark.django_db

FILE_QUERIES = 3


def entry_sharing_with(*names: str) -> ProcessingActivity:
    """An approved entry with recipients by these names."""
    activity = make_activity(title="Sharing & more")
    share_with(activity, *names)
    return activity


def share_with(activity: ProcessingActivity, *names: str) -> None:
    for name in names:
        body = make_organisation(name=name)
        Disclosure.objects.create(activity=activity, recipient=body, purpose="to see")
    approve(activity)


def texts(client: Client, path: str) -> list[str | None]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(response.content)
    return [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_an_entry_shows_its_picture_and_the_same_as_a_table(client: Client) -> None:
    activity = entry_sharing_with("<script>alert(1)</script>", "Smith & Sons")

    page = client.get(f"/register/{activity.reference}/").content.decode()

    assert page.count('<svg xmlns="http://www.w3.org/2000/svg" role="img"') == 2
    assert "<script>alert" not in page
    assert page.count("Smith &amp; Sons</text>") == 2
    table = page.partition("The same as a table")[2].partition("</table>")[0]
    body = Disclosure.objects.order_by("pk")[1].recipient
    assert f'href="/organisations/{body.code}/">Smith &amp; Sons</a>' in table
    assert "&lt;script&gt;" in table
    assert f'href="/register/{activity.reference}/flow.svg"' in page


def test_ids_on_the_page_are_unique(client: Client) -> None:
    activity = entry_sharing_with("One")
    page = client.get(f"/register/{activity.reference}/").content.decode()
    ids = [part.partition('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_each_version_has_its_own_picture(client: Client) -> None:
    activity = entry_sharing_with("First")
    share_with(activity, "Second")
    of_first = f"/register/{activity.reference}/versions/1/flow.svg"

    page = client.get(f"/register/{activity.reference}/versions/1/").content.decode()

    assert f'href="{of_first}"' in page
    assert "Second</text>" not in page
    assert "Second" not in texts(client, of_first)
    assert "Second" in texts(client, f"/register/{activity.reference}/flow.svg")


@pytest.mark.parametrize("parts", [1, 30])
def test_the_file_names_everybody_with_the_same_queries(
    parts: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    activity = make_activity()
    add_parts(activity, parts)
    approve(activity)

    with django_assert_num_queries(FILE_QUERIES):
        shown = " ".join(
            text or "" for text in texts(client, f"/register/{activity.reference}/flow.svg")
        )

    for disclosure in activity.disclosures.all():
        assert disclosure.recipient.name in shown


def test_what_is_not_there_has_no_picture(client: Client) -> None:
    activity = entry_sharing_with("One")
    over = "It is over."
    retire_activity(activity=activity, by=make_user("Approver"), reason=over, change_note=over)

    for path, status in (
        (f"/register/{activity.reference}/flow.svg", 410),
        (f"/register/{activity.reference}/versions/9/flow.svg", 404),
        ("/register/none/flow.svg", 404),
    ):
        assert client.get(path).status_code == status
    assert texts(client, f"/register/{activity.reference}/versions/1/flow.svg")


def test_a_picture_that_somebody_has_is_not_sent_again(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    activity = entry_sharing_with("One")
    path = f"/register/{activity.reference}/flow.svg"
    has = {"If-None-Match": client.get(path).headers["ETag"]}

    with django_assert_num_queries(1):
        assert client.get(path, headers=has).status_code == 304

    share_with(activity, "Two")
    assert client.get(path, headers=has).status_code == 200
