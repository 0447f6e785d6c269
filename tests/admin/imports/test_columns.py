"""Saying what the columns of a spreadsheet hold, and what names in it stand for."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ropa.admin.imports.columns import CHOOSE, CHOOSE_EACH, NO_ANSWERS, NO_TEAM
from ropa.admin.imports.names import field_of
from ropa.imports.mapping.results import ORGANISATIONS
from ropa.imports.starting import Step
from ropa.models import ImportFile, Organisation, ProcessingActivity, RegisterImport
from ropa.reports.csv_files import CSV
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from tests.admin.forms import fields_of, signed_in, text_of
from tests.factories import make_organisation, make_team, make_user
from tests.imports.reading.files import workbook
from tests.imports.uploading import (
    TITLES,
    UNKNOWN,
    after_step,
    entry_line,
    mapped,
    own_entry,
    own_rows,
    spreadsheet,
    uploaded_import,
)

pytestmark = pytest.mark.django_db
State = RegisterImport.State
NAME = field_of(ORGANISATIONS, UNKNOWN)


@pytest.fixture
def team():
    return make_team(name="The Office")


@pytest.fixture
def approver():
    return make_user("Approver")


@pytest.fixture
def client(approver):
    return signed_in(approver)


@pytest.fixture
def imported(approver):
    return uploaded_import(spreadsheet(entry_line(1, UNKNOWN), entry_line(2)), approver, "ours.csv")


def url(name: str, imported: RegisterImport) -> str:
    return reverse(f"admin:import-{name}", args=[imported.pk])


def chosen(client, imported, team, **changes):
    """What a browser would send from the page, with some answers changed."""
    fields = fields_of(client.get(url("columns", imported)).text)
    return fields | {"team": team.code} | changes


# Columns


def test_columns_are_shown_with_examples_and_what_is_recognised(client, imported, team):
    page = client.get(url("columns", imported))
    text = text_of(page.text)
    assert "Activity of the council 1Activity of the council 2" in text
    fields = fields_of(page.text)
    assert [fields[f"column-{place}"] for place in range(4)] == [
        ["title"],
        ["purposes"],
        ["recipients"],
        ["lawful-basis"],
    ]


def test_a_spreadsheet_leads_to_its_columns_and_from_there_to_what_would_happen(client, team):
    # given
    file = SimpleUploadedFile("ours.csv", spreadsheet(entry_line(1), entry_line(2)))
    page = client.post(reverse("admin:import"), {"file": file}, follow=True)
    imported = RegisterImport.objects.get()
    assert page.redirect_chain == [(url("columns", imported), 302)]
    # when
    page = client.post(url("columns", imported), chosen(client, imported, team), follow=True)
    # then
    assert "Ready to import" in text_of(page.text)
    assert "Entries 2 0 0" in text_of(page.text)
    client.post(url("carry-out", imported))
    assert {entry.team for entry in ProcessingActivity.objects.all()} == {team}


def test_what_was_chosen_before_is_proposed_and_a_second_import_changes_nothing(
    client, approver, team
):
    odd = ("Was", "Wozu", "Wer", "Warum")
    content = spreadsheet(entry_line(1), titles=odd)
    for happens in ("Ready to import", "Nothing to change"):
        imported = uploaded_import(content, approver, "ours.csv")
        sent = chosen(client, imported, team)
        if happens == "Ready to import":
            assert not any("".join(sent.get(f"column-{place}", "")) for place in range(4))
            targets = ("title", "purposes", "recipients", "lawful-basis")
            sent |= {f"column-{place}": target for place, target in enumerate(targets)}
        page = client.post(url("columns", imported), sent, follow=True)
        assert happens in text_of(page.text)
        client.post(url("carry-out", imported))


def test_a_column_of_which_nothing_is_said_is_asked_about_again(client, imported, team):
    sent = chosen(client, imported, team, **{"column-2": "", "column-3": "no-such"})
    sent["team"] = "x"
    page = client.post(url("columns", imported), sent)
    assert page.status_code == 400
    text = text_of(page.text)
    assert f"Recipients: {CHOOSE}" in text
    assert f"Lawful basis: {CHOOSE}" in text
    # and the summary has one line for both
    assert f"“Recipients”, “Lawful basis”: {CHOOSE_EACH}" in text
    assert NO_TEAM in text
    assert [f'<a href="#{field}">' in page.text for field in ("column-2", "column-3")] == [
        True,
        False,
    ]
    for field in ("column-2", "column-3", "team"):
        assert f'aria-describedby="{"team-help " if field == "team" else ""}{field}-problem"' in (
            page.text
        )
    imported.refresh_from_db()
    assert imported.state == State.MAPPING


def test_what_takes_one_column_is_not_given_two(client, imported, team):
    sent = chosen(client, imported, team, **{"column-1": "title"})
    text = text_of(client.post(url("columns", imported), sent).text)
    assert "Purposes: “Title” is “Title” already, and only one column can be." in text


def test_leaving_everything_out_is_no_import(client, imported, team):
    out = {f"column-{place}": "leave-out" for place in range(4)}
    text = text_of(
        client.post(url("columns", imported), chosen(client, imported, team, **out)).text
    )
    assert NO_ANSWERS in text


def test_another_sheet_and_another_row_of_titles_can_be_chosen(client, approver, team):
    lines = [entry_line(1), entry_line(2)]
    book = workbook(
        {
            "Notes": [["Nothing", "here"], ["at", "all"]],
            "Register": [["Our register"], ["kept", "by", "the", "office"], TITLES, *lines],
        }
    )
    imported = uploaded_import(book, approver)
    first = client.get(url("columns", imported))
    assert "Columns of “Register”" in text_of(first.text)
    assert fields_of(first.text)["row"] == ["3"]
    second = client.get(url("columns", imported), {"sheet": "Notes"})
    assert "Columns of “Notes”" in text_of(second.text)
    third = client.get(url("columns", imported), {"sheet": "Register", "row": "2"})
    assert "office" in text_of(third.text).split("It holds")[1]
    lost = client.get(url("columns", imported), {"sheet": "No such"})
    assert "There is no sheet “No such”. Sheets are: “Notes”, “Register”." in text_of(lost.text)
    # when
    sent = fields_of(first.text) | {"team": team.code}
    page = client.post(url("columns", imported), sent, follow=True)
    # then
    assert "Ready to import" in text_of(page.text)


FORM = [
    ["", "Museum friends", "School visits"],
    ["About the activity"],
    ["Name of activity", "Museum friends", "School visits"],
    ["Purpose of processing", "Keep in touch", "Plan visits"],
    ["Lawful basis", "Consent", "Public task"],
    ["How long do we keep it?", "6 years", "1 year"],
]


def test_a_form_whose_titles_stand_below_one_another_comes_in_as_it_is_shown(
    client, approver, team
):
    imported = uploaded_import(workbook({"Form": FORM}), approver)
    page = client.get(url("columns", imported))
    assert "Each entry of this sheet goes down a column." in text_of(page.text)
    sent = fields_of(page.text) | {"team": team.code}
    assert "row" not in sent
    # when
    page = client.post(url("columns", imported), sent, follow=True)
    assert "Ready to import" in text_of(page.text)
    client.post(url("carry-out", imported))
    # then
    titles = set(ProcessingActivity.objects.values_list("title", flat=True))
    assert titles == {"Museum friends", "School visits"}


def test_of_sheets_with_the_same_columns_all_are_chosen_and_one_can_be(client, approver, team):
    sheets = {title: [TITLES, entry_line(n)] for n, title in enumerate(("North", "South"))}
    imported = uploaded_import(workbook(sheets), approver)
    first = client.get(url("columns", imported)).text
    assert fields_of(first)["sheet"] == ["*"]
    assert "These belong together: North, South." in text_of(first)
    assert "Nothing is read of" not in text_of(first)
    one = client.get(url("columns", imported), {"sheet": "South"}).text
    assert fields_of(one)["sheet"] == ["South"]
    assert "Nothing is read of “North”." in text_of(one)
    # when
    client.post(url("columns", imported), fields_of(first) | {"team": team.code})
    # then
    page = text_of(client.get(url("one", imported)).text)
    assert "the sheets that belong together" in page


def test_whoever_works_for_one_team_need_not_choose(team):
    editor = make_user("Editor", team)
    imported = uploaded_import(spreadsheet(entry_line(1)), editor)
    make_team()
    fields = fields_of(signed_in(editor).get(url("columns", imported)).text)
    assert fields["team"] == [team.code]


def test_columns_are_chosen_again_with_what_was_chosen(client, imported, team, approver):
    mapped(imported, team)
    imported.mapping |= {"Recipients": "leave-out"}
    imported.save()
    after_step(imported, Step.CHECK, approver)
    fields = fields_of(client.get(url("columns", imported)).text)
    assert (fields["column-2"], fields["team"]) == (["leave-out"], [team.code])
    page = client.post(url("columns", imported), fields, follow=True)
    assert "How its columns are read" in text_of(page.text)


def test_own_files_and_files_that_are_gone_have_no_columns_to_choose(client, imported, approver):
    own = uploaded_import(own_rows(own_entry("RPA-7001", make_team())), approver)
    assert client.get(url("columns", own)).url == url("one", own)
    ImportFile.objects.all().delete()
    assert client.get(url("columns", imported)).url == url("one", imported)


@pytest.mark.parametrize("number", [2, 300])
def test_columns_without_number_take_as_many_queries(
    number, client, approver, django_assert_num_queries
):
    titles = [f"Column {place}" for place in range(number)]
    imported = uploaded_import(spreadsheet(titles, titles=titles), approver)
    with django_assert_num_queries(8):
        assert client.get(url("columns", imported)).status_code == 200


# Names


@pytest.fixture
def checked(imported, team, approver):
    make_organisation(code="dfe", name="Department for Education")
    mapped(imported, team)
    return after_step(imported, Step.CHECK, approver)


@pytest.mark.parametrize(
    ("answer", "recipient"),
    [
        ({NAME: "dfe"}, "Department for Education"),
        ({NAME: "new"}, UNKNOWN),
        ({NAME: "new-body"}, UNKNOWN),
        ({NAME: "new", f"{NAME}-other": "Another body"}, "Another body"),
        ({NAME: "dfe", f"{NAME}-other": "another"}, "Another body"),
    ],
)
def test_a_name_stands_for_what_people_say(client, checked, answer, recipient):
    # given
    make_organisation(code="another", name="Another body")
    page = client.get(url("one", checked)).text
    assert "1 name that nobody knows. Nothing is imported until you have decided" in text_of(page)
    assert "Surely another name for" in text_of(page)
    assert '<option value="dfe" selected>Department for Education</option>' in page
    # when
    page = client.post(url("names", checked), answer, follow=True)
    # then
    assert "Ready to import" in text_of(page.text)
    client.post(url("carry-out", checked))
    [disclosure] = ProcessingActivity.objects.get(title=entry_line(1)[0]).disclosures.all()
    assert disclosure.recipient.name == recipient
    kind = {"new": "kind", "new-body": "body"}.get(answer[NAME])
    if kind and recipient == UNKNOWN:
        assert Organisation.objects.get(name=UNKNOWN).kind == kind


@pytest.mark.parametrize(
    ("answer", "says", "place"),
    [
        ({}, "Choose what at least one name stands for.", "#names"),
        ({NAME: "forged"}, "Choose what at least one name stands for.", "#names"),
        (
            {NAME: "new", f"{NAME}-other": "nobody"},
            f"“{UNKNOWN}”: write a name that the register has.",
            f"#{NAME}-other-name",
        ),
    ],
)
def test_an_answer_that_says_nothing_is_asked_for_again(client, checked, answer, says, place):
    page = client.post(url("names", checked), answer)
    assert page.status_code == 400
    assert says in text_of(page.text)
    assert f'<a href="{place}">' in page.text
    checked.refresh_from_db()
    assert checked.names == []


def test_decisions_hold_for_the_corrected_file_and_the_next_one_like_it(client, checked, team):
    client.post(url("names", checked), {NAME: "dfe"})
    content = spreadsheet(entry_line(3, UNKNOWN))
    corrected = {"file": SimpleUploadedFile("ours.csv", content)}
    page = client.post(url("correct", checked), corrected, follow=True)
    assert "Ready to import" in text_of(page.text)
    page = client.post(
        reverse("admin:import"), {"file": SimpleUploadedFile("ours.csv", content)}, follow=True
    )
    newest = RegisterImport.objects.latest("pk")
    page = client.post(url("columns", newest), chosen(client, newest, team), follow=True)
    assert "Ready to import" in text_of(page.text)


def test_whoever_may_not_add_reference_data_is_told_who_can(team):
    editor = make_user("Editor", team)
    imported = uploaded_import(spreadsheet(entry_line(1, UNKNOWN)), editor)
    mapped(imported, team)
    after_step(imported, Step.CHECK, editor)
    client = signed_in(editor)
    assert "an approver finds this file" in text_of(client.get(url("one", imported)).text)
    text = text_of(client.post(url("names", imported), {NAME: "new"}, follow=True).text)
    assert "An approver can: they find this file under “Imports”" in text
    # and it is nothing to correct in the file, also for the approver who opens it
    assert "What to correct" not in text
    approver = signed_in(make_user("Approver"))
    opened = text_of(approver.get(url("one", imported)).text)
    assert f"what {editor.get_username()} has no role to do: add organisations (1)" in opened
    assert "You may do this." in opened


@pytest.mark.parametrize("number", [1, 120])
def test_names_without_number_come_a_page_at_a_time(
    number, client, approver, team, django_assert_num_queries
):
    lines = [entry_line(place, f"Zq{place:03d} of the {place}") for place in range(number)]
    imported = uploaded_import(spreadsheet(*lines), approver)
    mapped(imported, team)
    imported = after_step(imported, Step.CHECK, approver)
    assert len(imported.unknown) == number
    with django_assert_num_queries(6):
        page = client.get(url("one", imported))
    assert page.text.count('class="import__name"') == min(number, 100)
    if number > 100:
        last = client.get(url("one", imported), {"names": "2"})
        assert last.text.count('class="import__name"') == 20


def test_a_table_that_the_register_made_for_reading_is_said_to_be_one(client, approver, imported):
    made = b"".join(CSV.write(report(Selection(is_draft=True))))
    brought = uploaded_import(made, approver, "register.csv")
    assert "made by the register for reading" in client.get(url("columns", brought)).text
    assert "made by the register for reading" not in client.get(url("columns", imported)).text


def test_what_the_file_hides_is_named_and_brought_in_if_somebody_says_so(client, team, approver):
    # given a hidden row and a hidden column
    def hide(_book, sheet):
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column(2, 2, None, None, {"hidden": True})

    lines = [entry_line(number) for number in (1, 2)]
    book = workbook({"Register": [TITLES, *lines]}, hide)
    imported = uploaded_import(book, approver, "ours.xlsx")
    # then it is named, and left out if nobody says otherwise
    page = client.get(url("columns", imported)).text
    assert "The file hides row 3." in text_of(page)
    assert "Recipients (hidden in the file)" in text_of(page)
    sent = fields_of(page) | {"team": team.code}
    assert sent["column-2"] == ["leave-out"]
    client.post(url("columns", imported), sent)
    imported.refresh_from_db()
    assert imported.counts["tables"]["activities"]["created"] == 1
    # when
    client.post(url("columns", imported), sent | {"with-hidden": "1"})
    # then
    imported.refresh_from_db()
    assert imported.counts["tables"]["activities"]["created"] == 2
    assert (
        'id="with-hidden" value="1" aria-describedby="hidden-help" checked'
        in client.get(url("columns", imported)).text
    )
