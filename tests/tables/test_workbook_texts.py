"""Texts stand in workbooks as they are, whatever they begin like."""

from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import load_workbook

from ropa.tables.workbook_texts import write_text


@pytest.mark.parametrize("in_memory", [True, False])
@pytest.mark.parametrize(
    "text",
    ["=1+1", "<r><t>x</t></r>", "<r></r>", "<r>& ü</r>", " https://example.org ", "mailto:a"],
)
def test_a_text_is_read_as_it_was_written(text, in_memory):
    # given
    made = BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": in_memory, "constant_memory": not in_memory})
    # when
    write_text(book.add_worksheet(), 0, 0, text, book.add_format({"bold": True}))
    book.close()
    # then
    cell = load_workbook(BytesIO(made.getvalue())).active["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
