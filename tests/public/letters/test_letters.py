"""The pages of letters: from what somebody reads to a letter that is ready, and nothing kept."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from ropa.dates import day_in_words
from ropa.models import ContactPoint, ControllerRole, ProcessingActivity
from ropa.public.letters.composing import MOST_USES
from ropa.public.letters.deadlines import one_month_after
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_people_category,
    publish,
)
from tests.log_lines import captured_lines

pytestmark = pytest.mark.django_db

BUTTON = re.compile(r'<button type="submit"[^>]*name="(\w+)" value="([^"]+)">([^<]+)<')


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(unescape(response.text).split())


def buttons(text: str) -> dict[str, str]:
    return {value: words for _, value, words in BUTTON.findall(text)}


def letter_of(client: Client, address: str) -> str:
    """What the file of a letter says."""
    response = client.get(f"{address}&as=txt")
    assert response.headers["Content-Disposition"] == 'attachment; filename="letter.txt"'
    return response.content.decode().replace("\r\n", "\n")


def entry_of_two() -> ProcessingActivity:
    """An entry of two bodies; there is a mail address for letters to the first alone."""
    activity = make_activity(title="Visiting homes")
    other = make_organisation(name="The Second", website="https://second.example.org/")
    ContactPoint.objects.create(
        organisation=other, subject="general", name="Home", url="https://second.example.org/"
    )
    joint = {"role": ControllerRole.Role.JOINT, "scope": "all of it", "essence": "They agreed."}
    activity.controller_roles.update(**joint)
    ControllerRole.objects.create(activity=activity, organisation=other, position=1, **joint)
    approve(activity)
    return activity


def test_somebody_chooses_what_and_whom_and_gets_a_letter(client: Client) -> None:
    # given an entry of two bodies, on its page
    activity = entry_of_two()
    first, second = (role.organisation for role in activity.controller_roles.all())
    offered = buttons(page(client, f"/register/{activity.reference}/"))
    assert list(offered) == ["copy", "correct", "object", "complain"]
    # when asking for a copy: of whom?
    address = f"/letters/entry/{activity.reference}/"
    choice = page(client, f"{address}?do=copy")
    assert "Not sure? Write to any of them." in choice
    assert list(buttons(choice)) == [first.code, second.code]
    # then the letter is to the one chosen, with the law and the day
    today = timezone.localdate()
    by = day_in_words(one_month_after(today))
    ready = page(client, f"{address}?do=copy&to={first.code}")
    assert by in ready
    text = letter_of(client, f"{address}?do=copy&to={first.code}")
    assert f"To: {first.name}" in text
    assert "UK GDPR Article 15" in text
    assert "- Visiting homes" in text
    assert by in text
    assert "[your full name]" in text
    # and opens as a mail with all of it
    mailto = next(each for each in re.findall(r'href="([^"]+)"', ready) if "subject=" in each)
    mail = parse_qs(urlsplit(mailto).query)
    assert urlsplit(mailto).path == "enquiries@example.org"
    assert mail["subject"] == ["Request for a copy of my personal information"]
    assert mail["body"][0].replace("\r\n", "\n") == text
    # and a complaint has 30 days to be acknowledged
    complaint = letter_of(client, f"{address}?do=complain&to={first.code}")
    assert "section 164A" in complaint
    assert day_in_words(today + timedelta(days=30)) in complaint


def test_a_body_that_cannot_be_reached_is_said_to_be(client: Client) -> None:
    activity = entry_of_two()
    first, second = (role.organisation for role in activity.controller_roles.all())
    ready = page(client, f"/letters/entry/{activity.reference}/?do=copy&to={second.code}")
    assert "mailto:" not in ready
    assert "no address for letters to The Second" in ready
    assert f'?do=copy&to={first.code}">{first.name}</a> as well' in ready
    assert "https://second.example.org/" in ready


def test_what_the_law_does_not_give_is_not_written(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    address = f"/letters/entry/{activity.reference}/"
    refused = page(client, f"{address}?do=say-no")
    assert "The record names no right to this" in refused
    assert "say-no" not in buttons(refused)
    # What is no letter at all leads to those there are.
    for query in ("?do=no-such", "?to=nobody", "?as=txt", ""):
        assert list(buttons(page(client, f"{address}{query}"))) == [
            "copy",
            "correct",
            "object",
            "complain",
        ]


@pytest.mark.parametrize("number", [1, MOST_USES + 3])
def test_notices_and_people_lead_to_letters_of_one_sheet(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # given entries about the same people, in one notice
    people = make_people_category()
    activities = [make_activity() for _ in range(number)]
    for activity in activities:
        activity.data_holdings.update(people_category=people)
        activity.controller_roles.update(organisation=activities[0].team.organisation)
        approve(activity)
    notice = make_notice(*activities)
    publish(notice)
    for kind, key, read, queries in (
        ("people", people.code, f"/people/{people.code}/", 7),
        ("notice", notice.slug, f"/notices/{notice.slug}/", 2),
    ):
        # then their pages lead there, and a letter names the uses or says how many they are
        address = f"/letters/{kind}/{key}/"
        assert f'action="{address}"' in page(client, read)
        with django_assert_num_queries(queries):
            text = letter_of(client, f"{address}?do=copy")
        if number == 1:
            assert f"- {activities[0].title}" in text
        else:
            assert f"about the {number} uses" in text
            assert f"http://127.0.0.1:8000{read}" in text


def test_what_nobody_can_read_has_no_letters(client: Client) -> None:
    unpublished = make_activity().reference
    for address in (f"entry/{unpublished}", "notice/none", "people/none", "table/none"):
        assert client.get(f"/letters/{address}/").status_code == 404


def test_nothing_is_kept_of_who_writes_what(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    with captured_lines() as said:
        response = client.get(
            f"/letters/entry/{activity.reference}/?do=complain&name=Ada", HTTP_REFERER="/people/x/"
        )
    # The server is given nothing that is typed: the letter is part of no form.
    assert "<textarea" in response.text
    assert not re.search(r"<textarea[^>]*\sname=", response.text)
    assert "<form" not in response.text.partition("<textarea")[2]
    # A browser keeps nothing, no other site learns of it, and no session begins.
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.cookies == {}
    # Of what was chosen, no line says anything.
    written = str(said())
    assert "/letters/" in written
    for word in ("complain", "Ada", activity.reference, "people"):
        assert word not in written
