"""Days are written one way, by people's pages, by files for people, and by Django's own pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import localize

from ropa.admin.shared.days import Day
from ropa.dates import day_in_words, minute_in_words, second_in_words

ROOT = Path(settings.BASE_DIR)
# A month in words, in a format of Python or of a template, other than “31 March 2026” is written.
OTHER_FORMS = re.compile(r"%-?d %b|%-d %B|\bdate:.[^\"']*\bM\b|\bdate:.d/m|date_format\(")
READING = re.compile("_FORM(AT)?S|input_formats")
# Tells what happened in the time of no place.
ITS_OWN = {"ropa/management/commands/verify_versions.py"}


@pytest.mark.parametrize(
    "written",
    [
        "1 April 2027",
        "1st April 2027",
        "Thursday, 1st of April, 2027",
        "1 Apr 2027",
        "1 apr. 2027",
        "April 1, 2027",
        "1-Apr-2027",
        "01.04.2027",
        "1-4-2027",
        "1/4/27",
        "1 April 27",
        "2027-04-01",
        "  01/04/2027 ",
    ],
)
def test_a_day_is_taken_as_people_write_it(written):
    assert Day().clean(written) == date(2027, 4, 1)


@pytest.mark.parametrize("written", ["soon", "31 June 2027", "4/2027", "Monday", "1st"])
def test_what_is_no_day_is_refused_with_an_example(written):
    with pytest.raises(ValidationError, match="Write it like 1 April 2027"):
        Day().clean(written)


def test_a_day_and_an_instant_in_words():
    instant = datetime(2026, 7, 1, 13, 5, 9, tzinfo=UTC)
    assert day_in_words(date(2026, 7, 1)) == "1 July 2026"
    assert day_in_words(None) == ""
    assert minute_in_words(instant) == "1 July 2026, 14:05"
    assert second_in_words(instant) == "1 July 2026, 14:05:09"


def test_django_writes_them_alike():
    instant = datetime(2026, 7, 1, 13, 5, 9, tzinfo=UTC)
    assert localize(date(2026, 7, 1)) == day_in_words(date(2026, 7, 1))
    assert localize(timezone.localtime(instant)) == minute_in_words(instant)


def test_no_page_and_no_file_writes_a_day_in_another_form():
    sources = [
        path
        for folder, kind in (("ropa", "*.py"), ("inspections", "*.py"), ("templates", "*.html"))
        for path in (ROOT / folder).rglob(kind)
    ]
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in sources
        if str(path.relative_to(ROOT)) not in ITS_OWN
        for line in path.read_text().splitlines()
        if OTHER_FORMS.search(line) and not READING.search(line)
    ]
    assert len(sources) > 100
    assert found == []
