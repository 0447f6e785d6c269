"""Answers for cells from a table: the ledger of a file, with a column for what to take instead."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO

from ropa.digits import whole_number
from ropa.tables.formula_escaping import unescaped

from .cell_answers import LONGEST_ANSWER, CellAnswer
from .ledger_csv import HEADER
from .problems import without_nul
from .reading.cells import column_number

ANSWER = "Answer"
LEAVE_EMPTY = "-"
_SHEET, _ROW, _COLUMN = HEADER[:3]
# No spreadsheet has a column with more letters.
_COLUMN_NAME = re.compile(r"[A-Z]{1,3}")


def answers_in_csv(text: str) -> Iterator[CellAnswer]:
    """Yield what the lines of a ledger answer in a column of their own; a line without an answer
    says nothing. Raises `ValueError`, with what is wrong and where, if it cannot be understood."""
    read = csv.DictReader(StringIO(text))
    if missing := [
        name for name in (_SHEET, _ROW, _COLUMN, ANSWER) if name not in (read.fieldnames or ())
    ]:
        raise ValueError(f"it has no column “{missing[0]}”.")
    for line in read:
        answer = without_nul(unescaped(line[ANSWER] or "")).strip()
        if not answer:
            continue
        row = whole_number((line[_ROW] or "").strip())
        column = (line[_COLUMN] or "").strip().upper()
        if not row or not _COLUMN_NAME.fullmatch(column):
            raise ValueError(f"line {read.line_num} names no cell.")
        if len(answer) > LONGEST_ANSWER:
            raise ValueError(
                f"line {read.line_num} answers with more than {LONGEST_ANSWER:,} characters."
            )
        taken = "" if answer == LEAVE_EMPTY else answer
        yield CellAnswer(line[_SHEET] or "", row, column_number(column), taken)
