"""The pages about the site itself, and what holds of every page for the public."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils.dateparse import parse_datetime
from pytest_django import DjangoAssertNumQueries

from ropa.actions.publishing import withdraw_notice
from ropa.models import NamedSubject
from ropa.public import caching, sitemap
from ropa.public.answers.questions import QUESTIONS
from ropa.public.index import PEOPLE
from ropa.public.page_cache import PageCache
from ropa.reports.topic_registers import readable_topics
from tests.factories import (
    approve,
    make_activity,
    make_notice,
    make_section,
    make_user,
    publish,
)
from tests.public.addresses import public_addresses, publish_again

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOST_OWN_BYTES = 14 * 1024
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


# For crawlers


def mapped(client: Client, address: str = "/sitemap.xml") -> dict[str, str | None]:
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/xml"
    root = ElementTree.fromstring(response.content)
    return {
        str(each.findtext(f"{NAMESPACE}loc")): each.findtext(f"{NAMESPACE}lastmod") for each in root
    }


@pytest.mark.django_db
def test_the_sitemap_leads_to_what_is_published_and_to_nothing_else(client: Client) -> None:
    # given a notice that is published, one that was, one that is not, and an internal entry
    activity = make_activity()
    approve(activity)
    notice, ended = make_notice(activity), make_notice(activity)
    draft = make_notice(make_activity())
    version = publish(notice)
    publish(ended)
    withdraw_notice(
        notice=ended, by=make_user("Approver"), reason="It is over.", change_note="It is over."
    )

    # when
    found = mapped(client)

    # then
    assert f"http://testserver/notices/{notice.slug}/" in found
    assert f"http://testserver/register/{activity.reference}/" in found
    assert f"http://testserver/notices/{ended.slug}/" not in found
    assert f"http://testserver/notices/{draft.slug}/" not in found
    changed = parse_datetime(found[f"http://testserver/notices/{notice.slug}/"] or "")
    assert changed == version.created_at
    registers = readable_topics(by_public=True)
    groups = NamedSubject.objects.filter(kind=PEOPLE).values_list("code", flat=True)
    for group in groups:
        assert f"http://testserver/people/{group}/who-gets-it/" in found
    # Of each group of people its page, and each question.
    about_people = len(groups) * (1 + len(QUESTIONS))
    assert len(found) == len(sitemap.MAIN_PAGES) + len(registers) + 2 + about_people
    for topic in registers:
        assert f"http://testserver/registers/{topic.name}/" in found
    for address in found:
        assert client.get(address).status_code == 200, address


@pytest.mark.django_db
def test_the_sitemap_leads_to_each_section_of_a_notice_of_several(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    short, notice = make_notice(activity), make_notice(activity)
    make_section(notice, activity)
    publish(short)
    version = publish(notice)

    found = mapped(client)

    for section in notice.sections.all():
        address = f"http://testserver/notices/{notice.slug}/sections/{section.slug}/"
        assert parse_datetime(found[address] or "") == version.created_at
        assert client.get(address).status_code == 200
    assert not [address for address in found if f"/{short.slug}/sections/" in address]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 12])
def test_the_sitemap_takes_as_many_queries_however_long(
    number: int, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    activity = make_activity()
    approve(activity)
    for _ in range(number):
        publish(make_notice(activity))
    # The state of the register, what there is, a query for each kind, and what others add.
    with django_assert_num_queries(8):
        client.get("/sitemap.xml")


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 7])
def test_a_long_sitemap_is_an_index_of_files(
    number: int,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # given more than one file has room for
    for _ in range(number):
        activity = make_activity()
        approve(activity)
    for _ in range(2):
        notice = make_notice(activity)
        make_section(notice, activity)
        publish(notice)
    whole = mapped(client)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 2)
    monkeypatch.setattr(caching, "_page_cache", PageCache(limit=0))

    # when
    parts = mapped(client)

    # then it leads to files that hold everything once, each in a few queries
    files = []
    for part in parts:
        with django_assert_num_queries(4):
            files.append(mapped(client, part.removeprefix("http://testserver")))
    assert [address for each in files for address in each] == list(whole)
    groups = NamedSubject.objects.filter(kind=PEOPLE).count()
    assert len(parts) == 1 + groups + -(-number // 2) + 2
    for wrong in ("0", str(len(parts) + 1), "x", "", "1e3"):
        assert client.get("/sitemap.xml", {"part": wrong}).status_code == 404


@pytest.mark.django_db
def test_a_sitemap_in_one_file_has_no_parts(client: Client) -> None:
    assert client.get("/sitemap.xml?part=1").status_code == 404


@pytest.mark.django_db
def test_crawlers_may_read_all_but_the_pages_of_staff(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())

    assert robots.can_fetch("anybody", "/")
    assert robots.can_fetch("anybody", "/notices/a/versions/1/")
    assert not robots.can_fetch("anybody", "/admin/")
    assert not robots.can_fetch("anybody", "/account/login/")
    assert robots.site_maps() == ["http://testserver/sitemap.xml"]


# For people


@pytest.mark.django_db
def test_who_needs_another_format_is_led_to_who_can_help(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    notice = make_notice(activity)
    publish(notice)

    page = client.get("/accessibility/").content.decode()

    assert f'href="/notices/{notice.slug}/#contact"' in page
    assert notice.organisation.name in page
    assert 'id="contact"' in client.get(f"/notices/{notice.slug}/").content.decode()


@pytest.mark.django_db
def test_the_cookies_named_are_those_that_staff_get(client: Client) -> None:
    page = client.get("/cookies/").content.decode()
    make_user("Editor", username="ada")
    client.get("/account/login/")
    client.post("/account/login/", {"login": "ada", "password": "lamp-coffee-tractor"})

    client.get("/admin/")

    assert set(client.cookies) == {"session", "form", "known_browser"}
    assert client.cookies["known_browser"]["max-age"] == 180 * 24 * 60 * 60
    assert "180 days" in page
    for name in client.cookies:
        assert f">{name}</th>" in page
        assert client.cookies[name]["max-age"] == "" or name == "known_browser"
        assert client.cookies[name]["httponly"]
        assert client.cookies[name]["samesite"] == "Lax"
    assert "30 minutes after you last used the staff pages, and 12 hours after" in page


@pytest.mark.django_db
def test_every_page_leads_to_both(client: Client) -> None:
    for path in ("/", "/cookies/", "/nothing-here/"):
        page = client.get(path).content.decode()
        assert 'href="/accessibility/"' in page
        assert 'href="/cookies/"' in page


# Of every page


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_register")
def test_every_public_page_is_strict_about_what_a_browser_may_do(client: Client) -> None:
    publish_again()
    for address in public_addresses():
        response = client.get(address)
        # Read to its end: who is still reading keeps a place that others wait for.
        body = response.getvalue()
        assert response.status_code == 200, address
        assert set(response.headers["Content-Security-Policy"].split("; ")) >= POLICY, address
        if response.headers["Content-Type"].startswith("text/html"):
            page = body.decode()
            assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script>|javascript:", page), address


@pytest.mark.django_db
@pytest.mark.usefixtures("demo_register")
def test_no_public_page_has_more_than_14_kb_of_its_own_style_and_script(client: Client) -> None:
    seen: set[tuple[str, ...]] = set()
    publish_again()
    for address in public_addresses():
        response = client.get(address)
        page = response.getvalue().decode(errors="replace")
        if not response.headers["Content-Type"].startswith("text/html"):
            continue
        own = tuple(sorted(set(re.findall(r'/static/(ropa/[\w.-]+\.(?:css|js))"', page))))
        assert own, address
        if own in seen:
            continue
        seen.add(own)
        files = [Path(str(finders.find(name))).read_bytes() for name in own]
        raw = sum(map(len, files))
        compressed = sum(len(gzip.compress(content)) for content in files)
        assert compressed < raw <= MOST_OWN_BYTES, (address, own, raw, compressed)
    assert seen
