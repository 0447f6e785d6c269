"""Events: what a line of one holds, and what never gets into it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory

from ropa.monitoring import events


def test_an_event_is_one_line_with_who_from_where_and_how_it_ended(log_lines):
    request = RequestFactory().get("/admin/", REMOTE_ADDR="192.0.2.7")
    request.__dict__["_cached_user"] = User(pk=7, username="ada")

    events.record("export.made", request=request, format="xlsx", rows=120, public=True)

    [line] = log_lines("export.made")
    assert line["outcome"] == "ok"
    assert (line["person"], line["address"]) == (7, "192.0.2.7")
    assert (line["format"], line["rows"], line["public"]) == ("xlsx", 120, True)
    assert len(line["request_id"]) == 32
    assert line["level"] == "info"
    assert line["logger"] == "ropa.events"
    assert line["time"].endswith("Z")
    assert "ada" not in str(line)


@pytest.mark.parametrize(
    ("outcome", "level"), [("ok", "info"), ("refused", "warning"), ("failed", "error")]
)
def test_the_level_follows_from_how_it_ended(log_lines, outcome, level):
    events.record("mail.sent", outcome=outcome)
    [line] = log_lines("mail.sent")
    assert line["level"] == level


@pytest.mark.parametrize(
    "typed",
    ["Ada Example has diabetes", "correct horse battery", "naïve", "two\nlines", "a" * 101, "a@b"],
)
def test_a_text_that_is_no_code_is_withheld(log_lines, typed):
    events.record("import.failed", outcome="failed", file=typed, rows=[1, typed])

    [line] = log_lines("import.failed")

    assert line["file"] == "(withheld)"
    assert line["rows"] == [1, "(withheld)"]


def test_recording_never_raises(log_lines):
    class Unspeakable:
        def __str__(self) -> str:
            raise RuntimeError("no")

    events.record("export.made", what=Unspeakable())

    [line] = log_lines("An event could not be written: export.made")
    assert line["level"] == "error"


def test_what_was_typed_as_a_name_is_the_same_code_each_time_and_not_told(settings):
    code = events.disguised("Correct-Horse ")

    assert code == events.disguised("correct-horse")
    assert code != events.disguised("correct-horse2")
    assert len(code) == 12
    assert "horse" not in code
    settings.SECRET_KEY = "another"
    assert code != events.disguised("correct-horse")
