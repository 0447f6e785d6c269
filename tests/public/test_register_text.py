"""Small words of the public pages."""

from __future__ import annotations

import pytest

from ropa.models import Organisation
from ropa.templatetags.register_text import organisation_name, short_name, with_full_stop


@pytest.mark.parametrize("text", ["police data", "police data.", " police data. "])
def test_a_sentence_ends_once(text: str) -> None:
    assert with_full_stop(text) == "police data."


@pytest.mark.parametrize(
    ("short", "shown", "called"),
    [("CQC", "Care Quality Commission (CQC)", "CQC"), ("", "Care Quality Commission", None)],
)
def test_an_organisation_shows_what_people_call_it(
    short: str, shown: str, called: str | None
) -> None:
    organisation = Organisation(name="Care Quality Commission", short_name=short)

    assert organisation_name(organisation) == shown
    assert short_name(organisation) == (called or "Care Quality Commission")
