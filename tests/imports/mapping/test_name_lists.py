"""What is no name becomes none, and what stands for the row above is what that says."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.results import DATA, NEW, ORGANISATIONS, PEOPLE

from .sheets import ENTRY, gaps_of, make_office, messages_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return make_office()


def asked(*rows):
    """The names that are asked about."""
    return [each.name for each in read(*rows).unknown]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("people", "Yes"),
        ("data", "Possible"),
        ("recipients", "Nobody unless life is at risk"),
        ("recipients", "None without consent"),
        ("sources", "N/A (statute)"),
    ],
)
def test_an_answer_is_no_name_and_is_kept(target, text):
    found = read(ENTRY | {target: text})
    assert found.unknown == []
    assert text.split()[0] in found.rows[-1].values["internal_note"]
    assert gaps_of(found)


def test_a_name_that_begins_like_one_is_a_name():
    assert asked(ENTRY | {"recipients": "Notaries; Nonesuch Trust"}) == [
        "Notaries",
        "Nonesuch Trust",
    ]


def test_a_source_that_is_one_of_the_people_is_the_people_themselves():
    names = {(PEOPLE, "Applicants"): NEW, (DATA, "Name"): NEW, (ORGANISATIONS, "HMRC"): NEW}
    row = {"people": "Applicants", "data": "Name", "sources": "The applicant, HMRC"}
    found = read(ENTRY | row, names=names)
    assert found.unknown == []
    groups = [part["group"] for part in found.rows[-1].values["data_sources"]]
    assert groups == ["themselves", "public"]


@pytest.mark.parametrize("ditto", ["Ditto", "As above.", "idem", "”", "siehe oben"])
def test_ditto_is_what_the_row_above_says(ditto):
    row = ENTRY | {"retention": "6 years", "security": "Locked room"}
    found = read(row, {"title": "Fines", "purposes": "Fine", "retention": ditto, "security": "X"})
    assert messages_of(found) == []
    periods = [row.values["retention_rules"][0]["minimum_period"] for row in found.rows]
    assert periods == ["P6Y", "P6Y"]
    assert any(note.endswith("what the row above says. Row 3.") for note in found.notes)


def test_ditto_below_nothing_stays_what_it_is():
    found = read({"title": "Fines", "purposes": "Fine", "retention": "ditto"})
    assert found.rows[0].values["retention_rules"][0]["to_be_supplied"]
