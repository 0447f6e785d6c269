"""“What did this say on …?”: the day asked for, and what could be read on it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from ropa.models import Version
from ropa.public.past_days import NoSuchDay, asked_day, on_day
from ropa.public.published_versions import ReadableVersion

TODAY = date(2026, 11, 22)


def version(number: int, at: str, **fields: object) -> Version:
    given = {"is_public": True, "is_in_force": True, "notice_id": 1} | fields
    created_at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Version(number=number, created_at=created_at, **given)


# Public in March, internal from April, public again in May, withdrawn in June, and back in July.
EVERY = (
    version(1, "2026-03-10T09:00"),
    version(2, "2026-04-10T09:00", is_public=False),
    version(3, "2026-05-10T09:00"),
    version(4, "2026-06-10T09:00", is_in_force=False, change_note="Another took its place."),
    version(5, "2026-07-10T09:00"),
    version(6, "2026-07-11T23:30"),  # already the 12th in London
)
HISTORY = tuple(each for each in reversed(EVERY) if each.is_public)
READING = ReadableVersion(HISTORY[0], HISTORY, "us", hidden=(EVERY[1],))


@pytest.mark.parametrize(
    ("day", "number", "words"),
    [
        ("2026-03-09", None, "not published yet. The first version came on 10 March 2026."),
        ("2026-03-10", 1, "On 10 March 2026 version 1 applied."),
        ("2026-04-09", 1, "version 1 applied."),
        ("2026-04-10", None, "On 10 April 2026 this was not public."),
        ("2026-05-10", 3, "version 3 came."),
        ("2026-06-09", 3, "version 3 applied."),
        ("2026-06-10", None, "no longer applied: it had been withdrawn on 10 June 2026."),
        ("2026-07-10", 5, "version 5 came."),
        ("2026-07-11", 5, "version 5 applied."),
        ("2026-07-12", 6, "version 6 came."),
        ("2026-11-22", 6, "version 6 applied."),
    ],
)
def test_each_day_has_its_answer(day, number, words):
    answer = on_day(READING, date.fromisoformat(day))
    assert words in answer.words
    assert (answer.version and answer.version.number) == number


def test_what_came_in_the_course_of_a_day_names_what_could_be_read_until_then():
    until_then = {
        day: answer.until_then and answer.until_then.number
        for day in ("2026-03-10", "2026-05-10", "2026-07-10", "2026-07-12", "2026-07-13")
        for answer in [on_day(READING, date.fromisoformat(day))]
    }
    # Before the others of these days it was for staff, or withdrawn, or the same.
    assert {day: number for day, number in until_then.items() if number} == {"2026-07-12": 5}


def test_why_it_was_withdrawn_is_said():
    assert on_day(READING, date(2026, 6, 20)).because == "Another took its place."


def test_when_the_public_could_not_read_the_first_version_its_day_is_not_told():
    first = version(1, "2026-03-10T09:00", is_public=False)
    second = version(2, "2026-05-10T09:00")
    reading = ReadableVersion(second, (second,), "us", hidden=(first,))
    assert on_day(reading, date(2026, 1, 1)).words == (
        "On 1 January 2026 this was not published yet."
    )


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", " MARCH "])
def test_a_month_may_be_a_number_or_a_name(month):
    asked = asked_day({"day": "7", "month": month, "year": "2026"}, TODAY)
    assert asked == date(2026, 3, 7)


def test_nothing_is_asked_without_a_day():
    assert asked_day({}, TODAY) is None
    assert asked_day({"day": " ", "month": "", "year": ""}, TODAY) is None


def test_today_has_come_and_tomorrow_has_not():
    assert asked_day({"day": "22", "month": "11", "year": "2026"}, TODAY) == TODAY
    with pytest.raises(NoSuchDay, match="still to come"):
        asked_day({"day": "23", "month": "11", "year": "2026"}, TODAY)
