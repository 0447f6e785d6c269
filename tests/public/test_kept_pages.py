"""A kept page is made anew when something that it is made from changes, and at no other time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given

from ropa import read_model
from ropa.models import Disclosure, MadeFile, NamedSubject, Notice, PublishedDocument, Version
from ropa.public import caching
from ropa.public.caching import cached_by_register
from ropa.public.index.subject_names import subject_address
from ropa.public.page_cache import PageCache
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_policy_document,
    make_regime,
    make_section,
    publish,
)
from tests.properties import costly
from tests.random_register import RandomRegister, Series, series

pytestmark = pytest.mark.django_db

_PLACES = re.compile(r"<loc>http://testserver(/[^<]*)")
_OF_VERSIONS = re.compile(r"/(notices|policy-documents|register)/[^/]+/")
ALWAYS = (
    "/",
    "/search/",
    "/sitemap.xml",
    "/updates.atom",
    "/updates/follow/",
    "/accessibility/",
    "/cookies/",
    "/api/v1/activities",
    "/api/v1/notices",
    "/api/v1/organisations",
    "/api/v1/legislation",
)
LISTS_WITHOUT_NOTICES = (
    "/register/",
    "/organisations/",
    "/law/",
    "/data/",
    "/policy-documents/",
    "/api/v1/activities",
    "/api/v1/organisations",
    "/api/v1/legislation",
)


@contextmanager
def process(cache: PageCache) -> Iterator[None]:
    """Answer as the process that has these kept pages does."""
    before, caching._page_cache = caching._page_cache, cache
    try:
        yield
    finally:
        caching._page_cache = before


def new_process() -> PageCache:
    return PageCache(limit=50_000_000)


def addresses(client: Client) -> list[str]:
    """Every page there is now, with some data beside each."""
    with process(PageCache(limit=0)):
        places = _PLACES.findall(client.get("/sitemap.xml").content.decode())
    of_versions = [each for each in places if _OF_VERSIONS.fullmatch(each)]
    subjects = NamedSubject.objects.values_list("kind", "code", "parent")
    return [
        *ALWAYS,
        *places,
        *(subject_address(*each) for each in subjects),
        *(f"{each}updates/" for each in of_versions),
        *(f"{each}versions/1/" for each in of_versions),
        *(f"{each.rstrip('/')}.json" for each in of_versions),
    ]


def said(response: HttpResponseBase) -> tuple[Any, ...]:
    return response.status_code, response.headers.get("ETag"), response.getvalue()


def rendered(cache: PageCache, client: Client, address: str) -> Any:
    """The page that is kept for an address, once it was asked for."""
    with process(cache):
        client.get(address)
    kept = [cache.get(key) for key in list(cache._pages) if key.endswith(f"testserver{address}")]
    return kept[0].page if kept and kept[0] else None


@costly(5)
@given(steps=series(6))
def test_nobody_is_ever_sent_a_page_that_is_no_longer_so(steps: Series) -> None:
    """Whatever happens to the register, two processes, each with pages of its own, say what one
    says that makes everything anew."""
    client, register = Client(), RandomRegister()
    processes = (new_process(), new_process())
    asked: dict[str, str] = {}
    days = 0
    with pytest.MonkeyPatch.context() as patching:
        today = timezone.localdate()
        for at, (step, number) in enumerate(steps):
            # when something happens, and the next day comes now and then
            register.do(step, number)
            days += number == 1
            patching.setattr(timezone, "localdate", lambda *_, days=days: later(today, days, *_))
            with override_settings(SECURITY_CONTACT=f"mailto:{number % 2}@example.org"):
                asked = dict.fromkeys(addresses(client), '"none"') | asked
                # then each says the same, the second one asked less often than the first
                for address, etag in asked.items():
                    with process(PageCache(limit=0)):
                        made = client.get(address)
                    for cache in processes[: 1 + at % 2]:
                        with process(cache):
                            kept = client.get(address)
                            assert said(kept) == said(made), (steps, address)
                            known = client.get(address, headers={"If-None-Match": etag})
                        is_same = made.status_code == 200 and etag == made.headers["ETag"]
                        assert (known.status_code == 304) == is_same, (steps, address)
                    asked[address] = made.headers.get("ETag", '"none"')


def later(today: Any, days: int, *instant: Any) -> Any:
    """The day on which something was, or today, so many days after it began."""
    if instant and instant[0] is not None:
        return instant[0].astimezone(timezone.get_current_timezone()).date()
    return today + timedelta(days=days)


def test_one_publication_leaves_every_page_kept_that_it_is_not_on(client: Client) -> None:
    # given two registers that share nothing, each with a notice of each kind
    def one() -> Notice:
        activity = make_activity()
        add_parts(activity, 1)
        Disclosure.objects.create(activity=activity, recipient=make_organisation(), purpose="why")
        approve(activity)
        notice = make_notice(activity)
        make_regime(section=make_section(notice, activity))
        publish(notice)
        publish(make_policy_document(activity))
        return notice

    notice = one()
    around = set(addresses(client))
    one()
    cache = new_process()
    before = {address: rendered(cache, client, address) for address in addresses(client)}
    assert None not in before.values()
    of_the_other = before.keys() - around

    # when one notice is published again, with a word more
    notice.introduction += " And more."
    notice.save()
    publish(notice, change_note="It says more.")

    # then what says so is made anew, and nothing of the other, nor any list that it is not on
    after = {address: rendered(cache, client, address) for address in before}
    again = {address for address in before if after[address] is not before[address]}
    changed = {each for each in before if after[each].content != before[each].content}
    assert f"/notices/{notice.slug}/" in changed
    assert changed <= again
    assert again.intersection({*of_the_other, *LISTS_WITHOUT_NOTICES}) == set()
    assert len(of_the_other) > 20


def test_a_page_that_is_still_the_same_is_not_made_again(client: Client) -> None:
    activity = make_activity()
    approve(activity)
    address = f"/register/{activity.reference}/"
    with process(new_process()):
        first = client.get(address)
        approve(make_activity())
        # It asks again for what it read, and then no more.
        with CaptureQueriesContext(connection) as asking:
            again = client.get(address)
        with CaptureQueriesContext(connection) as known:
            client.get(address)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(asking) == 6
    assert len(known) == 1


def test_what_is_made_anew_without_a_publication_is_seen(client: Client) -> None:
    """A row of the read model that was damaged by hand is on a page until it is put right."""
    activity = make_activity()
    approve(activity)
    subject = f"activity:{activity.pk}"
    with process(new_process()):
        rows = PublishedDocument.objects
        right = rows.get(subject=subject).outline
        rows.filter(subject=subject).update(outline=right | {"title": "Nonsense"})
        assert b"Nonsense" in client.get("/register/").content

        read_model.rebuild()

        assert b"Nonsense" not in client.get("/register/").content


def test_what_comes_while_a_page_is_made_is_on_the_next(client: Client, rf: RequestFactory) -> None:
    made: list[int] = []

    @cached_by_register
    def counting(_request: HttpRequest) -> HttpResponse:
        number = Version.objects.count()
        made.append(number)
        if len(made) == 1:
            approve(make_activity())
        return HttpResponse(f"{number} versions")

    approve(make_activity())
    with process(new_process()):
        assert counting(rf.get("/")).content == b"1 versions"
        assert counting(rf.get("/")).content == b"2 versions"
        assert counting(rf.get("/")).content == b"2 versions"
    assert made == [1, 2]


def test_rows_are_compared_however_they_are_fetched(rf: RequestFactory) -> None:
    @cached_by_register
    def names(_request: HttpRequest) -> HttpResponse:
        rows = NamedSubject.objects.order_by("pk")
        found = [*rows.iterator(1), rows.first(), *rows.values_list("code")[:1], rows.count()]
        return HttpResponse(str(found))

    approve(make_activity())
    with process(new_process()):
        first = names(rf.get("/"))
        approve(make_activity())
        NamedSubject.objects.filter(pk=NamedSubject.objects.latest("pk").pk).delete()
        assert names(rf.get("/")).content != first.content


def test_a_page_that_changes_something_is_not_kept(rf: RequestFactory) -> None:
    @cached_by_register
    def writing(_request: HttpRequest) -> HttpResponse:
        MadeFile.objects.filter(name="none").update(kind="none")
        return HttpResponse("It is done.")

    cache = new_process()
    with process(cache):
        writing(rf.get("/"))
    assert len(cache) == 0
