"""What can be found is what is published: all of it, nothing else, and as soon as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.models import Disclosure, ProcessingActivity, RetentionRule
from ropa.public import extension_pages
from ropa.public.extension_pages import ExtensionPage
from ropa.public.search import search_index, search_query
from ropa.public.search.pages import DATA, LAW, NOTICES, ORGANISATIONS, PEOPLE, RECORD
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db

WARM = 1


def approved(**fields: object) -> ProcessingActivity:
    activity = make_activity(**fields)
    approve(activity)
    return activity


def addresses(text: str) -> list[str]:
    index = search_index()
    answer = index.answer(search_query(text))
    return [index.engine.pages[hit.page].address for hit in answer.hits if answer.has_all]


@pytest.mark.parametrize("number", [2, 20])
def test_it_is_made_once_for_each_state_of_the_register(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        publish(make_notice(approved()))

    first = search_index()
    with django_assert_num_queries(WARM):
        assert search_index() is first

    later = approved(title="Something wholly new")
    assert search_index() is not first
    assert addresses("wholly new") == [f"/register/{later.reference}/"]


def test_every_kind_of_page_is_there() -> None:
    activity = make_activity()
    add_parts(activity, 1)
    approve(activity)
    publish(make_notice(activity))

    kinds = {page.kind for page in search_index().engine.pages}

    assert kinds == {NOTICES, PEOPLE, RECORD, ORGANISATIONS, LAW, DATA}


def test_what_is_in_a_part_leads_to_that_part() -> None:
    activity = make_activity(title="Looking after")
    gets = make_organisation(name="The Zebra Society")
    Disclosure.objects.create(activity=activity, recipient=gets, purpose="to feed okapis")
    RetentionRule.objects.create(activity=activity, covers="quagga files", minimum_period="P7Y")
    approve(activity)
    notice = make_notice(activity)
    other = make_section(notice, activity, slug="other", title="Other")
    other.audiences.update(text="What we do with your wombat.")
    publish(notice)
    index = search_index()

    def places(text: str) -> set[str]:
        answer = index.answer(search_query(text))
        results = index.results(answer.hits, answer)
        return {result.extract.address for result in results}

    section = f"/notices/{notice.slug}/sections/other/"
    assert {f"{section}#other--sharing", f"/register/{activity.reference}/#entry--sharing"} <= (
        places("okapi")
    )
    assert f"{section}#other--keeping" in places("quagga")
    assert f"{section}#other--keeping" in places("7 years quagga")
    assert f"{section}#other-reader" in places("wombats")


def test_a_notice_of_one_section_is_one_page() -> None:
    notice = make_notice(approved())
    notice.sections.update(title="Okapi", covers="Zebras.")
    publish(notice)

    found = [page for page in search_index().engine.pages if page.kind == NOTICES]

    assert [page.address for page in found] == [f"/notices/{notice.slug}/"]
    assert addresses("okapi zebra") == [f"/notices/{notice.slug}/"]


def test_everything_public_that_an_entry_says_is_found() -> None:
    activity = make_activity(
        summary="aardvark",
        internal_recipients="badger",
        sharing_note="caracal",
        if_not_provided="dingo",
        automated_decisions_detail="echidna",
    )
    approve(activity)

    for word in ("aardvark", "badger", "caracal", "dingo", "echidna"):
        assert f"/register/{activity.reference}/" in addresses(word), word


def test_what_is_internal_retired_or_withdrawn_is_not_found() -> None:
    ended: Any = {"by": make_user("Approver"), "reason": "Ended.", "change_note": "It ended."}
    retired = approved(title="Pangolin retired")
    retire_activity(activity=retired, **ended)
    notice = make_notice(approved(), title="Pangolin withdrawn")
    publish(notice)
    withdraw_notice(notice=notice, **ended)
    approved(title="Pangolin hidden", is_public=False)
    approved(title="Shown", internal_note="pangolin", data_location="pangolin")

    assert addresses("pangolin") == []
    assert search_index().spelling.corrections(["pangolins"]) == {}


def test_pages_of_other_applications_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages() -> list[ExtensionPage]:
        told = "Who visits the kakapo. And why."
        return [ExtensionPage("Visits", "Visiting", "/visits/1/", told, datetime.now(UTC))]

    monkeypatch.setattr(extension_pages, "_providers", [pages])
    approved()

    assert addresses("kakapo") == ["/visits/1/"]
    assert "Visits" in {page.kind for page in search_index().engine.pages}


def test_an_empty_register_is_searched_in_vain() -> None:
    assert addresses("anything") == []
    assert search_index().engine.pages == ()
