"""Every public version has a PDF at an address of its own."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from ropa.actions.publishing import withdraw_notice
from ropa.background import SOON, requested_files
from ropa.background.files import find_file, keep_file
from ropa.background.worker import do_waiting_jobs
from ropa.models import Job, MadeFile, Notice, ProcessingActivity
from ropa.public import caching
from ropa.public.page_cache import PageCache
from ropa.public.pdf.files import KIND, pdf_name
from tests.factories import approve, make_activity, make_notice, make_user, publish

from .stand_ins import CONTENT, stand_in_for_pdfs

pytestmark = pytest.mark.django_db


class Published:
    """A notice of two versions, its one entry, and a file for each as if it had been made."""

    def __init__(self) -> None:
        self.activity: ProcessingActivity = make_activity()
        approve(self.activity)
        self.notice: Notice = make_notice(self.activity)
        publish(self.notice)
        self.notice.introduction += " And more."
        self.notice.save()
        publish(self.notice, change_note="It says more.")
        stand_in_for_pdfs()

    @property
    def addresses(self) -> list[str]:
        notice, entry = f"/notices/{self.notice.slug}", f"/register/{self.activity.reference}"
        return [
            f"{notice}.pdf",
            f"{notice}/versions/1.pdf",
            f"{notice}/versions/2.pdf",
            f"{entry}.pdf",
            f"{entry}/versions/1.pdf",
        ]


@pytest.fixture
def published() -> Published:
    return Published()


def test_it_is_made_in_the_background_and_everybody_gets_the_same(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    # given an entry that nobody has asked for as PDF
    activity = make_activity()
    approve(activity)
    address = f"/register/{activity.reference}.pdf"

    # when somebody does, and others by other names of the site, and a worker comes to it
    assert is_told_to_come_back(client.get(address))
    for port in range(8001, 8010):
        assert is_told_to_come_back(client.get(address, headers={"Host": f"testserver:{port}"}))
    assert do_waiting_jobs() == 1

    # then it was made, once, for all
    with django_assert_num_queries(3):
        first = client.get(address)
    second = client.get(
        f"/register/{activity.reference}/versions/1.pdf", headers={"Host": "testserver:9"}
    )
    assert first.status_code == second.status_code == 200
    assert first.content.startswith(b"%PDF-")
    assert first.content == second.content
    assert MadeFile.objects.count() == Job.objects.count() == 1
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["Content-Disposition"] == (
        f'inline; filename="{activity.reference}-version-1.pdf"'
    )


def test_what_somebody_has_is_not_sent_again(
    published: Published, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in published.addresses:
        first = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert first.content == CONTENT, address
        assert "Content-Encoding" not in first.headers
        etag = first.headers["ETag"]
        assert etag.startswith('"')
        with django_assert_num_queries(1):
            again = client.get(address, headers={"If-None-Match": etag})
        assert again.status_code == 304
        assert again.content == b""
        for name in ("ETag", "Last-Modified", "Cache-Control"):
            assert again.headers[name] == first.headers[name], (address, name)
        changed = {"If-Modified-Since": first.headers["Last-Modified"]}
        assert client.get(address, headers=changed).status_code == 304
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")


def test_a_version_lasts_and_the_newest_changes(published: Published, client: Client) -> None:
    def etags() -> dict[str, str]:
        return {address: client.get(address).headers["ETag"] for address in published.addresses}

    before = etags()
    published.notice.introduction += " And yet more."
    published.notice.save()
    publish(published.notice, change_note="It says yet more.")
    stand_in_for_pdfs()

    after = etags()

    assert {address for address in before if before[address] != after[address]} == {
        f"/notices/{published.notice.slug}.pdf"
    }
    ages = {address: client.get(address).headers["Cache-Control"] for address in before}
    assert ages[published.addresses[0]] == "public, max-age=60, must-revalidate"
    assert ages[published.addresses[1]] == "public, max-age=3600, must-revalidate"


def test_no_pdf_takes_up_the_memory_for_pages(
    published: Published, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: PageCache = PageCache(limit=10_000_000)
    monkeypatch.setattr(caching, "_page_cache", kept)
    for address in published.addresses:
        client.get(address)
    assert len(kept) == 0


def test_what_has_ended_or_is_not_there_has_no_pdf(published: Published, client: Client) -> None:
    # given a notice that was withdrawn, and an entry that was made internal
    withdraw_notice(
        notice=published.notice,
        by=make_user("Approver"),
        reason="It is over.",
        change_note="It is over.",
    )
    published.activity.is_public = False
    published.activity.save()
    approve(published.activity)
    draft, internal = make_notice(make_activity()), make_activity(is_public=False)
    approve(internal)
    newest, first, _, *entry = published.addresses

    # then the notice is gone, with the reason; what it said once can still be read
    gone = client.get(newest)
    assert gone.status_code == 410
    assert "It is over." in gone.text
    assert client.get(newest.replace(".pdf", "/versions/3.pdf")).status_code == 410
    assert client.get(first).content == CONTENT
    # and of the others there never was or is no longer any
    absent = [
        *entry,
        f"/notices/{draft.slug}.pdf",
        f"/register/{internal.reference}.pdf",
        "/notices/none.pdf",
        newest.replace(".pdf", "/versions/9.pdf"),
        newest.replace(".pdf", "/versions/0.pdf"),
    ]
    assert [client.get(address).status_code for address in absent] == [404] * len(absent)


def test_the_address_it_prints_is_the_one_that_is_set(
    published: Published, client: Client, settings: Any
) -> None:
    address = published.addresses[0]
    before = client.get(address).headers["ETag"]
    settings.REGISTER_ADDRESS = "https://register.example.org"
    version = published.notice.versions.latest("number")
    keep_file(pdf_name(version), KIND, [b"%PDF-1.7 Of that address."])

    response = client.get(address)

    assert response.content == b"%PDF-1.7 Of that address."
    assert response.headers["ETag"] != before


# While it is being made


def is_told_to_come_back(response: Any) -> bool:
    assert response.status_code == 503
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    assert "The PDF is being made" in response.text
    return response.headers["Retry-After"] == str(requested_files.RETRY_AFTER)


@pytest.fixture
def unmade(published: Published) -> str:
    """The address of a PDF that is not there."""
    version = published.notice.versions.latest("number")
    MadeFile.objects.filter(name=pdf_name(version)).delete()
    return published.addresses[0]


def test_who_has_an_older_one_is_told_to_come_back_too(
    published: Published, unmade: str, client: Client
) -> None:
    assert is_told_to_come_back(client.get(unmade, headers={"If-Match": "*"}))
    # what has been made is there for all
    assert client.get(published.addresses[1]).content == CONTENT


def test_what_a_reader_waits_for_comes_before_other_work(unmade: str, client: Client) -> None:
    client.get(unmade)
    (job,) = Job.objects.all()
    assert job.priority == SOON
    assert job.about.endswith(", version 2")


def test_a_reader_does_not_wait_for_those_who_write(
    unmade: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_asked: Any, **_named: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(requested_files, "enqueue", locked)
    assert is_told_to_come_back(client.get(unmade))


def test_a_pdf_that_cannot_be_made_is_said_so_to_all_and_not_tried_for_each(
    unmade: str,
    client: Client,
    settings: Any,
    tmp_path: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    # given a style sheet that is not there
    settings.STATICFILES_DIRS = [tmp_path]
    client.get(unmade)
    do_waiting_jobs()
    for _ in range(3):
        answer = client.get(unmade)
        assert answer.status_code == 503
        assert "There is no PDF" in answer.text
        assert "Retry-After" not in answer.headers
    assert f"There is no PDF of {unmade}" in caplog.text
    assert Job.objects.count() == 1

    # when an hour has passed, it is tried again
    Job.objects.update(finished_at="2026-01-01T00:00:00Z")
    assert is_told_to_come_back(client.get(unmade))


def test_asking_makes_no_more_jobs_than_there_are_versions(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    for number in range(5):
        client.get(f"/register/{activity.reference}.pdf?some={number}")
        client.get(f"/register/{activity.reference}/versions/{number}.pdf")
    assert Job.objects.count() == 1
    assert find_file("nothing") is None


# Where they are offered


def test_pages_lead_to_their_pdf(published: Published, client: Client) -> None:
    notice, entry = f"/notices/{published.notice.slug}", f"/register/{published.activity.reference}"
    newest = client.get(f"{entry}/").text
    assert f'href="{entry}.pdf" type="application/pdf"' in newest
    published.activity.summary += " And more."
    published.activity.save()
    approve(published.activity)
    older = client.get(f"{entry}/versions/1/").text
    assert f'href="{entry}/versions/1.pdf" type="application/pdf"' in older
    assert f'href="{entry}.pdf"' not in older
    assert f'href="{notice}.pdf" type="application/pdf"' in client.get(f"{notice}/").text
