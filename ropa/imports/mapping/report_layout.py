"""Recognise the table that the register exports for reading, in the regulator's layout."""

from __future__ import annotations

from collections.abc import Sequence

from ropa.documents.description import description_of
from ropa.documents.schema import ActivityDocument

from .targets import TARGETS

MADE_FOR_READING = (
    "This file was made by the register for reading. Import the workbook, ZIP or JSON of the same "
    "export instead: they bring everything back as it was. This file is read like any other "
    "spreadsheet, and would replace what an entry says by less."
)
# The public table has seventeen columns: fewer might be those of anybody's spreadsheet.
FEWEST = 17


def is_made_for_reading(titles: Sequence[str]) -> bool:
    """Return whether the titles of a sheet, in order, are those of a table that the register made:
    reference and title, then the regulator's columns exactly as the register writes them, and the
    labels of further facts of an entry."""
    columns = set(titles[2:])
    regulators = {target.spellings[0] for target in TARGETS if target.spellings}
    labels = {field.label for field in description_of(ActivityDocument).fields.values()}
    is_begun = tuple(titles[:2]) == ("Reference", "Title")
    return is_begun and len(columns & regulators) >= FEWEST and columns <= regulators | labels
