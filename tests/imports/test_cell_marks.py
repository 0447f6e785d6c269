"""What a check found is known by the cell of the file where it stands."""

from __future__ import annotations

from ropa.imports.cell_marks import Mark, marks_of_sheet
from ropa.imports.reading.cells import Source
from ropa.models import RegisterImport

MAPPING = {"Title": "title", "Purposes": "purposes", "Retention": "retention"}


def found(sheet: str, number: int, column: str, **more: str) -> dict[str, object]:
    return {"sheet": sheet, "number": number, "column": column, "says": "Look.", **more}


def import_of(*problems, remarks=(), kind=RegisterImport.Kind.MAPPED) -> RegisterImport:
    """An import, not saved, in which a check found that."""
    return RegisterImport(
        kind=kind, mapping=MAPPING, problems=list(problems), remarks=list(remarks)
    )


def source(*rows: tuple[str, ...], title: str = "Sheet") -> Source:
    return Source(title, lambda _layout: iter(enumerate(rows, start=1)))


TABLE = source(("Our register",), ("Title", "Purposes", "Retention"), ("Bins", "", "TBC"))


def test_a_problem_is_marked_in_the_column_of_its_title():
    marks = marks_of_sheet(import_of(found("Sheet", 3, "Retention")), TABLE)
    assert marks == {(3, 2): [Mark("problem", "Look.")]}


def test_what_is_said_of_a_row_stands_in_its_first_cell_and_of_a_sheet_in_the_header():
    marks = marks_of_sheet(import_of(found("Sheet", 3, ""), found("Sheet", 0, "")), TABLE)
    assert marks.keys() == {(3, 0), (2, 0)}


def test_of_one_cell_the_worst_comes_first():
    # given
    imported = import_of(
        found("Sheet", 3, "Title"),
        remarks=[
            found("Sheet", 3, "Title", kind="guess"),
            found("Sheet", 3, "Title", kind="gap"),
        ],
    )
    # then
    (marks,) = marks_of_sheet(imported, TABLE).values()
    assert [str(each) for each in marks] == ["Problem: Look.", "Gap: Look.", "Guess: Look."]


def test_of_a_form_the_column_of_an_entry_is_marked():
    # given
    form = source(("Title", "Bins"), ("Purposes", "Collect"), ("Retention", "TBC"))
    # then
    marks = marks_of_sheet(import_of(found("Sheet", 2, "Retention")), form)
    assert marks.keys() == {(3, 1)}


def test_what_stands_on_another_sheet_is_not_marked():
    assert marks_of_sheet(import_of(found("Other", 3, "Title")), TABLE) == {}
