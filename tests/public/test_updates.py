"""What changed: the pages of updates, the comparison of two versions, and the feeds."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import caches
from django.utils import timezone

from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.documents.build import activity_document
from ropa.documents.classification import INTERNAL, Document, visibility_of
from ropa.documents.notices import draft_notice_document, notice_document
from ropa.documents.schema import NoticeDocument
from ropa.models import DataHolding, Notice, ProcessingActivity, Version
from ropa.public import feeds, updates
from ropa.public.areas import areas_now
from tests.admin.forms import text_of
from tests.documents.filled import fill_activity
from tests.factories import (
    approve,
    frozen,
    make_activity,
    make_notice,
    make_people_category,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MOST_QUERIES = 6
UPDATES_QUERIES = 3
COMPARISON_QUERIES = 4
LATEST_QUERIES = 5
FEED_QUERIES = 5
ATTACK = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def nothing_remembered():
    caches["memory"].clear()


def published(**fields: Any) -> Notice:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity, **fields)
    publish(notice)
    return notice


def republished(notice: Notice, change_note: str, **fields: Any) -> Version:
    for name, value in fields.items():
        setattr(notice, name, value)
    notice.save()
    return publish(notice, change_note=change_note)


def withdrawn(notice: Notice, because: str) -> Version:
    return withdraw_notice(
        notice=notice, by=make_user("Approver"), reason="It has ended.", change_note=because
    )


def page(client: Any, path: str, **query: object) -> str:
    response = client.get(path, query)
    assert response.status_code == 200, path
    return response.content.decode()


def updates_of(notice: Notice) -> str:
    return f"/notices/{notice.slug}/updates/"


def compared(client: Any, notice: Notice, one: object, other: object) -> str:
    return page(client, f"{updates_of(notice)}compare/", **{"from": one, "to": other})


def entries(client: Any, path: str) -> list[dict[str, str]]:
    """What a feed reader finds in a feed, an entry each."""
    feed = ElementTree.fromstring(client.get(path).content)
    assert feed.tag == f"{ATOM}feed"
    return [
        {
            child.tag.removeprefix(ATOM): child.text or child.attrib.get("href", "")
            for child in entry
        }
        for entry in feed.iter(f"{ATOM}entry")
    ]


# The page of updates


def test_the_versions_of_a_notice_stand_newest_first_with_their_notes(client):
    # given
    notice = published(introduction="The first words.")
    republished(notice, "We say it better.", introduction="The second words.")
    # when
    html = page(client, updates_of(notice))
    # then
    text = text_of(html)
    today = f"{timezone.localdate():%-d %B %Y}"
    assert f"{today}: version 2 (current) We say it better." in text
    assert f"{today}: version 1 First published." in text
    assert text.index(": version 2") < text.index(": version 1")
    for link in (f"/notices/{notice.slug}/versions/1/", f"/notices/{notice.slug}/versions/2/"):
        assert f'href="{link}"' in html
        assert client.get(link).status_code == 200
    assert html.count("What changed<span") == 1
    assert f'href="{updates_of(notice)}compare/?from=1&amp;to=2"' in html


def test_an_entry_has_its_updates_and_no_feed(client):
    # given
    activity = make_activity(summary="The first words.")
    approve(activity)
    activity.summary = "The second words."
    activity.save()
    approve(activity)
    # when
    html = page(client, f"/register/{activity.reference}/updates/")
    difference = page(
        client, f"/register/{activity.reference}/updates/compare/", **{"from": 1, "to": 2}
    )
    # then
    assert f'href="/register/{activity.reference}/versions/2/"' in html
    assert ".atom" not in html
    assert "Summary changed from “The first words.” to “The second words.”" in difference
    assert "The note of changes" not in difference


def test_with_one_version_there_is_nothing_to_compare(client):
    notice = published()
    assert 'name="from"' not in page(client, updates_of(notice))
    assert "nothing to compare" in compared(client, notice, 1, 2)


def test_a_withdrawal_is_one_of_the_updates(client):
    # given
    notice = published()
    republished(notice, "We say it better.", introduction="Other words.")
    withdrawn(notice, "Another notice took its place.")
    # when
    text = text_of(page(client, updates_of(notice)))
    # then
    assert "This notice was withdrawn on" in text
    assert "version 3 Withdrawn. Another notice took its place." in text
    assert "(current)" not in text
    assert "neither version applies now" in text_of(compared(client, notice, 1, 2))
    assert "Version 3 only says that this ended" in compared(client, notice, 1, 3)


def test_what_comes_after_a_withdrawal_is_compared_with_what_applied_before(client):
    # given
    notice = published(introduction="The first words.")
    withdrawn(notice, "We stopped.")
    republished(notice, "We began again.", introduction="The second words.")
    # when
    html = page(client, updates_of(notice))
    # then
    assert f'href="{updates_of(notice)}compare/?from=1&amp;to=3"' in html
    text = text_of(compared(client, notice, 1, 3))
    assert "version 3: We began again." in text
    assert "version 2: We stopped." in text


def test_a_retired_entry_says_so(client):
    activity = make_activity()
    approve(activity)
    retire_activity(
        activity=activity, by=make_user("Approver"), reason="Done.", change_note="We stopped."
    )
    text = text_of(page(client, f"/register/{activity.reference}/updates/"))
    assert "This activity ended on" in text
    assert "version 2 Ended. We stopped." in text


@pytest.mark.parametrize("path", ["updates/", "updates/compare/?from=1&to=2"])
def test_what_is_not_public_any_more_has_no_updates(client, path):
    # given an entry that was public twice and has since been made internal
    activity = make_activity(summary="One.")
    frozen(activity, activity_document(activity))
    activity.summary = "Two."
    frozen(activity, activity_document(activity))
    address = f"/register/{activity.reference}/{path}"
    assert client.get(address).status_code == 200
    frozen(activity, activity_document(activity), is_public=False)
    # then
    assert client.get(address).status_code == 404


def test_versions_for_staff_are_no_updates_and_not_compared(client):
    # given an entry that was internal between two public versions
    activity = make_activity(summary="One.")
    document = activity_document(activity)
    frozen(activity, document)
    frozen(activity, document.model_copy(update={"summary": "A secret."}), is_public=False)
    frozen(activity, document.model_copy(update={"summary": "Three."}), note="It is public again.")
    # when
    html = page(client, f"/register/{activity.reference}/updates/")
    bad = page(client, f"/register/{activity.reference}/updates/compare/", **{"from": 1, "to": 2})
    good = page(client, f"/register/{activity.reference}/updates/compare/", **{"from": 1, "to": 3})
    # then
    assert "Read version 3" in text_of(html)
    assert "Read version 2" not in text_of(html)
    assert "compare/?from=1&amp;to=3" in html
    assert "There is no version 2 that you can read." in bad
    assert "Three." in good
    assert "A secret." not in html + bad + good


@pytest.mark.parametrize("path", ["updates/", "updates/compare/", "updates.atom"])
def test_a_notice_that_was_never_published_has_no_updates(client, path):
    notice = make_notice(make_activity())
    assert client.get(f"/notices/{notice.slug}/{path}").status_code == 404


# What differs between two versions


def test_a_comparison_tells_first_in_sentences_then_in_detail(client):
    # given
    notice = published(introduction="The first words.")
    republished(notice, "We say it better.", introduction="The second words.")
    # when
    text = text_of(compared(client, notice, 1, 2))
    # then
    assert "What changed from version 1 to version 2" in text
    assert "OlderVersion 1" in text
    assert "NewerVersion 2" in text
    told = [
        text.index(each)
        for each in (
            "We say it better.",
            "Introduction changed from “The first words.” to “The second words.”",
            "Was: The first words.",
            "Now: The second words.",
        )
    ]
    assert told == sorted(told)


def test_the_older_version_is_what_was_before_whatever_the_order(client):
    notice = published(introduction="The first words.")
    republished(notice, "Better.", introduction="The second words.")
    one, other = compared(client, notice, 1, 2), compared(client, notice, 2, 1)
    assert one == other
    assert f'rel="canonical" href="{updates_of(notice)}compare/?from=1&amp;to=2"' in other


def test_what_changed_stands_under_whom_it_is_about(client):
    # given a notice of which the introduction changes, and how long something about people is kept
    activity = make_activity()
    holding = activity.data_holdings.get()
    DataHolding.objects.create(
        activity=activity,
        people_category=make_people_category(name="parents"),
        data_category=holding.data_category,
        position=1,
    )
    approve(activity)
    notice = make_notice(activity, introduction="The first words.")
    publish(notice)
    activity.retention_rules.update(minimum_period="P6Y")
    approve(activity)
    republished(notice, "Longer.", introduction="The second words.")
    # when
    text = text_of(compared(client, notice, 1, 2))
    # then
    own = text.index("In the notice itself")
    people = text.index(f"For {holding.people_category.name} and parents")
    assert own < text.index("Introduction changed from") < people
    assert people < text.index("We now keep everything at least 6 years. Before: at least 1 year.")


def test_equal_versions_say_so(client):
    notice = published()
    frozen(notice, notice_document(notice), note="Published again.")
    assert "Both versions say the same to the public" in compared(client, notice, 1, 2)


@pytest.mark.parametrize(
    ("one", "other", "explanation"),
    [
        ("", "", "Choose two versions to compare."),
        ("1", "", "Choose two versions to compare."),
        ("1", "1", "You chose version 1 twice."),
        ("1", "3", "There is no version 3 that you can read."),
        ("0", "1", "There is no version 0 that you can read."),
        ("1", "-1", "“-1” is not the number of a version."),
        ("1", "²", "“²” is not the number of a version."),
        ("one", "2", "“one” is not the number of a version."),
        ("1", "9" * 10_000, "is not the number of a version."),
        ("\x00", "1", "is not the number of a version."),
        ("1", ATTACK, f"“{escape(ATTACK)}” is not"),
    ],
)
def test_a_bad_pair_is_explained(client, one, other, explanation):
    notice = published()
    republished(notice, "Better.", introduction="Other words.")
    html = compared(client, notice, one, other)
    assert explanation in html
    assert 'name="from"' in html
    assert len(html) < 10_000


# What is internal


def marked(value: Any, word: str) -> Any:
    """A document with `word` in every internal text, at any depth."""
    if isinstance(value, tuple):
        return tuple(marked(item, word) for item in value)
    if not isinstance(value, Document):
        return value
    return value.model_copy(
        update={
            name: worded(getattr(value, name), word)
            if visibility_of(type(value), name) is INTERNAL
            else marked(getattr(value, name), word)
            for name in type(value).model_fields
        }
    )


def worded(value: Any, word: str) -> Any:
    """A value with `word` in place of every text in it."""
    if isinstance(value, str):
        return f"{word}{value}"
    if isinstance(value, tuple):
        return tuple(worded(item, word) for item in value)
    if isinstance(value, Document):
        names = type(value).model_fields
        return value.model_copy(update={name: worded(getattr(value, name), word) for name in names})
    return value


def without_parts(document: Document) -> Document:
    """An entry whose lists are all empty, or a notice of such entries."""
    if isinstance(document, NoticeDocument):
        entries = tuple(
            each.model_copy(update={"document": without_parts(each.document)})
            for each in document.activities
        )
        return document.model_copy(update={"activities": entries})
    lists = [name for name, value in document if isinstance(value, tuple)]
    assert lists
    return document.model_copy(update=dict.fromkeys(lists, ()))


def filled_entry() -> tuple[ProcessingActivity, Document]:
    activity = fill_activity()
    return activity, activity_document(activity)


def filled_notice() -> tuple[Notice, Document]:
    notice = make_notice(fill_activity(), internal_note="note")
    return notice, draft_notice_document(notice)


@pytest.mark.parametrize("make", [filled_entry, filled_notice])
def test_nothing_internal_is_ever_told(client, make):
    # given versions with a secret in every internal field, whose parts come, change and go
    subject, document = make()
    for each in (
        without_parts(document),
        marked(document, "SECRET-1-"),
        marked(document, "SECRET-2-"),
        without_parts(marked(document, "SECRET-3-")),
    ):
        frozen(subject, each, note="Something changed.")
    secrets = [version.document.count("SECRET") for version in subject.versions.all()]
    assert sum(found > 10 for found in secrets) >= 2
    here = (
        f"/notices/{subject.slug}"
        if isinstance(subject, Notice)
        else (f"/register/{subject.reference}")
    )
    # when
    pages = [
        page(client, f"{here}/updates/compare/", **{"from": one, "to": other})
        for one, other in ((1, 2), (2, 3), (1, 3), (3, 4), (1, 4))
    ]
    pages += [page(client, f"{here}/updates/"), page(client, "/updates/")]
    pages += [client.get("/updates.atom").content.decode()]
    # then
    assert pages[0].count('class="difference"') > 5
    assert "Both versions say the same to the public" in pages[1]
    assert not [html for html in pages if "SECRET" in html or "Staff only" in html]


def test_markup_in_the_register_is_shown_as_text_everywhere(client):
    # given
    notice = published(title=f"{ATTACK}1", introduction=f"{ATTACK}1", summary="One.")
    republished(notice, ATTACK, title=f"{ATTACK}2", introduction=f"{ATTACK}2")
    withdrawn(notice, ATTACK)
    # when
    pages = [page(client, path) for path in ("/updates/", updates_of(notice))]
    pages.append(compared(client, notice, 1, 2))
    # then
    for html in pages:
        assert "<script>alert" not in html
        assert escape(ATTACK) in html
    for path in ("/updates.atom", f"/notices/{notice.slug}/updates.atom"):
        told = entries(client, path)
        assert [each["title"] for each in told] == [
            f"{ATTACK}2: withdrawn",
            f"{ATTACK}2: version 2",
            f"{ATTACK}1: version 1",
        ]
        # The summary is HTML: what is text in it is escaped once more.
        assert "<script>" not in "".join(each["summary"] for each in told)
        assert escape(ATTACK) in told[0]["summary"]
        assert f"changed from “{ATTACK}1” to “{ATTACK}2”" in unescape(told[1]["summary"])


# What this said on a day


def answer_on_day(client: Any, notice: Notice, day: str, month: str, year: str) -> str:
    return text_of(page(client, updates_of(notice), day=day, month=month, year=year))


def test_a_day_leads_to_the_version_of_that_day(client):
    notice = published(introduction="The first words.")
    republished(notice, "Better.", introduction="The second words.")
    today = timezone.localdate()
    html = page(client, updates_of(notice), day=today.day, month=f"{today:%B}", year=today.year)
    text = text_of(html)
    assert f"On {today:%-d %B %Y} version 2 came." in text
    assert "Until then it was version 1." in text
    assert f'href="/notices/{notice.slug}/versions/2/">Read version 2, of' in html


def test_a_day_before_the_first_version_is_explained(client):
    text = answer_on_day(client, published(), "1", "11", "1999")
    assert "On 1 November 1999 this was not published yet. The first version came on" in text


@pytest.mark.parametrize(
    ("day", "month", "year", "problem"),
    [
        ("31", "2", "2026", "There is no such day."),
        ("x", "y", "z", "There is no such day."),
        ("1", "1", "0", "There is no such day."),
        ("²", "1", "2026", "There is no such day."),
        ("1", "٣", "2026", "There is no such day."),
        ("9" * 10_000, "1", "2026", "There is no such day."),
        ("1", "ma", "2026", "There is no such day."),
        ("1", "", "2026", "Give the day, the month and the year"),
        ("1", "1", "9999", "That day is still to come."),
    ],
)
def test_a_day_that_is_none_is_explained(client, day, month, year, problem):
    notice = published()
    query = {"day": day, "month": month, "year": year}
    response = client.get(updates_of(notice), query)
    assert problem in response.text
    assert "<title>Error: " in response.text


# All notices


def test_the_latest_changes_of_all_notices_stand_newest_first(client):
    # given
    old, new = published(title="The old notice"), published(title="The new notice")
    republished(old, "We say it better.", title="The renamed notice")
    make_notice(make_activity(), title="A draft")
    approve(make_activity(title="An entry"))
    # when
    html = page(client, "/updates/")
    # then
    text = text_of(html)
    told = ["The renamed notice", "We say it better.", "The new notice", "The old notice"]
    assert [text.index(each) for each in told] == sorted(text.index(each) for each in told)
    assert "A draft" not in text
    assert "An entry" not in text
    assert updates_of(new) in html


def test_the_latest_changes_go_on_on_further_pages(client, monkeypatch):
    monkeypatch.setattr(updates, "UPDATES_ON_A_PAGE", 1)
    published(title="The first")
    published(title="The second")
    assert "The second" in page(client, "/updates/")
    assert "The first" in page(client, "/updates/", page=2)
    for odd in ("x", "99", "-1", "9" * 5_000, "\x00"):
        assert "Updates" in page(client, "/updates/", page=odd)


def test_before_anything_is_published(client):
    assert "Nothing has been published yet." in page(client, "/updates/")
    assert entries(client, "/updates.atom") == []


def test_a_notice_that_is_not_public_any_more_is_in_no_list(client):
    notice = published(title="Gone")
    frozen(notice, notice_document(notice), is_public=False)
    assert "Gone" not in page(client, "/updates/")
    assert entries(client, "/updates.atom") == []
    assert client.get(f"/notices/{notice.slug}/updates.atom").status_code == 404


# The feeds


def test_a_feed_tells_each_version_with_its_note_and_what_changed(client):
    # given
    notice = published(title="Our notice", introduction="The first words.")
    published(title="Another notice")
    republished(notice, "We say it better.", introduction="The second words.")
    # when
    own = entries(client, f"/notices/{notice.slug}/updates.atom")
    everything = entries(client, "/updates.atom")
    # then
    second, first = own
    assert second["title"] == "Our notice: version 2"
    assert second["link"] == f"http://testserver/notices/{notice.slug}/versions/2/"
    assert "<p>We say it better.</p>" in second["summary"]
    assert "<li>Introduction changed from “The first words.” to “The" in second["summary"]
    assert "First published." in first["summary"]
    assert "<li>" not in first["summary"]
    assert second["updated"][:10] == f"{timezone.now():%Y-%m-%d}"
    assert [each["title"] for each in everything] == [
        "Our notice: version 2",
        "Another notice: version 1",
        "Our notice: version 1",
    ]
    assert second in everything


def test_an_entry_of_a_feed_keeps_its_id_for_ever_and_everywhere(client):
    notice = published()
    path = f"/notices/{notice.slug}/updates.atom"
    (before,) = entries(client, path)
    republished(notice, "Renamed.", title="Another title", slug="another-slug")
    caches["memory"].clear()
    for feed in ("/notices/another-slug/updates.atom", "/updates.atom"):
        told = entries(client, feed)
        assert told[-1]["id"] == before["id"]
        assert len({each["id"] for each in told}) == 2
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", before["id"])


def test_a_feed_holds_the_newest_and_a_long_change_is_cut(client, monkeypatch):
    monkeypatch.setattr(feeds, "ENTRIES", 1)
    monkeypatch.setattr(feeds, "SENTENCES", 1)
    notice = published(introduction="One.", summary="One.")
    republished(notice, "Two changes.", introduction="Two.", summary="Two.")
    (only,) = entries(client, f"/notices/{notice.slug}/updates.atom")
    assert only["summary"].count("<li>") == 2
    assert "And 1 more change.</li>" in only["summary"]


def test_characters_that_no_feed_may_hold_are_left_out(client):
    notice = published(title="Our\x0b notice\ufffe")
    republished(notice, "A\x08 note.", introduction="Other\x1f words.")
    newest, _ = entries(client, "/updates.atom")
    assert newest["title"] == "Our notice: version 2"
    assert "<p>A note.</p>" in newest["summary"]


def test_pages_lead_to_the_feeds(client):
    notice = published()
    own = f"/notices/{notice.slug}/updates.atom"
    for path, feed in (
        ("/updates/", "/updates.atom"),
        (updates_of(notice), own),
        (f"/notices/{notice.slug}/", own),
    ):
        html = page(client, path)
        head, _, body = html.partition("<body")
        assert re.search(
            rf'<link rel="alternate" type="application/atom\+xml".*href="{feed}"', head
        )
        # What a reader presses explains first what a feed is, and then gives its address.
        assert 'href="/updates/follow/">Follow changes<' in body
        assert f">http://127.0.0.1:8000{feed}</a>" in page(client, "/updates/follow/")
        response = client.get(feed)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_a_feed_that_has_not_changed_is_not_sent_again(client):
    published()
    etag = client.get("/updates.atom").headers["ETag"]
    assert client.get("/updates.atom", headers={"If-None-Match": etag}).status_code == 304


# The notice and the entry themselves


def test_a_notice_shows_its_newest_three_versions_and_leads_to_all(client):
    notice = published()
    for number in range(2, 6):
        republished(notice, f"Change {number}.", introduction=f"Words {number}.")
    html = page(client, f"/notices/{notice.slug}/")
    assert [f"Change {number}." in html for number in (2, 3, 4, 5)] == [False, True, True, True]
    assert html.count(f'href="{updates_of(notice)}"') == 2


def test_an_entry_leads_to_its_updates(client):
    activity = make_activity()
    approve(activity)
    html = page(client, f"/register/{activity.reference}/")
    assert html.count(f'href="/register/{activity.reference}/updates/"') == 2


# Queries


@pytest.mark.parametrize("number", [2, 60])
def test_pages_take_the_same_queries_however_many_notices(
    client, number, django_assert_num_queries
):
    notices = [published()]
    document = notice_document(notices[0])
    for _ in range(number - 1):
        notice = make_notice()
        own = document.model_copy(update={"slug": notice.slug})
        frozen(notice, own, note="First published.")
        notices.append(notice)
    for each in (notices[0], notices[-1]):
        for text in ("Two.", "Three."):
            own = document.model_copy(update={"slug": each.slug, "introduction": text})
            frozen(each, own, note="Changed.")
    here = notices[-1].slug
    # What is in the menus is known by then.
    assert areas_now() == ()
    for path, queries in (
        (f"/notices/{here}/updates/", UPDATES_QUERIES),
        (f"/notices/{here}/updates/?day=1&month=1&year=2026", UPDATES_QUERIES),
        (f"/notices/{here}/updates/compare/?from=1&to=3", COMPARISON_QUERIES),
        (f"/notices/{here}/updates/compare/?from=1&to=9", UPDATES_QUERIES),
        ("/updates/", LATEST_QUERIES),
        (f"/notices/{here}/updates.atom", FEED_QUERIES),
        ("/updates.atom", FEED_QUERIES),
    ):
        caches["memory"].clear()
        assert queries <= MOST_QUERIES
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200, path


def test_an_entry_takes_the_same_queries_however_many_versions(client, django_assert_num_queries):
    for number in (2, 40):
        activity = make_activity()
        document = activity_document(activity)
        for each in range(number):
            frozen(activity, document.model_copy(update={"summary": f"Summary {each}."}))
        here = f"/register/{activity.reference}/updates"
        assert areas_now() == ()
        with django_assert_num_queries(UPDATES_QUERIES):
            client.get(f"{here}/")
        with django_assert_num_queries(COMPARISON_QUERIES):
            client.get(f"{here}/compare/?from=1&to=2")
