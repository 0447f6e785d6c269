"""The registers that follow from the record, as the public reads them."""

from __future__ import annotations

import re
from datetime import timedelta
from threading import BoundedSemaphore

import pytest
from django.utils import timezone

from ropa.background import requested_files
from ropa.background.worker import do_waiting_jobs
from ropa.documents.build import activity_document
from ropa.models import RegisterRow, RetentionRule, Version
from ropa.public import downloads, published_lists
from ropa.public import register_rows as kept_rows
from ropa.public.register_rows import MOST_NAMED, published_topic_page, published_topics
from ropa.reports.instants import DayOrMinute
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.topic_registers import TOPIC_REGISTERS, paging, readable_topics
from ropa.reports.topic_registers import files as topic_files
from ropa.reports.topic_registers.retention import RETENTION
from tests.admin.forms import text_of
from tests.factories import frozen, make_activity
from tests.reports.making import approve_again, approved, filled_entry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_many_streams_as_tests_leave_open(monkeypatch):
    monkeypatch.setattr(downloads, "_streams", BoundedSemaphore(50))


@pytest.fixture
def entry():
    made = filled_entry()
    frozen(made, activity_document(made))
    return made


def test_each_public_register_has_a_page_and_files_and_no_other_has(client, entry):
    listed = client.get("/registers/").text
    for topic in TOPIC_REGISTERS:
        address = f"/registers/{topic.name}/"
        answer = client.get(address)
        files = [client.get(f"/registers/{topic.name}.{form}") for form in ("csv", "json", "xlsx")]
        if topic.is_public:
            assert address in listed
            assert topic.title in answer.text
            assert all(file.status_code == 200 for file in files)
        else:
            assert address not in listed
            assert answer.status_code == 404
            assert all(file.status_code == 404 for file in files)


def test_the_home_page_leads_to_them(client):
    text = client.get("/").text
    links = re.findall(r'href="/registers/">([^<]*)</a>', text)
    assert len(links) > 1
    assert set(links) == {"Registers made from the record"}


def test_a_pdf_is_made_once_by_a_worker_and_is_of_today_alone(client, entry, monkeypatch):
    # given that no reader waits for one
    monkeypatch.setattr(requested_files, "PATIENCE", 0)
    made: list[str] = []

    def typeset(page: str) -> bytes:
        made.append(page)
        return b"%PDF"

    monkeypatch.setattr(topic_files, "typeset", typeset)
    address = "/registers/retention.pdf"
    past = {"day": "1", "month": "1", "year": "2020"}

    # when
    first = client.get(address)
    do_waiting_jobs()
    second, third = client.get(address), client.get(address)

    # then
    assert (first.status_code, second.status_code) == (503, 200)
    assert b"".join(second) == b"".join(third) == b"%PDF"
    assert len(made) == 1
    assert "Public content only" in made[0]
    assert 'href="/registers/retention.pdf"' in client.get("/registers/retention/").text
    assert client.get(address, past).status_code == 404
    assert "retention.pdf" not in client.get("/registers/retention/", past).text


def test_linked_data_can_be_had_too(client, entry):
    answer = client.get("/registers/sharing.jsonld")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert b"dpv:hasRecipient" in b"".join(answer)


def test_a_page_shows_the_rows_and_which_entries_lack_a_fact(client, entry):
    # given
    (without,) = approved(1, title="Says nothing")

    # when
    page = text_of(client.get("/registers/retention/").text)

    # then
    assert "3 rows" in page
    assert "Usually for at most 3 years" in page
    assert "Entries that do not say how long everything is kept: 1 of 2" in page
    assert f"{without.reference} Says nothing" in page


def test_nothing_internal_is_on_a_page_or_in_a_file(client, entry):
    page = client.get("/registers/processors/").text
    file = b"".join(client.get("/registers/processors.json")).decode()

    for content in (page, file):
        assert "ontract" not in content.replace("Contracts are for staff alone.", "")


@pytest.fixture
def yesterday(monkeypatch):
    """What was approved before the call counts as approved by the end of yesterday, the day in the
    query that is returned; what is approved after it, as approved today."""

    def begin_today() -> dict[str, int]:
        ended = timezone.now()
        monkeypatch.setattr(DayOrMinute, "of", lambda _text: DayOrMinute(ended, ended))
        day = timezone.localdate() - timedelta(days=1)
        return {"day": day.day, "month": day.month, "year": day.year}

    return begin_today


def test_what_stood_on_a_past_day_stands_there_with_the_version_of_then(client, yesterday):
    # given
    (entry,) = approved(1, title="As it was")
    query = yesterday()
    approve_again(entry, title="As it is")
    approved(1, title="Came later")

    # when
    page = client.get("/registers/retention/", query).text
    now = client.get("/registers/retention/").text

    # then
    assert "As it was" in page
    assert f"/register/{entry.reference}/versions/1/" in page
    assert "Came later" not in page
    assert "As it is" in now
    assert "Came later" in now


