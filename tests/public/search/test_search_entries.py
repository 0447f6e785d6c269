"""What can be found is what is published: all of it, nothing else, and as soon as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ropa import read_model
from ropa.actions.publishing import withdraw_notice
from ropa.actions.retiring import retire_activity
from ropa.models import (
    Disclosure,
    ProcessingActivity,
    RetentionRule,
    SearchEntry,
    SearchTerm,
)
from ropa.models.versions import VersionQuerySet
from ropa.public import extension_pages
from ropa.public.extension_pages import ExtensionPage
from ropa.public.index.register_index import ENTRIES_TOGETHER
from ropa.public.search import answer, search_query
from ropa.public.search.pages import DATA, LAW, NOTICES, ORGANISATIONS, PEOPLE, RECORD
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_approved_activity,
    make_notice,
    make_organisation,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


def addresses(text: str) -> list[str]:
    found = answer(search_query(text))
    return [hit.page.address for hit in found.hits if found.has_all]


def kinds() -> set[str]:
    return set(SearchEntry.objects.values_list("kind", flat=True))


def test_what_is_published_is_found_at_once_as_it_says_now() -> None:
    entry = make_approved_activity(title="Something wholly new")
    assert addresses("wholly new") == [f"/register/{entry.reference}/"]

    entry.title = "Something quite other"
    entry.save()
    approve(entry)

    assert addresses("wholly new") == []
    assert addresses("quite other") == [f"/register/{entry.reference}/"]
    assert list(read_model.check()) == []


def test_every_kind_of_page_is_there() -> None:
    activity = make_activity()
    add_parts(activity, 1)
    approve(activity)
    publish(make_notice(activity))

    assert kinds() == {NOTICES, PEOPLE, RECORD, ORGANISATIONS, LAW, DATA}


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

    def places(text: str) -> set[str]:
        found = answer(search_query(text))
        return {result.extract.address for result in found.results(found.hits)}

    section = f"/notices/{notice.slug}/sections/other/"
    assert {f"{section}#other--sharing", f"/register/{activity.reference}/#entry--sharing"} <= (
        places("okapi")
    )
    assert f"{section}#other--keeping" in places("quagga")
    assert f"{section}#other--keeping" in places("7 years quagga")
    assert f"{section}#other-reader" in places("wombats")


def test_a_notice_of_one_section_is_one_page() -> None:
    notice = make_notice(make_approved_activity())
    notice.sections.update(title="Okapi", covers="Zebras.")
    publish(notice)

    found = SearchEntry.objects.filter(kind=NOTICES)

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
    # What is still to be answered says nothing that anybody looks for.
    assert "Not said yet" not in str(list(SearchEntry.objects.values_list("passages")))


def test_what_is_internal_retired_or_withdrawn_is_not_found() -> None:
    ended: Any = {"by": make_user("Approver"), "reason": "Ended.", "change_note": "It ended."}
    retired = make_approved_activity(title="Pangolin retired")
    retire_activity(activity=retired, **ended)
    notice = make_notice(make_approved_activity(), title="Pangolin withdrawn")
    publish(notice)
    withdraw_notice(notice=notice, **ended)
    make_approved_activity(title="Pangolin hidden", is_public=False)
    make_approved_activity(title="Shown", internal_note="pangolin", data_location="pangolin")

    assert addresses("pangolin") == []
    assert not SearchTerm.objects.filter(term__startswith="pangolin").exists()
    assert not answer(search_query("pangolins")).suggestion


def test_pages_of_other_applications_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def pages(versions: VersionQuerySet) -> list[ExtensionPage]:
        told = "Who visits the kakapo. And why."
        return [
            ExtensionPage("Visits", "Visiting", "/visits/1/", told, datetime.now(UTC), version.pk)
            for version in versions.of_notices()
        ]

    monkeypatch.setattr(extension_pages, "_providers", [pages])
    notice = make_notice(make_approved_activity())
    publish(notice)

    assert addresses("kakapo") == ["/visits/1/"]
    assert "Visits" in kinds()

    ended: Any = {"by": make_user("Approver"), "reason": "Ended.", "change_note": "It ended."}
    withdraw_notice(notice=notice, **ended)

    assert addresses("kakapo") == []


def test_a_subject_says_what_the_entries_say_with_which_its_page_begins() -> None:
    # given a body that more entries name than a page merges
    body = make_organisation(name="The Zebra Society")

    def naming(purpose: str) -> ProcessingActivity:
        activity = make_activity()
        Disclosure.objects.create(activity=activity, recipient=body, purpose=purpose)
        approve(activity)
        return activity

    first = naming("to feed okapis")
    for _ in range(ENTRIES_TOGETHER - 2):
        naming("to see")
    last = naming("to groom quaggas")
    naming("to wash wombats")
    about = f"/organisations/{body.code}/"

    # then its page is found by what it says, and by nothing else
    assert about in addresses("okapi")
    assert about in addresses("quagga")
    assert about not in addresses("wombat")

    # when one of its first entries ends
    ended: Any = {"by": make_user("Approver"), "reason": "Ended.", "change_note": "It ended."}
    retire_activity(activity=first, **ended)

    # then the next one takes its place
    assert about not in addresses("okapi")
    assert about in addresses("wombat")
    # and an edit of one is followed
    last.disclosures.update(purpose="to groom zorillas")
    approve(last)
    assert about in addresses("zorilla")
    assert about not in addresses("quagga")
    assert list(read_model.check()) == []


def test_what_is_damaged_by_hand_is_named_and_mended() -> None:
    entry = make_approved_activity(title="Okapi")
    damaged = SearchEntry.objects.get(address=f"/register/{entry.reference}/")
    SearchEntry.objects.filter(pk=damaged.pk).update(tokens=" zebra ")
    SearchTerm.objects.filter(term="okapi").delete()

    found = list(map(str, read_model.check()))

    assert f"search entries: activity:{entry.pk}, {damaged.address} is different in tokens" in found
    assert any(each.startswith("search terms: ") and "okapi is missing" in each for each in found)
    assert addresses("zebra") == []
    read_model.rebuild()
    assert list(read_model.check()) == []
    assert addresses("okapi") == [damaged.address]


def test_an_empty_register_is_searched_in_vain() -> None:
    assert addresses("anything") == []
    assert not SearchEntry.objects.exists()
