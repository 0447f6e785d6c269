"""Write texts into workbooks as they stand."""

from __future__ import annotations

from typing import Any

from xlsxwriter.worksheet import Worksheet


def write_text(worksheet: Worksheet, row: int, column: int, text: str, style: Any) -> None:
    """Write a text that is neither formula, address nor markup, whatever it begins like. `row` and
    `column` count from 0."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # The library would take the whole for markup of its own, and write it unescaped.
        worksheet.write_rich_string(row, column, text[:1], style, text[1:], style)
    else:
        worksheet.write_string(row, column, text, style)
