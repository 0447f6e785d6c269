"""Days are written one way, by people's pages, by files for people, and by Django's own pages."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.formats import localize

from ropa.dates import day_in_words, minute_in_words, second_in_words

ROOT = Path(settings.BASE_DIR)
# A month in words, in a format of Python or of a template, other than “31 March 2026” is written.
OTHER_FORMS = re.compile(r"%-?d %b|%-d %B|\bdate:.[^\"']*\bM\b|\bdate:.d/m|date_format\(")
READING = re.compile("_FORM(AT)?S|input_formats")
# Tells what happened in the time of no place.
ITS_OWN = {"ropa/management/commands/verify_versions.py"}


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
