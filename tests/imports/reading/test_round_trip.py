"""What the register writes is read to the same rows, whatever stands in them."""

from __future__ import annotations

import json
from datetime import date
from functools import partial

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from ropa.imports.loading import load
from ropa.imports.rows import FileRow
from ropa.names import without_unseen
from ropa.tables.rows import plain_values, table_rows
from ropa.tables.shapes import tables
from tests.properties import costly

from ..examples import activity, reference_data, row
from .files import read
from .register import FORMATS, exported, exported_small_register

pytestmark = pytest.mark.django_db

# Any text that a database keeps: without the character of number 0 and halves of characters.
TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60
)
AWKWARD = st.sampled_from(
    [
        "=1+1", "'", "''=x", " a ", "\t", "\r", "\n", "a\r\nb\rc", "_x000D_", "[a]", "x [act]",
        "1.0", "TRUE",
        "(Long text 1: see the sheet “Long texts”)", "=" * 17_000, "é😀" * 9_000, ";", '"',
        "a,b",
    ]
)  # fmt: skip
ANY_TEXT = TEXT | AWKWARD
# A name holds nothing that is not seen.
NAME = TEXT.map(lambda text: f"x{without_unseen(text)}")
# Spreadsheets count days from there.
DAYS = st.none() | st.dates(min_value=date(1900, 1, 1))


IN_ORDER = partial(json.dumps, sort_keys=True)


def all_rows():
    """Every row of every table as plain data, but for the order of keys."""
    return {name: plain_values(table_rows(name)) for name in tables()}


def as_read(content):
    """The rows of a file as plain data."""
    return {
        name: sorted(
            (_plain(each.values) for each in content.rows if each.table == name), key=IN_ORDER
        )
        for name in tables()
    }


def _plain(value):
    if isinstance(value, list):
        return [_plain(item.values if isinstance(item, FileRow) else item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return plain_values(value)


@pytest.mark.parametrize("name", FORMATS)
def test_every_row_is_read_as_it_stands(name):
    content = read(exported_small_register()[name])
    assert not content.problems
    there = all_rows()
    assert set(there) == {row.table for row in content.rows}
    for table, rows in as_read(content).items():
        assert rows == sorted(there[table], key=IN_ORDER)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_loaded_into_an_empty_register_is_exported_as_the_same_bytes(name):
    with transaction.atomic():
        files = exported_small_register()
        transaction.set_rollback(True)
    load(read(files[name]).rows)
    assert exported()["json"] == files["json"]


@costly(20)
@given(st.lists(ANY_TEXT, min_size=6, max_size=6), NAME, DAYS, st.booleans())
def test_whatever_text_stands_in_a_register_is_read_as_it_stands(texts, name, day, chosen):
    rows = [
        *reference_data(),
        row("organisations", 9, code="old", name=name, valid_from=day, is_public_authority=chosen),
        row("teams", 3, code="other", name=name, organisation="council-1"),
        row("notices", 2, slug="n", title=name, organisation="council-1", team="other",
            summary=texts[0], introduction=texts[1], internal_note=texts[2]),
        activity(
            1,
            team="other",
            summary=texts[3],
            internal_note=texts[4],
            purposes=[row("p", 2, statement=text, lawful_basis="6-1-e") for text in texts],
        ),
    ]  # fmt: skip
    with transaction.atomic():
        load(rows)
        there = all_rows()
        files = exported()
        transaction.set_rollback(True)
    for form in FORMATS:
        content = read(files[form])
        assert not content.problems
        for table, found in as_read(content).items():
            assert found == sorted(there[table], key=IN_ORDER), form