def test_what_is_no_longer_public_is_on_no_past_day(client, yesterday):
    # given
    (hidden,) = approved(1, title="Hidden since")
    query = yesterday()
    hidden.is_public = False
    approve_again(hidden)

    # then
    assert "Hidden since" not in client.get("/registers/retention/", query).text
    file = b"".join(client.get("/registers/retention.json", query)).decode()
    assert hidden.reference not in file


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({"day": "31", "month": "2", "year": "2020"}, "There is no such day."),
        ({"day": "1", "month": "1", "year": "2999"}, "That day is still to come."),
        ({"day": "1"}, "Give the day, the month and the year"),
    ],
)
def test_a_day_that_is_none_is_told_at_the_field_and_makes_no_file(client, entry, query, problem):
    page = client.get("/registers/retention/", query).text

    assert page.count(problem) == 2
    assert "<title>Error: " in page
    assert client.get("/registers/retention.csv", query).status_code == 404


def test_many_rows_come_by_page(client, monkeypatch):
    monkeypatch.setattr(kept_rows, "ROWS_ON_A_PAGE", 2)
    entry = make_activity()
    entry.retention_rules.all().delete()
    for number in range(3):
        RetentionRule.objects.create(
            activity=entry, covers=f"records {number}", minimum_period="P1Y", position=number
        )
    frozen(entry, activity_document(entry))

    first, second = (client.get("/registers/retention/", {"page": page}).text for page in (1, 2))

    assert "page 1 of 2" in first
    assert ("Records 0" in first, "Records 2" in first) == (True, False)
    assert ("Records 0" in second, "Records 2" in second) == (False, True)


def test_a_file_is_told_to_be_the_same_until_something_is_approved(client, entry):
    # given
    first = client.get("/registers/retention.csv")
    b"".join(first)
    met = {"HTTP_IF_NONE_MATCH": first.headers["ETag"]}

    # then
    assert client.get("/registers/retention.csv", **met).status_code == 304
    approved(1)
    assert client.get("/registers/retention.csv", **met).status_code == 200


def test_a_topic_on_which_there_is_nothing_is_not_spoken_of(client):
    approved(1)

    listed = client.get("/registers/").text

    assert "/registers/retention/" in listed
    assert "/registers/children/" not in listed


def test_an_empty_register_says_so(client):
    assert "No entry has been approved yet." in client.get("/registers/").text
    assert "No entry had been approved yet." in client.get("/registers/sharing/").text


@pytest.mark.parametrize("topic", readable_topics(by_public=True), ids=lambda topic: topic.name)
def test_what_is_kept_of_a_register_is_what_a_walk_through_the_record_finds(topic, entry):
    # given an entry that says everything, and one that says nothing
    approved(1)

    # when
    kept = published_topic_page(topic, None)
    walked = paging.topic_page(topic, report(Selection(is_public=True)), None)

    # then
    assert kept["table"] == walked["table"]
    assert kept["contents"].missing == walked["contents"].missing
    assert kept["contents"].entries == walked["contents"].entries
    assert topic in published_topics()


def make_rows(topic, number):
    """Have so many entries say something in a register, and lack each of its facts."""
    version = Version.objects.get()
    RegisterRow.objects.bulk_create(
        RegisterRow(
            version=version,
            number=1,
            title="Entry",
            topic=topic.name,
            document=f"activity:{place}",
            reference=f"RPA-{place}",
            lacks=lacks,
            position=0,
            cells=[] if lacks else ["Said"] * len(topic.columns_for(by_public=True)),
        )
        for place in range(1_000_000, 1_000_000 + number)
        for lacks in ("", *(fact.title for fact in topic.facts_for(by_public=True)))
    )


@pytest.mark.parametrize("number", [1, 120])
def test_as_many_queries_with_little_in_a_register_and_with_much(
    client, django_assert_num_queries, number
):
    # given
    approved(1)
    make_rows(RETENTION, number)
    client.get("/about/")

    # then
    with django_assert_num_queries(8):
        page = client.get("/registers/retention/")
    with django_assert_num_queries(2):
        client.get("/registers/")
    assert page.status_code == 200


def test_of_many_entries_that_lack_a_fact_the_first_are_named(client):
    # given
    approved(1)
    make_rows(RETENTION, MOST_NAMED + 1)

    # when
    page = client.get("/registers/retention/").text.partition("<table")[0]

    # then
    assert f"These are the first {MOST_NAMED}." in page
    assert f"RPA-{1_000_000 + MOST_NAMED}" not in page


def test_what_was_damaged_since_is_not_shown(client, entry, monkeypatch):
    # given
    monkeypatch.setattr(published_lists, "undamaged", lambda versions: [])

    # then
    assert "Usually for at most 3 years" not in client.get("/registers/retention/").text
