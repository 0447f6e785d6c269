"""Public pages are not sent again to whoever has them, and never say what is no longer so."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.http import http_date, parse_http_date
from pytest_django import DjangoAssertNumQueries

from ropa.actions.publishing import withdraw_notice
from ropa.deployment import Deployment, deployment
from ropa.models import Notice, ProcessingActivity
from ropa.public import caching
from ropa.public.caching import cached_by_register
from ropa.public.conditions import PageCondition, accepts_gzip
from ropa.public.page_cache import KeptPage, PageCache, Rendered
from ropa.public.page_reads import PageReads
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_regime,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

LISTS = (
    "/",
    "/notices/",
    "/register/",
    "/inspections/",
    "/about/",
    "/sitemap.xml",
    "/accessibility/",
    "/updates/",
    "/updates.atom",
)
OF_VERSIONS = (
    "/notices/{slug}/",
    "/notices/{slug}.json",
    "/notices/{slug}/versions/1/",
    "/notices/{several}/",
    "/notices/{several}/whole/",
    "/notices/{several}/sections/{section}/",
    "/notices/{several}/versions/1/sections/{section}/",
    "/notices/{slug}/updates/",
    "/notices/{slug}/updates.atom",
    "/register/{reference}/",
    "/register/{reference}.json",
    "/register/{reference}/versions/1/",
    "/register/{reference}/updates/",
)
OF_THE_PROGRAM = ("/robots.txt", "/cookies/")


class Published:
    """A notice that has been published, with its one entry."""

    def __init__(self) -> None:
        self.activity: ProcessingActivity = make_activity()
        approve(self.activity)
        self.notice: Notice = make_notice(self.activity)
        publish(self.notice)
        self.several: Notice = make_notice(self.activity)
        self.section = make_section(self.several, self.activity)
        make_regime(section=self.section)
        publish(self.several)

    def at(self, path: str) -> str:
        return path.format(
            slug=self.notice.slug,
            several=self.several.slug,
            section=self.section.slug,
            reference=self.activity.reference,
        )

    def publish_again(self) -> None:
        self.notice.introduction += " And more."
        self.notice.save()
        publish(self.notice, change_note="It says more.")


@pytest.fixture
def published() -> Published:
    return Published()


# Asked for again


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_somebody_has_is_not_sent_again(
    coding: str,
    published: Published,
    client: Client,
    django_assert_max_num_queries: Callable[..., Any],
    subtests: pytest.Subtests,
) -> None:
    for path in (*LISTS, *OF_VERSIONS, *OF_THE_PROGRAM):
        # given somebody with the page
        first = client.get(published.at(path), headers={"Accept-Encoding": coding})
        has = {"If-None-Match": first.headers["ETag"], "Accept-Encoding": coding}
        for method in (client.get, client.head):
            with subtests.test(path=path, method=method.__name__):
                assert first.status_code == 200

                # when they ask again
                with django_assert_max_num_queries(1):
                    again = method(published.at(path), headers=has)

                # then one query is enough to know
                assert again.status_code == 304
                assert again.content == b""
                for name in ("ETag", "Last-Modified", "Cache-Control", "Vary"):
                    assert again.headers[name] == first.headers[name], name


@pytest.mark.parametrize("path", ["/notices/{slug}/", "/register/{reference}/", "/notices/"])
def test_another_process_knows_the_page_that_somebody_has(
    path: str, published: Published, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    etag = client.get(published.at(path)).headers["ETag"]
    # given a process that has just started
    monkeypatch.setattr(caching, "_page_cache", PageCache(limit=1000))

    again = client.get(published.at(path), headers={"If-None-Match": etag})

    assert again.status_code == 304
    assert again.content == b""


def test_the_date_alone_is_a_condition_too(published: Published, client: Client) -> None:
    path = published.at("/notices/{slug}/")
    changed = client.get(path).headers["Last-Modified"]
    before = http_date(parse_http_date(changed) - 1)

    assert client.get(path, headers={"If-Modified-Since": changed}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": before}).status_code == 200
    assert client.get(path, headers={"If-Match": '"another"'}).status_code == 412


def test_a_proxy_that_compresses_weakens_the_etag(published: Published, client: Client) -> None:
    etag = client.get("/notices/").headers["ETag"]
    again = client.get("/notices/", headers={"If-None-Match": f'W/{etag}, "another"'})
    assert again.status_code == 304


def test_who_has_one_section_may_still_ask_for_one_that_is_not_there(
    published: Published, client: Client
) -> None:
    has = client.get(published.at("/notices/{several}/sections/{section}/")).headers["ETag"]
    path = published.at("/notices/{several}/sections/none/")

    assert client.get(path, headers={"If-None-Match": has}).status_code == 404


@pytest.mark.parametrize("path", ["/notices/none/", "/inspections/none/", "/register/none.json"])
@pytest.mark.parametrize(
    "condition", [{"If-None-Match": "*"}, {"If-Modified-Since": http_date(4_000_000_000)}]
)
def test_what_is_not_there_is_not_there_whatever_the_condition(
    path: str, condition: dict[str, str], published: Published, client: Client
) -> None:
    assert client.get(path, headers=condition).status_code == 404


def test_what_has_ended_says_so_to_whoever_has_the_page(
    published: Published, client: Client
) -> None:
    path = published.at("/notices/{slug}/")
    has = {"If-None-Match": client.get(path).headers["ETag"]}
    withdraw_notice(
        notice=published.notice,
        by=make_user("Approver"),
        reason="It is over.",
        change_note="It is over.",
    )

    gone = client.get(path, headers=has)

    assert gone.status_code == 410
    assert "ETag" not in gone.headers
    assert gone.headers["Cache-Control"].startswith("public, max-age=60")


# What changes, and what does not


def responses(published: Published, client: Client) -> dict[str, tuple[str, bytes]]:
    found = {}
    for path in (*LISTS, *OF_VERSIONS, *OF_THE_PROGRAM):
        response = client.get(published.at(path))
        found[path] = (response.headers["ETag"], response.content)
    return found


def test_a_page_that_reads_otherwise_has_another_etag_at_once(client: Client) -> None:
    published = Published()
    regime = make_regime(team=published.notice.team)
    changes: tuple[Callable[[], Any], ...] = (
        published.publish_again,
        lambda: approve(make_activity()),
        lambda: publish(make_notice(published.activity)),
        lambda: published.activity.__class__.objects.get(pk=published.activity.pk).save(),
        regime.save,
    )
    before = responses(published, client)
    differed = set()
    for change in changes:
        change()
        after = responses(published, client)
        for path, (etag, content) in after.items():
            if content != before[path][1]:
                assert etag != before[path][0], path
                differed.add(path)
        before = after
    assert {"/", "/notices/{slug}/", "/notices/{slug}/versions/1/", "/register/{reference}/"} <= (
        differed
    )


def test_another_notice_does_not_change_the_etag_of_this_one(
    published: Published, client: Client
) -> None:
    paths = ("/notices/{slug}/", "/notices/{slug}.json", "/notices/{slug}/versions/1/")
    before = [client.get(published.at(path)).headers["ETag"] for path in paths]

    Published()

    assert [client.get(published.at(path)).headers["ETag"] for path in paths] == before


@pytest.mark.parametrize("path", ["/register/", "/notices/"])
def test_each_query_has_its_own_etag(path: str, published: Published, client: Client) -> None:
    etags = {client.get(f"{path}{query}").headers["ETag"] for query in ("", "?page=1", "?page=2")}
    assert len(etags) == 3


def test_a_deployment_changes_every_etag(
    published: Published, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = (*LISTS, *OF_VERSIONS, *OF_THE_PROGRAM)
    before = {client.get(published.at(path)).headers["ETag"] for path in paths}
    other = Deployment("another", datetime(2040, 1, 1, tzinfo=UTC))
    monkeypatch.setattr("ropa.public.conditions.deployment", lambda: other)
    monkeypatch.setattr(caching, "_page_cache", PageCache(limit=10_000_000))

    for path in paths:
        response = client.get(published.at(path))
        assert response.headers["ETag"] not in before
        assert response.headers["Last-Modified"] == "Sun, 01 Jan 2040 00:00:00 GMT"


def test_a_deployment_is_told_by_any_of_its_files(tmp_path: Any) -> None:
    one, other = tmp_path / "one.html", tmp_path / "other.css"
    one.write_text("1")
    other.write_text("2")
    before = Deployment.of([one, other])
    other.write_text("3")

    assert Deployment.of([other, one]).digest != before.digest
    assert Deployment.of([one, other]) == Deployment.of([other, one])
    assert deployment() is deployment()


def test_the_newest_is_asked_for_again_sooner_than_one_version(
    published: Published, client: Client
) -> None:
    def age(path: str) -> str:
        return client.get(published.at(path)).headers["Cache-Control"]

    assert age("/notices/{slug}/") == "public, max-age=60, must-revalidate"
    assert age("/notices/{slug}/versions/1/") == "public, max-age=3600, must-revalidate"
    assert age("/register/{reference}/versions/1/") == "public, max-age=3600, must-revalidate"


# Compressed


def test_each_form_of_a_page_has_an_etag_of_its_own(published: Published, client: Client) -> None:
    path = published.at("/notices/{slug}/")
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": "br, gzip"})

    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 2
    assert {plain.headers["Vary"], small.headers["Vary"]} == {"Accept-Encoding"}
    assert small.headers["ETag"] != plain.headers["ETag"]
    assert not small.headers["ETag"].startswith("W/")
    crossed = {"Accept-Encoding": "gzip", "If-None-Match": plain.headers["ETag"]}
    assert client.get(path, headers=crossed).status_code == 200


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br", False),
        ("", False),
        (";;,,q=", False),
    ],
)
def test_only_who_can_read_gzip_gets_it(header: str, accepted: bool, rf: RequestFactory) -> None:
    assert accepts_gzip(rf.get("/", headers={"Accept-Encoding": header})) is accepted


# For everybody alike


def test_nobody_gets_a_cookie_or_a_page_of_their_own(published: Published) -> None:
    """The first to ask is signed in; what is kept of that is what everybody gets."""
    staff, visitor = Client(), Client()
    user = make_user("Approver", username="secret-name", first_name="Secret", last_name="Name")
    staff.force_login(user)
    for path in (*LISTS, *OF_VERSIONS, *OF_THE_PROGRAM):
        theirs = staff.get(published.at(path))
        response = visitor.get(published.at(path))
        assert response.content == theirs.content, path
        assert response.headers["ETag"] == theirs.headers["ETag"], path
        for each in (theirs, response):
            assert not each.cookies, path
            assert "cookie" not in each.headers["Vary"].lower(), path
            assert each.headers["Cache-Control"].startswith("public"), path
            assert b"secret" not in each.content.lower(), path


def test_a_view_that_looks_at_who_asks_is_kept_for_nobody(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: PageCache = PageCache(limit=10_000)
    monkeypatch.setattr(caching, "_page_cache", kept)

    @cached_by_register
    def greeting(request: HttpRequest) -> HttpResponse:
        request.session.accessed = True
        return HttpResponse("Good morning, Ada.")

    request = rf.get("/")
    request.session = SimpleNamespace(accessed=False)  # type: ignore[assignment]
    response = greeting(request)

    assert response.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in response.headers
    assert len(kept) == 0


def test_staff_pages_are_for_nobody_to_keep(client: Client) -> None:
    client.force_login(make_user("Approver"))
    for path in ("/admin/", "/admin/ropa/notice/"):
        header = client.get(path).headers["Cache-Control"]
        assert {"no-store", "private"} <= set(header.split(", ")), path


# Kept


def test_a_page_asked_for_twice_is_made_once(
    published: Published, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = published.at("/notices/{slug}/")
    first = client.get(path)

    with django_assert_num_queries(1):
        second = client.get(path)

    assert second.content == first.content
    # Each request has an id of its own.
    ids = {str(each.headers.pop("X-Request-ID")) for each in (first, second)}
    assert len(ids) == 2
    assert second.headers == first.headers


def test_a_new_version_is_shown_at_once(published: Published, client: Client) -> None:
    path = published.at("/notices/{slug}/")
    assert b"And more." not in client.get(path).content

    published.publish_again()

    assert b"And more." in client.get(path).content
    assert b"It no longer applies." in client.get(f"{path}versions/1/").content


def test_what_queries_ask_for_is_not_kept(
    published: Published, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: PageCache = PageCache(limit=10_000_000)
    monkeypatch.setattr(caching, "_page_cache", kept)
    for number in range(5):
        client.get(f"/register/?page={number}")
    assert len(kept) == 0


def kept_page(content: bytes) -> KeptPage:
    condition = PageCondition("digest", timezone.now())
    return KeptPage("", condition, Rendered(content, {}), PageReads())


def test_there_is_room_for_what_was_asked_for_last() -> None:
    pages = [kept_page(bytes(10_000) + b"%d" % n) for n in range(4)]
    kept: PageCache = PageCache(limit=3 * pages[0].size)
    for number, page in enumerate(pages[:3]):
        kept.store(str(number), page)
    kept.store("1", pages[1])
    assert kept.get("0") is pages[0]

    kept.store("3", pages[3])

    assert kept.get("2") is None
    assert [kept.get(key) for key in "013"] == [pages[0], pages[1], pages[3]]
    kept.store("large", kept_page(bytes(40_000)))
    assert len(kept) == 3
