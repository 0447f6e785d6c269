"""A column with the reasons to share: whose they are, and what is marked for confirmation."""

from __future__ import annotations

import pytest

from ropa.imports.loading import load
from ropa.imports.mapping.heading_words import target_by_words
from ropa.imports.mapping.results import NEW, ORGANISATIONS
from ropa.models import ProcessingActivity

from .sheets import ENTRY, make_office, messages_of, read

pytestmark = pytest.mark.django_db

NAMES = {(ORGANISATIONS, name): NEW for name in ("Police force", "Bailiffs", "Auditors")}


@pytest.fixture(autouse=True)
def office():
    return make_office()


def row(recipients, why):
    return ENTRY | {"recipients": recipients, "why-shared": why}


def shared(recipients, why):
    """Each recipient with its reason, and whether that is to be confirmed."""
    found = read(row(recipients, why), names=NAMES)
    assert messages_of(found) == []
    parts = found.rows[-1].values["disclosures"]
    return {each["recipient"]: (each["purpose"], each.get("is_inferred", False)) for each in parts}


@pytest.mark.parametrize(
    ("recipients", "why", "expected"),
    [
        ("Police force", "to find cars", {"police-force": ("to find cars", False)}),
        (
            "Police force\nBailiffs",
            "to find cars\nto collect",
            {"police-force": ("to find cars", True), "bailiffs": ("to collect", True)},
        ),
        (
            "Police force\nBailiffs",
            "to collect",
            {"police-force": ("to collect", True), "bailiffs": ("to collect", True)},
        ),
        (
            "Police force\nBailiffs",
            "Bailiffs: to collect\nPolice force: to find cars",
            {"police-force": ("to find cars", False), "bailiffs": ("to collect", False)},
        ),
        (
            "Police force (thefts)\nBailiffs",
            "Bailiffs: to collect",
            {"police-force": ("thefts", False), "bailiffs": ("to collect", False)},
        ),
        ("Bailiffs", "", {"bailiffs": ("Decide on permits", True)}),
    ],
)
def test_each_recipient_has_its_reason(recipients, why, expected):
    assert shared(recipients, why) == expected


def test_reasons_without_a_recipient_are_kept_in_words():
    [entry] = read(row("Nobody", "in case of theft")).rows
    assert "why-shared: in case of theft" in entry.values["internal_note"]


def test_what_somebody_has_confirmed_is_not_asked_about_again():
    # given two reasons in their order
    both = row("Police force\nBailiffs", "to find cars\nto collect")
    load(read(both, names=NAMES).rows)
    entry = ProcessingActivity.objects.get()
    assert entry.disclosures.filter(is_inferred=True).count() == 2
    entry.disclosures.update(is_inferred=False)
    # when the file comes again
    again = load(read(both).rows)
    # then nothing changes
    assert again.changed == 0


@pytest.mark.parametrize(
    "heading",
    ["Why shared", "Why is it shared with them?", "Reason for sharing", "Sharing purpose"],
)
def test_the_column_is_told_by_its_heading(heading):
    assert target_by_words(heading) == "why-shared" or heading == "Why shared"
