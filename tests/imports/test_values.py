"""Values of files, in the form in which fields keep them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from ropa.imports.values import to_field_form
from ropa.models import NoticeSection, Organisation, RetentionRule

TEXT = Organisation._meta.get_field("description")
DAY = Organisation._meta.get_field("valid_from")
YES_OR_NO = RetentionRule._meta.get_field("is_usual")
NUMBER = NoticeSection._meta.get_field("position")

A_DATE = "Enter a date, like 2026-03-31."
TRUE_OR_FALSE = "Enter true or false."
A_NUMBER = "Enter a whole number, like 3."


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        (TEXT, "  as\r\nit \t stands\n ", "  as\r\nit \t stands\n "),
        (TEXT, "\x01\x7f\ufeff\U0001f600", "\x01\x7f\ufeff\U0001f600"),
        (TEXT, None, ""),
        (TEXT, "", ""),
        (TEXT, 5, "5"),
        (DAY, "2026-03-31", date(2026, 3, 31)),
        (DAY, " 2026-03-31 ", date(2026, 3, 31)),
        (DAY, date(2026, 3, 31), date(2026, 3, 31)),
        (DAY, datetime(2026, 3, 31, tzinfo=UTC), date(2026, 3, 31)),
        (DAY, "", None),
        (DAY, None, None),
        (YES_OR_NO, "true", True),
        (YES_OR_NO, "FALSE", False),
        (YES_OR_NO, "yes", True),
        (YES_OR_NO, "No", False),
        (YES_OR_NO, "1", True),
        (YES_OR_NO, 1, True),
        (YES_OR_NO, "0", False),
        (YES_OR_NO, 0, False),
        (YES_OR_NO, True, True),
        (NUMBER, "3", 3),
        (NUMBER, 3.0, 3),
        (NUMBER, 3, 3),
    ],
)
def test_a_value_is_kept(field, written, kept):
    found = to_field_form(field, written)
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("field", "written", "says"),
    [
        (DAY, "31/03/2026", A_DATE),
        (DAY, "2026-02-30", A_DATE),
        (DAY, "soon", A_DATE),
        (DAY, 46112, A_DATE),
        (DAY, True, A_DATE),
        (DAY, datetime(2026, 3, 31, 12, tzinfo=UTC), A_DATE),
        (YES_OR_NO, "perhaps", TRUE_OR_FALSE),
        (YES_OR_NO, "", TRUE_OR_FALSE),
        (YES_OR_NO, None, TRUE_OR_FALSE),
        (YES_OR_NO, 2, TRUE_OR_FALSE),
        (NUMBER, "three", A_NUMBER),
        (NUMBER, "3.5", A_NUMBER),
        (NUMBER, 3.5, A_NUMBER),
        (NUMBER, True, A_NUMBER),
        (NUMBER, "1_0", A_NUMBER),
        (NUMBER, "9" * 5000, A_NUMBER),
        (NUMBER, "", A_NUMBER),
        (
            TEXT,
            "ab\0c",
            "No text can hold the character U+0000, which stands at place 3. Delete it.",
        ),
        (
            TEXT,
            "\ud83d",
            "No text can hold the character U+D83D, which stands at place 1. Delete it.",
        ),
    ],
)
def test_a_value_of_another_form_is_refused_with_what_to_enter(field, written, says):
    with pytest.raises(ValidationError) as refused:
        to_field_form(field, written)
    assert refused.value.messages == [says]
