"""Sheets and columns follow from the models, so that nothing can be left out of a file."""

from __future__ import annotations

from typing import Any

from django.db.models import ManyToManyField

from ropa.models.base import Part
from ropa.tables.sheets import OWNER, ColumnKind, Sheet, sheets, sheets_of

LONGEST_TITLE = 31  # of a sheet in a spreadsheet


def test_every_field_of_every_table_is_a_column():
    # given
    every = sheets()
    assert len(every) > 25
    for sheet in every:
        # when
        model = sheet.shape.model
        fields = {field.name for field in model._meta.concrete_fields} - {"id"}
        lists = {field.name for field in model._meta.many_to_many if _is_plain(field)}
        if sheet.part:
            # A part is told by its place in the sheet and by whom it belongs to.
            assert issubclass(model, Part)
            fields = fields - {"position", model.owner_field} | {OWNER}
        # then
        assert set(sheet.named) == fields | lists, sheet.name


def _is_plain(field: ManyToManyField) -> bool:
    through: Any = field.remote_field.through
    return bool(through._meta.auto_created)


def test_titles_tell_sheets_and_columns_apart():
    titles = [sheet.title for sheet in sheets()]
    assert len(set(titles)) == len(titles)
    assert all(len(title) <= LONGEST_TITLE and not set(title) & set("[]:*?/\\") for title in titles)
    for sheet in sheets():
        columns = [column.title.casefold() for column in sheet.columns]
        assert len(set(columns)) == len(columns), sheet.title


def test_choices_of_a_column_are_told_apart_by_what_people_read():
    for sheet in sheets():
        for column in sheet.columns:
            labels = [label.casefold() for label in (column.choices or {}).values()]
            codes = [code.casefold() for code in column.choices or {}]
            assert len(set(labels)) == len(labels), column
            # Nobody means one by its name and another one by its code.
            assert all(
                label not in codes or codes[place] == label for place, label in enumerate(labels)
            ), column


def test_parts_come_after_their_owners_and_in_the_order_people_read():
    names = [sheet.title for sheet in sheets_of("activities")]
    assert names[:4] == ["Entries", "Controllers", "Purposes and bases", "Conditions"]


def test_a_sheet_of_parts_names_the_owner_first():
    disclosures = next(sheet for sheet in sheets() if sheet.name == "activities.disclosures")
    assert (disclosures.table, disclosures.part) == ("activities", "disclosures")
    assert disclosures.columns[0].name == OWNER


def test_the_key_of_a_table_comes_first():
    assert [_first(sheet) for sheet in sheets() if not sheet.part] == [
        sheet.shape.model.key_field for sheet in sheets() if not sheet.part
    ]


def _first(sheet: Sheet) -> str:
    return sheet.columns[0].name


def test_columns_say_what_they_take():
    columns = next(sheet for sheet in sheets() if sheet.name == "activities.disclosures").named
    assert columns["recipient"].kind is ColumnKind.ROW
    assert columns["recipient"].required
    assert columns["including"].kind is ColumnKind.ROWS
    assert columns["frequency"].kind is ColumnKind.CHOICE
    assert not columns["frequency"].required
    assert columns["detail"].max_length == 300
