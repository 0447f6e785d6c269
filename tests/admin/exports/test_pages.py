"""The page “Download the register”: choosing, seeing how much that is, and getting the file."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ropa.permissions import give_access
from ropa.reports.all_formats import every_format
from ropa.reports.formats import Format, formats
from ropa.reports.paper.limits import NotOnPaper, TooLarge
from ropa.reports.selection import Selection
from tests.admin.forms import signed_in, text_of
from tests.factories import make_activity, make_notice, make_team, make_user, publish
from tests.reports.making import READABLE, approved, references_in, report_bytes

pytestmark = pytest.mark.django_db

PAGE = "/admin/export/"
FILE = "/admin/export/download/"


@pytest.fixture
def auditor():
    return signed_in(make_user("Auditor"))


def page_text(client, address=PAGE, **query) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return text_of(answer.text)


# The page


def test_it_offers_every_form_with_its_description_and_counts_what_is_there(auditor):
    # given
    entries = approved(2)
    publish(make_notice(entries[0]))
    make_activity()

    # when
    page = page_text(auditor)

    # then
    for kind in every_format():
        assert f"{kind.title} {kind.description}" in page
    assert "This choice holds 2 entries, 1 privacy notice and 0 policy documents" in page
    assert "What was approved, as the register stands since its newest version" in page
    assert "This choice holds 3 entries, 1 privacy notice and 0 policy documents" in page_text(
        auditor, content="draft"
    )
    assert "Nobody has approved drafts." in page_text(auditor, content="draft")


def test_it_shows_what_was_chosen_and_how_much_that_is(auditor):
    # given
    approved(1, team=make_team(code="a", name="Housing"))
    approved(2)

    # when
    answer = auditor.get(PAGE, {"team": "a", "format": "json", "at": ""})

    # then
    assert '<option value="a" selected>Housing</option>' in answer.text
    assert re.search(r'id="export-format-json" value="json"[^>]* checked', answer.text)
    assert 'value="xlsx" aria-describedby="export-format-xlsx-more">' in answer.text
    assert "This choice holds 1 entry, 0 privacy notices and 0 policy documents" in text_of(
        answer.text
    )
    assert "Teams: a." in text_of(answer.text)


def test_several_answers_in_an_address_are_all_shown(auditor):
    for code in ("a", "b", "c"):
        approved(1, team=make_team(code=code))
    answer = auditor.get(f"{PAGE}?team=a&team=b")
    assert answer.text.count(" selected>") == 2
    assert "multiple>" in answer.text
    assert "This choice holds 2 entries" in text_of(answer.text)


def test_before_the_first_version_it_says_what_to_do(auditor):
    approved(1)
    page = page_text(auditor, at="2001-01-01")
    assert "This choice holds 0 entries, 0 privacy notices and 0 policy documents" in page
    assert "Nothing had been approved by then. The file says so." in page
    assert "as at 1 January 2001, 23:59:59" in page


@pytest.mark.parametrize("address", [PAGE, FILE])
@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ({"at": "9999-01-01"}, "at", "That is still to come. Choose today or an earlier day."),
        ({"at": "2020-01-01", "content": "draft"}, "at", "Drafts are not kept for past days."),
        ({"since": "soon"}, "since", "Write the day with its month and year"),
        ({"team": "no-such"}, "team", "is no team that can be chosen here."),
        ({"team": "a\0"}, "team", "is no team that can be chosen here."),
        ({"content": "<b>"}, "content", "Choose one of: approved, draft, public."),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_no_file_is_made(
    auditor, address, query, field, sentence
):
    answer = auditor.get(address, query)
    assert answer.status_code == (200 if address == PAGE else 400)
    assert f'href="#export-{field}"' in answer.text
    problem = re.search(rf'id="export-{field}-problem"><li>(.*?)</li>', answer.text)
    assert problem is not None
    assert sentence in problem[1]
    assert f"export-{field}-problem" in "".join(
        re.findall(r'aria-describedby="([^"]*)"', answer.text)
    )
    assert "This choice holds" not in answer.text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"format": "pages"}, "There is no such form. Choose one of these."),
        ({"format": "evidence", "content": "draft"}, "holds only what was approved."),
        ({"format": "evidence", "law": "uk-gdpr"}, "holds the whole register."),
        ({"format": "csv-law-enforcement", "content": "public"}, "Choose another form."),
    ],
)
def test_a_form_that_does_not_go_with_the_choice_is_told(auditor, query, sentence):
    answer = auditor.get(FILE, query)
    assert answer.status_code == 400
    problem = re.search(r'id="export-format-problem"><li>(.*?)</li>', answer.text)
    assert problem is not None
    assert sentence in problem[1]


@pytest.mark.parametrize(
    ("reason", "status"),
    [(TooLarge("It would be longer."), 400), (NotOnPaper("Another one is being made."), 503)],
)
def test_a_pdf_that_cannot_be_made_is_told_at_the_form(auditor, reason, status, monkeypatch):
    # given
    approved(1)

    def refuse(_report):
        raise reason

    refusing = replace(formats()["pdf"], write=refuse)
    monkeypatch.setitem(formats(), "pdf", refusing)

    # when
    answer = auditor.get(FILE, {"format": "pdf"})

    # then
    assert answer.status_code == status
    assert f'id="export-format-problem"><li>{reason}</li>' in answer.text


# The file


@pytest.mark.parametrize("name", READABLE)
def test_the_file_is_that_of_the_form_streamed_and_kept_by_nobody(auditor, name):
    # given
    approved(2)

    # when
    answer = auditor.get(FILE, {"format": name})

    # then
    kind = formats()[name]
    assert answer.streaming
    assert answer.headers["Content-Type"] == kind.type
    disposition = f'attachment; filename="register-approved.{kind.suffix}"'
    assert answer.headers["Content-Disposition"] == disposition
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert answer.getvalue() == report_bytes(name)


def test_without_a_choice_it_is_the_first_form(auditor):
    approved(1)
    assert auditor.get(FILE).getvalue() == report_bytes(every_format()[0].name)


def test_the_register_as_it_stood_is_two_clicks_from_the_page_that_shows_it(auditor):
    # given an auditor who looks at a day
    approved(1)
    page = auditor.get("/admin/as-at/?at=2020-03-31").text

    # when they follow the link, and press the button
    link = re.search(r'href="([^"]*)">Download the register as it stood then', page)
    assert link is not None
    form = auditor.get(link[1]).text
    assert 'id="export-at" value="2020-03-31"' in form
    assert f'formaction="{FILE}"' in form
    answer = auditor.get(FILE, {"at": "2020-03-31", "format": "json", "content": "approved"})

    # then
    assert "as-at-2020-03-31-235959.json" in answer.headers["Content-Disposition"]
    assert references_in("json", answer.getvalue()) == []


@pytest.mark.parametrize(
    "address",
    ["/admin/", "/admin/as-at/", "/admin/ropa/processingactivity/", "/admin/ropa/notice/"],
)
def test_other_pages_lead_to_it(auditor, address):
    assert f'href="{PAGE}"' in auditor.get(address).text


# Who may have what


def test_an_editor_gets_what_is_within_reach(client):
    # given
    own, other, given = approved(3)
    editor = make_user("Editor", own.team)
    give_access(editor, given)
    client = signed_in(editor)

    # when, then
    assert "This choice holds 2 entries" in page_text(client)
    assert other.team.name not in page_text(client)
    for content in ("approved", "draft"):
        answer = client.get(FILE, {"format": "json", "content": content})
        assert references_in("json", answer.getvalue()) == [own.reference, given.reference]
        assert "-part.json" in answer.headers["Content-Disposition"]
    answer = client.get(FILE, {"format": "json", "content": "public"})
    assert answer.getvalue() == report_bytes("json", Selection(is_public=True))


def test_a_form_that_holds_everything_is_for_those_who_reach_everything():
    # given
    entry = approved(1)[0]
    editor = signed_in(make_user("Editor", entry.team))

    # when
    answer = editor.get(FILE, {"format": "evidence"})

    # then
    assert answer.status_code == 403
    assert "holds the whole register, and your roles reach a part of it." in answer.text
    assert "Evidence package" not in page_text(editor)
    for role in ("Approver", "Auditor"):
        assert signed_in(make_user(role)).get(FILE, {"format": "evidence"}).status_code == 200


@pytest.mark.parametrize("address", [PAGE, FILE])
def test_whoever_looks_after_people_alone_is_refused_with_the_reason(address, client):
    answer = signed_in(make_user("Administrator")).get(address)
    assert answer.status_code == 403
    assert "None of your roles lets you view" in answer.text
    assert client.get(address).status_code == 302


def test_the_administrator_is_not_led_to_it():
    assert PAGE not in signed_in(make_user("Administrator")).get("/admin/").text


# Queries


@pytest.mark.parametrize("number", [3, 30])
def test_few_and_many_take_the_same_queries(auditor, number, django_assert_num_queries, subtests):
    for entry in approved(number):
        publish(make_notice(entry))
    for query in ({}, {"law": "uk-gdpr"}, {"content": "draft"}):
        with subtests.test(query=query), django_assert_num_queries(11):
            auditor.get(PAGE, query)


@pytest.mark.parametrize("number", [3, 30])
def test_the_file_takes_few_queries_however_many_there_are(
    auditor, number, django_assert_num_queries
):
    approved(number)
    with django_assert_num_queries(10):
        auditor.get(FILE, {"format": "json"}).getvalue()


def test_forms_are_known_by_their_names():
    assert all(isinstance(kind, Format) and formats()[kind.name] is kind for kind in every_format())
