"""The public record as files: the whole of it, to everybody, once."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from ropa.background import requested_files
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job, MadeFile, ProcessingActivity
from ropa.public import downloads
from ropa.reports.selection import Selection
from tests.reports.making import approve_again, approved, kind_named, references_in, report_bytes

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "/register.csv": "csv",
    "/register.xlsx": "xlsx",
    "/register.zip": "csv-sheets",
    "/register.json": "json",
    "/register.jsonld": "jsonld",
}
STREAMED = ("/register.csv", "/register.json", "/register.jsonld")
KEPT = ("/register.xlsx", "/register.zip")
PUBLIC = Selection(is_public=True)


@pytest.fixture(autouse=True)
def _as_many_streams_as_tests_leave_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "_streams", BoundedSemaphore(20))


@pytest.fixture
def entry() -> ProcessingActivity:
    approved(1, is_public=False)
    return approved(1)[0]


def got(client: Client, address: str, **more: Any) -> Any:
    """The answer to who asks, and comes back if the file is still to be made."""
    answer = client.get(address, **more)
    if answer.status_code != 503:
        return answer
    assert do_waiting_jobs() == 1
    return client.get(address, **more)


# What one gets


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_gets_what_is_public(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    # when
    answer = got(client, address)

    # then
    kind = kind_named(ADDRESSES[address])
    assert kind.public
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind.type
    disposition = f'attachment; filename="register-public.{kind.suffix}"'
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    content = answer.getvalue()
    assert content == report_bytes(kind.name, PUBLIC)
    assert references_in(kind.name, content) == [entry.reference]


@pytest.mark.parametrize("address", ADDRESSES)
def test_before_anything_is_approved_it_is_an_empty_file(address: str, client: Client) -> None:
    content = got(client, address).getvalue()
    assert references_in(ADDRESSES[address], content) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_read_and_not_written(address: str, client: Client) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", STREAMED)
def test_what_is_text_is_sent_compressed(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    answer = got(client, address, headers={"Accept-Encoding": "gzip"})
    assert answer.streaming
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.getvalue()) == got(client, address).getvalue()


def test_it_begins_before_all_is_read_and_goes_on_in_large_pieces() -> None:
    # given more content than is sent together
    read = []

    def content() -> Iterator[bytes]:
        for number in range(1000):
            read.append(number)
            yield b"x" * 1000

    # when
    pieces = downloads._in_larger_pieces(content())

    # then
    assert (next(pieces), read) == (b"x" * 1000, [0])
    others = list(pieces)
    assert len(others) < 20
    assert sum(map(len, others)) == 999_000


# Asked for again


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_somebody_has_is_not_sent_again(
    address: str,
    coding: str,
    entry: ProcessingActivity,
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    # given
    first = got(client, address, headers={"Accept-Encoding": coding})
    assert first.headers["ETag"].startswith('"')
    conditions = (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f"W/{first.headers['ETag']}"},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    )

    # when, then
    for condition in conditions:
        with django_assert_num_queries(1):
            again = client.get(address, headers={"Accept-Encoding": coding, **condition})
        assert again.status_code == 304
        assert again.content == b""
        for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
            assert again.headers[name] == first.headers[name], name


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_new_version_makes_another_file(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    # given
    first = got(client, address)
    before = first.getvalue()

    # when
    approve_again(entry, summary="Something else.", title="Called otherwise")

    # then
    again = got(client, address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]
    assert again.getvalue() != before


def test_each_form_has_an_etag_of_its_own(entry: ProcessingActivity, client: Client) -> None:
    assert len({got(client, address).headers["ETag"] for address in ADDRESSES}) == len(ADDRESSES)


def test_where_the_site_stands_is_part_of_the_etag(
    entry: ProcessingActivity, client: Client, settings: Any
) -> None:
    before = client.get("/register.jsonld").headers["ETag"]
    settings.REGISTER_ADDRESS = "https://register.example.org"
    assert client.get("/register.jsonld").headers["ETag"] != before


@pytest.mark.parametrize("address", ADDRESSES)
def test_asking_about_a_file_does_not_make_it(
    address: str,
    entry: ProcessingActivity,
    client: Client,
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(1):
        answer = client.head(address)
    assert answer.status_code == 200
    assert "Content-Length" not in answer.headers
    assert not MadeFile.objects.exists()
    assert not Job.objects.exists()
    whole = got(client, address)
    for name in ("ETag", "Content-Type", "Content-Disposition", "Cache-Control"):
        assert answer.headers[name] == whole.headers[name]


# Made once


@pytest.mark.parametrize("address", KEPT)
def test_what_takes_long_is_made_once_for_all_in_the_background(
    address: str, entry: ProcessingActivity, client: Client, django_assert_num_queries: Any
) -> None:
    # given nobody has asked yet
    for _ in range(3):
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == str(requested_files.RETRY_AFTER)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Come back in 10 seconds." in answer.text

    # when a worker has come to it
    assert do_waiting_jobs() == 1

    # then, whatever is added to the address, it is the same file
    with django_assert_num_queries(3):
        first = client.get(address)
        content = first.getvalue()
    assert first.headers["Content-Length"] == str(len(content))
    assert client.get(f"{address}?some=thing").getvalue() == content
    assert MadeFile.objects.count() == Job.objects.count() == 1


@pytest.mark.parametrize("address", STREAMED)
def test_what_is_streamed_is_kept_nowhere(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    client.get(address).getvalue()
    assert not MadeFile.objects.exists()


@pytest.mark.parametrize("address", KEPT)
def test_a_file_takes_the_place_of_the_former_which_is_read_to_its_end(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    # given somebody who has begun to read
    former = got(client, address)
    content = report_bytes(ADDRESSES[address], PUBLIC)
    other = got(client, next(each for each in KEPT if each != address))

    # when another takes its place
    approve_again(entry, summary="Something else.")
    now = got(client, address).getvalue()

    # then
    assert former.getvalue() == content != now
    assert other.status_code == 200
    replaced = MadeFile.objects.filter(replaced_at__isnull=False)
    assert [file.kind for file in replaced] == [f"register-{ADDRESSES[address]}"]


def test_a_file_that_cannot_be_made_is_not_tried_for_each_who_asks(
    entry: ProcessingActivity, client: Client
) -> None:
    client.get("/register.xlsx")
    Job.objects.update(status=Job.Status.FAILED, finished_at=timezone.now())
    assert client.get("/register.xlsx").status_code == 503
    assert Job.objects.count() == 1


# Streamed to few at a time


def test_few_are_streamed_at_a_time_and_others_told_when_to_come_back(
    entry: ProcessingActivity, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "_streams", BoundedSemaphore(downloads.STREAMS))
    # given as many as may be, who have begun to read
    streams = [client.get("/register.csv") for _ in range(downloads.STREAMS)]
    assert [next(iter(each)) for each in streams]

    # then the next is told when to come back, unless it has the file already
    refused = client.get("/register.json")
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == str(requested_files.RETRY_AFTER)
    etag = streams[0].headers["ETag"]
    assert client.get("/register.csv", headers={"If-None-Match": etag}).status_code == 304

    # when one has been read to its end, another has its place
    streams[0].getvalue()
    assert client.get("/register.json").status_code == 200


def test_whoever_goes_in_the_middle_gives_up_the_place_once() -> None:
    places = BoundedSemaphore(1)
    assert places.acquire(blocking=False)
    stream = downloads._Stream(iter([b"one", b"two"]), places)
    assert next(stream) == b"one"
    stream.close()
    stream.close()
    assert places.acquire(blocking=False)


# Pages that lead there


def test_the_record_leads_to_each_file_with_a_sentence(
    entry: ProcessingActivity, client: Client
) -> None:
    page = client.get("/register/").text
    for address in ADDRESSES:
        assert f'href="{address}"' in page
    assert "Take the whole record along" in page
    assert 'href="/register/#take-along"' in client.get("/about/").text


@pytest.mark.parametrize("number", [3, 30])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/register.csv", 2),
        ("/register.json", 3),
        ("/register.jsonld", 2),
        ("/register.xlsx", 3),
        ("/register.zip", 3),
    ],
)
def test_few_and_many_take_the_same_queries(
    address: str,
    queries: int,
    number: int,
    client: Client,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    approved(number)
    got(client, address).getvalue()
    with django_assert_num_queries(queries):
        client.get(address).getvalue()
