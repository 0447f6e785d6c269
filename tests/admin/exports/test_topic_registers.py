"""The registers that follow from the record, as staff and auditors read them."""

from __future__ import annotations

import json

import pytest

from ropa.documents.build import activity_document
from ropa.reports.paper import limits
from ropa.reports.topic_registers import TOPIC_REGISTERS
from tests.admin.forms import signed_in, text_of
from tests.factories import frozen, make_activity, make_team, make_user
from tests.reports.making import approved, filled_entry

pytestmark = pytest.mark.django_db

PAGE = "/admin/registers/"


@pytest.fixture
def auditor():
    return signed_in(make_user("Auditor"))


@pytest.fixture
def entry():
    made = filled_entry()
    frozen(made, activity_document(made))
    return made


def test_every_register_is_listed_and_has_a_page_and_files(auditor, entry):
    listed = auditor.get(PAGE).text
    for topic in TOPIC_REGISTERS:
        assert f'href="{PAGE}{topic.name}/"' in listed
        page = auditor.get(f"{PAGE}{topic.name}/")
        assert page.status_code == 200
        assert topic.citation in page.text
        for form in ("csv", "json", "xlsx"):
            assert f"{PAGE}{topic.name}/{form}/" in page.text
            file = auditor.get(f"{PAGE}{topic.name}/{form}/")
            assert file.status_code == 200
            assert b"".join(file)


def test_a_pdf_that_cannot_be_made_says_why_on_the_page(auditor, entry, monkeypatch):
    monkeypatch.setattr(limits, "MOST_CHARACTERS", 100)
    answer = auditor.get(f"{PAGE}systems/pdf/")
    assert answer.status_code == 503
    assert "A PDF holds about 300 pages at most" in answer.text


def test_a_page_shows_internal_facts_and_which_entries_lack_one(auditor, entry):
    page = text_of(auditor.get(f"{PAGE}processors/").text)

    assert "2 rows from 1 entry" in page
    assert "Contract" in page
    assert "Entries that name a processor without due diligence: none." in page


def test_drafts_and_past_days_can_be_chosen_and_come_along_with_the_files(auditor):
    # given
    approved(1, title="Approved")
    make_activity(title="A draft")

    # when
    drafts = auditor.get(f"{PAGE}impact-assessments/", {"content": "draft"}).text
    now = auditor.get(f"{PAGE}impact-assessments/").text
    file = b"".join(auditor.get(f"{PAGE}impact-assessments/json/", {"content": "draft"}))
    past = text_of(auditor.get(f"{PAGE}impact-assessments/", {"at": "2001-01-01"}).text)

    # then
    assert "A draft" in drafts
    assert "impact-assessments/csv/?content=draft" in drafts
    assert "A draft" not in now
    assert {row["entry"] for row in json.loads(file)["rows"]} == {"Approved", "A draft"}
    assert "0 rows from 0 entries" in past


def test_a_day_that_is_none_is_told_at_the_field(auditor):
    page = auditor.get(f"{PAGE}retention/", {"at": "31 March"})

    assert page.status_code == 400
    assert "RPA-" not in page.text
    assert "Write the day with its month and year" in page.text
    assert auditor.get(f"{PAGE}retention/csv/", {"at": "31 March"}).status_code == 400


def test_an_editor_sees_what_is_within_reach(client):
    # given
    own = make_team()
    approved(1, team=own, title="Mine")
    approved(1, title="Theirs")
    editor = signed_in(make_user("Editor", own))

    # when
    page = editor.get(f"{PAGE}impact-assessments/").text

    # then
    assert "Mine" in page
    assert "Theirs" not in page


def test_a_reference_leads_to_the_form_of_its_entry(auditor):
    entry = make_activity()

    answer = auditor.get(f"/admin/entry/{entry.reference}/")

    assert answer.headers["Location"] == f"/admin/ropa/processingactivity/{entry.pk}/change/"
    assert auditor.get("/admin/entry/RPA-9999/").status_code == 404
    outside = signed_in(make_user("Editor", make_team()))
    assert outside.get(f"/admin/entry/{entry.reference}/").status_code == 404


def test_who_may_not_see_entries_is_told_so(client):
    nobody = make_user("Editor")
    nobody.groups.clear()

    assert signed_in(nobody).get(PAGE).status_code == 403


def test_what_is_not_there_is_not_found(auditor):
    assert auditor.get(f"{PAGE}nothing/").status_code == 404
    assert auditor.get(f"{PAGE}retention/docx/").status_code == 404


@pytest.mark.parametrize("number", [1, 6])
def test_as_many_queries_with_few_entries_and_with_many(auditor, django_assert_num_queries, number):
    approved(number)

    with django_assert_num_queries(9):
        auditor.get(f"{PAGE}retention/")
