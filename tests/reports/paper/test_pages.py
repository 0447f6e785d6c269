"""What a register on paper says, and in which order: before it is typeset."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import timezone
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from ropa.dates import second_in_words
from ropa.documents.build import activity_document
from ropa.documents.classification import Document
from ropa.documents.schema import ActivityDocument
from ropa.models import ControllerRole, ProcessingActivity, Version
from ropa.models.grounds import LegalRegime
from ropa.models.identifiers import IDENTIFIER_FORMS
from ropa.reports.paper import limits
from ropa.reports.paper.limits import TooLarge
from ropa.reports.processor_columns import PROCESSOR_COLUMNS
from ropa.reports.report_query import report
from ropa.reports.section_61 import SECTION_61
from ropa.reports.selection import Selection
from ropa.tables.content_digest import ContentDigest
from tests.documents.filled import fill_activity
from tests.factories import (
    add_parts,
    approve,
    frozen,
    make_notice,
    make_organisation,
    make_processor_entry,
    make_reachable,
    publish,
)
from tests.public.test_updates import marked
from tests.reports.making import approve_again, approved

from .printed import html_of, squeezed, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

DRAFT = Selection(is_draft=True)
PUBLIC = Selection(is_public=True)
SECRET = "SECRET-OF-STAFF-"
# Not for a board: what programs go by, notes of work in progress, and what stands in the workbook
# alone. Periods are told in words, open questions as such, and that the body decides by naming it.
NOT_PRINTED = re.compile(
    r"\.(code|internal_note|subject|label|legislation\.name|minimum_period|review_interval)$"
    r"|\.people\.related_groups"
    r"|\.organisation\.(description|privacy_notice_url|contact_points)"
    rf"|\.organisation\.({'|'.join(IDENTIFIER_FORMS)})$"
    r"|\.children_considered_by$"
    r"|\.data\.description$|\.rights\.explanation$|\.offence\.url$|\.(extent|law_kind|assessment|compatibility|limit\.name)$"
    r"|\.(automated_decisions|capacity|providing|transfers_position|significance)\.name$"
)


def filled(regime: LegalRegime) -> tuple[ProcessingActivity, ActivityDocument]:
    """An entry with something in every field; its periods are periods."""
    activity = fill_activity()
    activity.legal_regime = regime
    activity.save()
    activity.retention_rules.exclude(minimum_period="").update(minimum_period="P3Y")
    activity.retention_rules.update(review_interval="P1Y")
    return activity, activity_document(activity)


def headings(html: str, level: int) -> list[str]:
    return [
        " ".join(re.sub("<span.*?</span>", "", each).split())
        for each in re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", html, re.DOTALL)
    ]


def citations(html: str) -> list[str]:
    """The law that asks for each fact, as its heading says."""
    found = re.findall(r"<h4[^>]*>.*?<span[^>]*>(.*?)</span>", html, re.DOTALL)
    return [" ".join(each.split()) for each in found]


def texts(value: Any, path: str = "") -> list[tuple[str, str]]:
    """Every text in a document that people read, with the name of its field."""
    if isinstance(value, tuple):
        return [found for item in value for found in texts(item, path)]
    if isinstance(value, Document):
        return [
            found
            for name in type(value).model_fields
            for found in texts(getattr(value, name), f"{path}.{name}")
        ]
    is_told = isinstance(value, str) and value and not NOT_PRINTED.search(path)
    return [(path, value)] if is_told else []


# What is said


@pytest.mark.parametrize("regime", LegalRegime)
def test_everything_recorded_of_an_entry_is_printed(regime: LegalRegime) -> None:
    # given
    activity, document = filled(regime)
    frozen(activity, document)

    # when
    html = html_of()
    said = text_of(html).casefold()

    # then
    missing = {
        f"{path}: {text}"
        for path, text in texts(document)
        if squeezed(text).casefold() not in said and escape(text) not in html
    }
    assert sorted(missing) == []


def test_an_entry_is_told_in_the_order_in_which_people_ask() -> None:
    approved(1)
    assert headings(html_of(), 4) == [
        "Who is responsible",
        "What it is for, and on which ground",
        "What the law requires or allows",
        "Whose information, and which",
        "Where it comes from",
        "Who it may be shared with",
        "Information sent abroad",
        "How long it is kept",
        "How it is kept safe",
        "Rights people have",
        "Decisions made by computer",
        "Impact assessment",
        "Policy on keeping and erasing",
        "Places and papers",
    ]


def test_law_enforcement_says_so_and_follows_section_61() -> None:
    # given
    entry, document = filled(LegalRegime.LAW_ENFORCEMENT)
    frozen(entry, document)
    other = approved(1)[0]

    # when
    html = html_of()
    of_entry, of_other = (
        next(each for each in html.split("<article")[1:] if f'id="entry-{reference}"' in each)
        for reference in (entry.reference, other.reference)
    )

    # then
    asked_for = [column.title for column in SECTION_61]
    assert headings(of_entry, 4)[: len(asked_for)] == asked_for
    assert [citation for citation in citations(of_entry) if "UK GDPR" in citation] == []
    assert citations(of_entry)[-3:] == [
        "DPA 2018 section 44(1)(d)",
        "DPA 2018 section 64",
        "DPA 2018 sections 34(3), 59 and 67",
    ]
    assert "told in the order of section 61" in of_entry
    assert "Law enforcement</strong>" in of_entry
    assert "Law enforcement</strong>" not in of_other
    overview = re.findall(r"<tr>\s*<th scope=\"row\"><a href=.*?</tr>", html, re.DOTALL)
    ends = {
        row.split("#entry-")[1].partition('"')[0]: text_of(row).endswith("Yes") for row in overview
    }
    assert ends == {entry.reference: True, other.reference: False}


def test_entries_stand_under_their_business_function_or_else_their_team() -> None:
    approved(1, title="Second", business_function="Welfare")
    first = approved(1, title="First", business_function="admissions")[0]
    third = approved(1, title="Third", business_function=" ")[0]
    third.team.name = "Zoology"
    third.team.save()

    html = html_of(DRAFT)

    named = headings(html, 2)
    assert named[-3:] == ["admissions", "Welfare", "Zoology"]
    assert headings(html, 3) == ["First", "Second", "Third"]
    assert html.index(f'href="#entry-{first.reference}"') < html.index(
        f'id="entry-{first.reference}'
    )


def test_of_what_is_public_entries_stand_under_their_controllers() -> None:
    entry, other = approved(2, business_function="Not for the public")
    body = make_organisation(name="Another Body", short_name="AB")
    other.controller_roles.update(role="separate", scope="what it holds")
    ControllerRole.objects.create(
        activity=other, organisation=make_reachable(body), role="separate", scope="what it gets"
    )
    approve_again(other, summary="With another controller.")

    html = html_of(PUBLIC)

    assert "Not for the public" not in html
    bodies = [each.team.organisation.name for each in (entry, other)]
    assert headings(html, 2)[3:] == [bodies[0], f"{bodies[1]} and AB"]


def test_the_cover_says_what_every_file_says() -> None:
    # given
    entry = approved(1)[0]
    publish(make_notice(entry))
    head, whole, digest = Version.objects.latest("sequence"), report(Selection()), ContentDigest()
    for each in whole.entries():
        digest.entry(*each.digested)
    for notice in whole.notices():
        digest.notice(
            notice.document.slug,
            notice.digest,
            is_policy_document=notice.document.is_policy_document,
        )

    # when
    said = text_of(html_of())

    # then
    assert digest.hexdigest() in said
    assert head.row_hash in said
    assert squeezed(f"As at {second_in_words(head.created_at)}") in said
    assert squeezed(entry.team.organisation.name) in said


def test_it_says_as_at_when_and_what_was_left_out() -> None:
    approved(1)
    at = timezone.now()
    said = text_of(html_of(Selection(at=at, teams=frozenset({"office"}))))
    assert squeezed(f"As at {second_in_words(at)}") in said
    assert "Only:Teamsoffice" in said


@pytest.mark.parametrize(
    ("selection", "mark"),
    [(DRAFT, "Draft, not approved"), (PUBLIC, "Public content only"), (Selection(), None)],
)
def test_drafts_and_public_content_are_marked(selection: Selection, mark: str | None) -> None:
    approved(1)
    found = re.search(r'class="cover__mark">([^<]*)<', html_of(selection))
    assert (found and found.group(1)) == mark


def test_an_approved_entry_says_which_version_who_approved_it_and_when() -> None:
    approved(1)
    version = Version.objects.get()
    said = text_of(html_of())
    day = timezone.localtime(version.created_at)
    assert squeezed(f"Version 1, {day.day} {day:%B %Y}, by {version.created_by_name}") in said
    assert f"{version.digest[:16]}…" in said


def test_a_register_without_entries_says_so() -> None:
    approved(1)
    html = html_of(Selection(at=datetime(2001, 1, 1, tzinfo=UTC)))
    assert "No entries" in headings(html, 2)
    assert "nothing had been approved by then" in html
    assert "Contents" not in html


# For the public


def test_what_is_done_for_others_is_told_in_the_layout_for_processors() -> None:
    approve(make_processor_entry())
    html = html_of()
    assert "As processor: others decide" in html
    asked_for = [column.title for column in PROCESSOR_COLUMNS if column.required]
    assert [title for title in headings(html, 4) if title in asked_for] == asked_for
    assert "What it is for, and on which ground" not in headings(html, 4)


@pytest.mark.parametrize("regime", LegalRegime)
def test_nothing_internal_is_in_what_the_public_may_have(regime: LegalRegime) -> None:
    # given an entry with a secret in every internal field
    activity, document = filled(regime)
    frozen(activity, marked(document, SECRET))
    version = Version.objects.get()
    assert SECRET in html_of()

    # when
    html = html_of(PUBLIC)

    # then
    assert activity.title in html
    assert SECRET not in html
    assert version.created_by_name not in html
    assert "Impact assessment" not in html


# Text is text


def test_words_of_the_record_are_not_taken_for_html() -> None:
    approved(1, title="Visits &lt; <b>all</b>", business_function="<i>Fun</i>")
    html = html_of()
    assert "<b>all</b>" not in html
    assert "<i>Fun</i>" not in html
    assert squeezed("Visits &lt; <b>all</b>") in text_of(html)


def test_each_place_is_there_once_and_every_link_leads_to_one() -> None:
    add_parts(approved(2)[0], 2)
    html = html_of(DRAFT)
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


# How much


@pytest.mark.parametrize("number", [2, 20])
def test_few_and_many_entries_take_the_same_queries(
    number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for entry in approved(number):
        publish(make_notice(entry))
    with django_assert_num_queries(3):
        html_of()


def test_what_is_too_long_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    entries = approved(3)
    longest = len(html_of())
    monkeypatch.setattr(limits, "MOST_CHARACTERS", longest)
    assert entries[2].reference in html_of()

    # when, then
    monkeypatch.setattr(limits, "MOST_CHARACTERS", longest // 3)
    with pytest.raises(TooLarge, match="Choose a part of the register, such as a team"):
        html_of()
