"""Protect text in CSV files from being taken for a formula by spreadsheets.

What begins with one of these characters is a formula, or becomes one, when such a file is opened.
A spreadsheet shows text after an apostrophe as it stands; whoever reads the file for its content
takes the apostrophe away. Text that begins with one itself gets another, so that nothing is lost.
"""

from __future__ import annotations

MARK = "'"
# The last four are the wide forms, which some languages' spreadsheets take for the same.
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def escaped(text: str) -> str:
    """Return the text as it may stand in a comma-separated file."""
    is_formula = text.lstrip().startswith(_STARTS_FORMULA) or text.startswith(_STARTS_FORMULA)
    return f"{MARK}{text}" if is_formula or text.startswith(MARK) else text


def unescaped(text: str) -> str:
    """Return the text that was escaped: the inverse of `escaped`."""
    return text.removeprefix(MARK)
