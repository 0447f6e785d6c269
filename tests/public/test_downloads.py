"""The public record as files: the whole of it, to everybody, once."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.test import Client

from ropa.models import ProcessingActivity
from ropa.public import downloads
from ropa.public.kept_files import NotYetMade, kept
from ropa.reports.selection import Selection
from tests.reports.making import approve_again, approved, kind_named, made, references_in

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


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.PDF_FOLDER = tmp_path
    return tmp_path / "register"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(folder: Path) -> None:
    pass


@pytest.fixture
def entry() -> ProcessingActivity:
    approved(1, is_public=False)
    return approved(1)[0]


# What one gets


@pytest.mark.parametrize("address", ADDRESSES)
def test_everybody_gets_what_is_public(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    # when
    answer = client.get(address)

    # then
    kind = kind_named(ADDRESSES[address])
    assert kind.public
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == kind.type
    disposition = f'attachment; filename="register-public.{kind.suffix}"'
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["Cache-Control"] == "public, max-age=60, must-revalidate"
    content = answer.getvalue()
    assert content == made(kind.name, PUBLIC)
    assert references_in(kind.name, content) == [entry.reference]


@pytest.mark.parametrize("address", ADDRESSES)
def test_before_anything_is_approved_it_is_an_empty_file(address: str, client: Client) -> None:
    content = client.get(address).getvalue()
    assert references_in(ADDRESSES[address], content) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_read_and_not_written(address: str, client: Client) -> None:
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", STREAMED)
def test_what_is_text_is_sent_compressed(
    address: str, entry: ProcessingActivity, client: Client
) -> None:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer.streaming
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.getvalue()) == client.get(address).getvalue()


def test_it_begins_before_all_is_read_and_goes_on_in_large_pieces() -> None:
    # given more content than is sent together
    read = []

    def content() -> Iterator[bytes]:
        for number in range(1000):
            read.append(number)
            yield b"x" * 1000

    # when
    pieces = downloads._together(content())

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
    first = client.get(address, headers={"Accept-Encoding": coding})
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
    first = client.get(address)
    before = first.getvalue()

    # when
    approve_again(entry, summary="Something else.", title="Called otherwise")

    # then
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]
    assert again.getvalue() != before


def test_each_form_has_an_etag_of_its_own(entry: ProcessingActivity, client: Client) -> None:
    assert len({client.get(address).headers["ETag"] for address in ADDRESSES}) == len(ADDRESSES)


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
    folder: Path,
    django_assert_num_queries: Any,
) -> None:
    with django_assert_num_queries(1):
        answer = client.head(address)
    assert answer.status_code == 200
    assert "Content-Length" not in answer.headers
    assert not folder.exists()
    whole = client.get(address)
    for name in ("ETag", "Content-Type", "Content-Disposition", "Cache-Control"):
        assert answer.headers[name] == whole.headers[name]


# Made once


@pytest.mark.parametrize("address", KEPT)
def test_what_takes_long_is_made_once_for_all(
    address: str,
    entry: ProcessingActivity,
    client: Client,
    folder: Path,
    django_assert_num_queries: Any,
) -> None:
    # given
    first = client.get(address).getvalue()

    # when, then
    with django_assert_num_queries(1):
        assert client.get(address).getvalue() == first
        # Whatever is added to the address, it is the same file.
    client.get(f"{address}?some=thing")
    files = [path for path in folder.iterdir() if path.name != "lock"]
    assert [path.read_bytes() for path in files] == [first]


@pytest.mark.parametrize("address", STREAMED)
def test_what_is_streamed_is_kept_nowhere(
    address: str, entry: ProcessingActivity, client: Client, folder: Path
) -> None:
    client.get(address).getvalue()
    assert not folder.exists()


@pytest.mark.parametrize("address", KEPT)
def test_a_file_takes_the_place_of_the_former_which_is_read_to_its_end(
    address: str, entry: ProcessingActivity, client: Client, folder: Path
) -> None:
    # given somebody who has begun to read
    former = client.get(address)
    content = made(ADDRESSES[address], PUBLIC)
    other = client.get(next(each for each in KEPT if each != address))

    # when another takes its place
    approve_again(entry, summary="Something else.")
    now = client.get(address).getvalue()

    # then
    assert former.getvalue() == content != now
    assert other.status_code == 200
    names = [path.name for path in folder.iterdir() if path.name != "lock"]
    assert len(names) == 2


@pytest.mark.parametrize("address", KEPT)
def test_whoever_comes_while_it_is_made_is_asked_to_come_again(
    address: str,
    entry: ProcessingActivity,
    client: Client,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(downloads, "PATIENCE", 0.1)
    path = folder / "another"

    def ask() -> Iterator[bytes]:
        # while another file is being made
        answer = client.get(address)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "30"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Load this page again in half a minute." in answer.text
        yield b"another"

    with kept(path, ask, replaces="none", seconds=0) as file:
        assert file.read() == b"another"
    assert client.get(address).status_code == 200


def test_only_some_may_wait(entry: ProcessingActivity, client: Client) -> None:
    places = downloads._places_to_wait
    assert places.acquire(blocking=False)
    assert places.acquire(blocking=False)
    try:
        assert client.get("/register.xlsx").status_code == 503
        assert client.get("/register.csv").status_code == 200
    finally:
        places.release(2)
    assert client.get("/register.xlsx").status_code == 200


def test_many_who_come_together_get_one_file(tmp_path: Path) -> None:
    # given
    made_of: list[bytes] = []
    got: list[bytes] = []

    def make() -> Iterator[bytes]:
        made_of.append(b"one")
        yield from made_of

    def ask() -> None:
        with kept(tmp_path / "a-file", make, replaces="a-*", seconds=10) as file:
            got.append(file.read())

    # when
    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # then
    assert got == [b"one"] * 8


def test_a_making_that_breaks_off_leaves_no_file_and_the_next_one_makes_it(tmp_path: Path) -> None:
    # given
    path = tmp_path / "a-file"

    def broken() -> Iterator[bytes]:
        yield b"half of"
        raise RuntimeError("A fault.")

    # when
    with pytest.raises(RuntimeError):
        kept(path, broken, replaces="a-*", seconds=0)

    # then
    assert not path.exists()
    with kept(path, lambda: [b"whole"], replaces="a-*", seconds=0) as file:
        assert file.read() == b"whole"
    assert {each.name for each in tmp_path.iterdir()} == {"a-file", "lock"}


def test_who_waits_in_vain_is_told(tmp_path: Path) -> None:
    def make() -> Iterator[bytes]:
        with pytest.raises(NotYetMade):
            kept(tmp_path / "other", make, replaces="none", seconds=0)
        yield b"made"

    with kept(tmp_path / "file", make, replaces="none", seconds=0) as file:
        assert file.read() == b"made"


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
        ("/register.xlsx", 4),
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
    with django_assert_num_queries(queries):
        client.get(address).getvalue()
