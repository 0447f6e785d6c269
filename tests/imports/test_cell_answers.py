"""What somebody answered is taken in place of what stands in cells, and the ledger tells."""

from __future__ import annotations

from ropa.imports.cell_answers import CellAnswer, CellAnswers
from ropa.imports.ledger import CellLedger, Fate, ledger_lines
from ropa.imports.reading.cells import SheetOfCells, Unusable

ANSWERS = CellAnswers(
    [
        CellAnswer("Sheet", 2, 1, "Empty the bins"),
        CellAnswer("Sheet", 2, 0, ""),
        CellAnswer("Sheet", 3, 2, "Six years"),
    ]
)
WRONG = Unusable("#REF!", "holds an error.")


def test_answers_stand_in_their_cells_and_the_rest_as_it_was():
    assert ANSWERS.applied("Sheet", (2, ("a", WRONG, "c"))) == (2, (None, "Empty the bins", "c"))
    assert ANSWERS.applied("Sheet", (3, ("a",))) == (3, ("a", None, "Six years"))
    assert ANSWERS.applied("Other", (2, ("a", WRONG))) == (2, ("a", WRONG))


def test_it_is_said_which_cells_are_taken_otherwise():
    assert list(ANSWERS.notes()) == [
        "Taken as somebody answered on the page: B2 of “Sheet”, A2 of “Sheet”, C3 of “Sheet”."
    ]
    assert list(CellAnswers().notes()) == []


def test_the_ledger_has_what_the_file_says_and_what_was_taken_instead():
    # given
    ledger = CellLedger(ANSWERS)
    rows = iter([(2, ("a", WRONG)), (3, ("b",))])
    sheet = ledger.watch(SheetOfCells("Sheet", ("A", "B"), 1, rows))
    # when
    read = list(sheet.rows)
    ledger.settle("Sheet", 2, 1, Fate.UNDERSTOOD, "Purposes.")
    # then
    assert read[0] == (2, (None, "Empty the bins"))
    lines = {(line.row, line.column): line for line in ledger_lines(ledger.packed())}
    answered, emptied = lines[2, "B"], lines[2, "A"]
    assert (answered.value, answered.how) == (
        "#REF!",
        "Purposes. Taken as “Empty the bins”, as somebody answered on the page.",
    )
    assert (emptied.value, emptied.fate, emptied.how) == (
        "a",
        Fate.NOT_USED,
        "Left empty, as somebody answered on the page.",
    )
    assert (3, "C") not in lines
