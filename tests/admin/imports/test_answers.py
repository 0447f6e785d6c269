"""Problems are answered beside their rows, singly or for all alike."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from ropa.admin.imports.answer_choices import CHOICES
from ropa.admin.imports.answers import field_of_cell, gaps_to_list, problem_answers
from ropa.imports.annotated_workbook import annotated_workbook
from ropa.imports.ledger import ledger_lines
from ropa.imports.starting import Step
from ropa.models import ImportLedger, ProcessingActivity, RegisterImport
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED
from tests.admin.forms import signed_in, text_of
from tests.factories import make_team, make_user
from tests.imports.mapping.sheets import ENTRY, gaps_of, make_office, read
from tests.imports.reading.files import workbook
from tests.imports.uploading import (
    TITLES,
    after_step,
    checked_import,
    mapped,
    own_entry,
    own_rows,
    uploaded_import,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return make_user("Approver")


@pytest.fixture
def client(approver):
    return signed_in(approver)


@pytest.fixture
def imported(approver):
    """An import in which the purposes of three entries are formulas with an error."""

    def break_formulas(_book, sheet):
        for row, error in ((1, "#REF!"), (2, "#REF!"), (3, "#DIV/0!")):
            sheet.write_formula(row, 1, "=A9*2", None, error)

    rows = [(title, "", "", "Public task") for title in ("Bins", "Parking", "Trees")]
    brought = uploaded_import(workbook({"Register": [TITLES, *rows]}, break_formulas), approver)
    mapped(brought, make_team())
    return after_step(brought, Step.CHECK, approver)


def answered(client, imported, **more):
    address = reverse("admin:import-answers", args=[imported.pk])
    page = client.post(address, more, follow=True)
    imported.refresh_from_db()
    return page


def test_gaps_are_answered_singly_and_for_all_alike_with_what_can_be_chosen(client, approver):
    # given entries whose lawful basis nobody understands, or that have none
    rows = [
        (f"Entry {number}", f"do it {number}", "nobody", basis)
        for number, basis in enumerate(("see policy", "see policy", "Partly", ""))
    ]
    brought = uploaded_import(workbook({"Register": [TITLES, *rows]}), approver)
    mapped(brought, make_team())
    imported = after_step(brought, Step.CHECK, approver)
    gaps = gaps_to_list(imported)
    assert [each["value"] for each in gaps] == ["see policy", "see policy", "Partly", ""]
    page = client.get(reverse("admin:import-one", args=[imported.pk]))
    assert "Import as drafts" in page.text
    assert "Gaps 1 to 4 of 4" in text_of(page.text)
    assert '<option value="Contract: Article 6(1)(b)">' in page.text
    # when
    first, _, _, last = map(field_of_cell, gaps)
    page = answered(
        client,
        imported,
        **{first: "Contract: Article 6(1)(b)", f"{first}-alike": "on", last: "Public task"},
    )
    # then one gap is left, and the file is imported with the answers
    assert "Gaps 1 to 1 of 1" in text_of(page.text)
    client.post(reverse("admin:import-carry-out", args=[imported.pk]))
    bases = ProcessingActivity.objects.order_by("title").values_list(
        "purposes__lawful_basis", flat=True
    )
    assert list(bases) == ["6-1-b", "6-1-b", BASIS_TO_BE_SUPPLIED, "6-1-e"]


def test_what_is_offered_as_an_answer_is_understood(subtests):
    make_office()
    for target, texts in CHOICES.items():
        for text in texts:
            with subtests.test(target=target, text=text):
                found = read(ENTRY | {target: text})
                assert [note for note in gaps_of(found) if f"“{target}”" in note] == []


def test_problems_are_answered_singly_and_for_all_alike_and_the_file_is_imported(
    client, imported, approver
):
    # given
    first, _, third = map(field_of_cell, imported.problems)
    page = client.get(reverse("admin:import-one", args=[imported.pk]))
    assert "The same for all 2 that say this" in text_of(page.text)
    # when
    page = answered(
        client,
        imported,
        **{first: "Keep it going", f"{first}-alike": "on", f"{third}-empty": "on"},
    )
    # then
    assert imported.problem_count == 0
    assert "3 cells are taken as somebody answered here" in text_of(page.text)
    assert "Taken as somebody answered on the page: B2 of “Register”" in text_of(page.text)
    lines = list(ledger_lines(bytes(ImportLedger.objects.get(of=imported).lines)))
    said = {(line.row, line.value): line.how for line in lines if line.column == "B"}
    assert said[3, "#REF!"].endswith("Taken as “Keep it going”, as somebody answered on the page.")
    assert said[4, "#DIV/0!"] == "Left empty, as somebody answered on the page."
    sheet = load_workbook(BytesIO(annotated_workbook(imported))).active
    assert [sheet[place].value for place in ("B2", "B4")] == ["Keep it going", None]
    # when
    after_step(imported, Step.CARRY_OUT, approver)
    # then
    purposes = ProcessingActivity.objects.order_by("reference").values_list(
        "title", "purposes__statement"
    )
    assert list(purposes)[:2] == [("Bins", "Keep it going"), ("Parking", "Keep it going")]


def test_what_is_answered_for_one_counts_more_than_for_all_alike(client, imported):
    first, second, _ = map(field_of_cell, imported.problems)
    answered(client, imported, **{second: "Mine", first: "All", f"{first}-alike": "on"})
    assert [each[1:] for each in imported.answers] == [[2, 1, "All"], [3, 1, "Mine"]]
    # when other answers come, those before stay
    third = field_of_cell(imported.problems[0])
    answered(client, imported, **{third: "Third"})
    assert len(imported.answers) == 3


def test_an_answer_that_makes_no_sense_saves_nothing(client, imported):
    first = field_of_cell(imported.problems[0])
    page = answered(client, imported, **{first: "x", f"{first}-empty": "on"})
    assert page.status_code == 400
    assert f'href="#{first}"' in page.text
    assert "not both" in text_of(page.text)
    assert 'value="x"' in page.text
    page = answered(client, imported)
    assert "Answer at least one problem." in text_of(page.text)
    assert imported.answers == []


def test_answers_are_forgotten(client, imported):
    answered(client, imported, **{field_of_cell(imported.problems[0]): "x"})
    assert imported.problem_count == 2
    answered(client, imported, forget="1")
    assert (imported.answers, imported.problem_count) == ([], 3)


def test_one_of_the_registers_own_files_is_answered_as_well(client, approver):
    # given
    team = make_team()
    imported = checked_import(own_rows(own_entry("RPA-7001", team) | {"Public": "maybe"}), approver)
    # when
    answered(client, imported, **{field_of_cell(imported.problems[0]): "Yes"})
    # then
    assert (imported.state, imported.problem_count) == (RegisterImport.State.CHECKED, 0)


def test_what_is_about_the_titles_of_a_sheet_cannot_be_answered(client, approver):
    # given
    imported = checked_import(own_rows(own_entry("RPA-7001", make_team())), approver)
    problem = {"sheet": "Entries", "row": "1", "number": 1, "column": "Title", "value": "Title"}
    imported.problems, imported.problem_count = [problem | {"says": "Mend."}], 1
    imported.save()
    # when
    page = answered(client, imported, **{field_of_cell(problem): "x"})
    # then
    assert "This cannot be answered here" in text_of(page.text)
    assert imported.answers == []


@pytest.mark.engine_free
def test_gaps_of_rows_are_listed_too_where_another_table_has_no_cell_for_them():
    gap = {"kind": "gap", "sheet": "A", "row": "4", "says": "Write it.", "value": ""}
    imported = RegisterImport(
        mapping={"Recipients": "recipients"},
        remarks=[
            {**gap, "number": 3, "column": "Recipients"},
            {**gap, "number": 4, "column": ""},
            {**gap, "number": 0, "column": ""},
            {**gap, "number": 5, "column": "", "kind": "guess"},
        ],
    )
    listed = gaps_to_list(imported)
    assert [(each["number"], each["column"]) for each in listed] == [(3, "Recipients"), (4, "")]
    answers = problem_answers(imported, listed, {})
    assert [bool(each.field) for each in answers] == [True, False]
