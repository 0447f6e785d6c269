"""Lines of the log: one a message, whatever is in it, and of an error its place alone."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError

from ropa.monitoring import lines

MARKER = "Quetzalcoatl"
logger = logging.getLogger("ropa.tests")


def formatted(record: logging.LogRecord, *, readable: bool = False) -> str:
    return lines.formatter(readable=readable).format(record)


def record_of(message: str, *args: object, **extra: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"msg": message, "args": args, "name": "ropa.tests", "levelname": "INFO"} | extra
    )


@pytest.mark.parametrize("readable", [True, False])
@pytest.mark.parametrize(
    "breaking",
    [
        "\n",
        "\r",
        "\x0b",
        "\x1b[2J",
        "\x7f",
        "\x85",
        "\u2028",
        "\u2029",
        "\u202e",
        "\u2066",
        "\u200b",
        "\x00",
        "\ufeff",
        "\U000e0041",
        "\ud800",
    ],
)
def test_no_character_breaks_hides_or_turns_a_line(breaking, readable):
    line = formatted(record_of("asked for %s", f"a{breaking}b"), readable=readable)

    assert breaking not in line
    assert len(line.splitlines()) == 1
    if not readable:
        said = json.loads(line)["event"]
        assert breaking not in said
        assert "a\\u" in said


def test_what_people_write_stays_readable():
    line = formatted(record_of("Zoë’s “register” – 文書"), readable=True)
    assert "Zoë’s “register” – 文書" in line


def test_a_long_text_is_cut():
    said = json.loads(formatted(record_of("x" * 5000)))["event"]
    assert len(said) == lines.LONGEST + 1


def error_line(error: BaseException) -> dict[str, Any]:
    try:
        raise error
    except type(error):
        record = record_of("It failed", exc_info=sys.exc_info(), levelname="ERROR")
    return json.loads(formatted(record))


def test_an_error_tells_its_kind_and_place_and_not_what_it_quotes():
    try:
        int(MARKER)
    except ValueError as cause:
        error = IntegrityError(f"Key (title)=({MARKER}) already exists.")
        error.__cause__ = cause

    line = error_line(error)

    assert MARKER not in json.dumps(line)
    assert line["exception"]["type"] == "django.db.utils.IntegrityError"
    assert line["exception"]["at"][-1].endswith(" error_line")
    assert "test_lines.py:" in line["exception"]["at"][-1]
    assert line["cause"]["type"] == "builtins.ValueError"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OperationalError("connection refused\nDETAIL: more"), "connection refused"),
        (OSError(28, "No space left on device"), "[Errno 28] No space left on device"),
    ],
)
def test_an_error_of_the_outside_says_what_is_wrong(error, said):
    assert error_line(error)["exception"]["said"] == said


def test_a_developer_reads_the_traceback():
    try:
        raise ValueError("here")
    except ValueError:
        record = record_of("It failed", exc_info=sys.exc_info())
    assert "ValueError: here" in formatted(record, readable=True)
