"""A column that asks whether any of the data is sensitive: told, filed, and never lost."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.column_proposals import propose_columns
from ropa.imports.mapping.results import DATA, NEW, PEOPLE
from ropa.imports.problems import RemarkKind
from tests.factories import make_data_category

from .sheets import ENTRY, gaps_of, make_office, messages_of, read

pytestmark = pytest.mark.django_db

NEW_NAMES = {
    **{(DATA, name): NEW for name in ("Names", "Diet", "Medical notes", "Clock times")},
    (PEOPLE, "Visitors"): NEW,
}


@pytest.fixture(autouse=True)
def office():
    return make_office()


def filed(data, sensitive):
    """What is read of a row, and how its new data is filed."""
    row = ENTRY | {"people": "Visitors", "data": data, "sensitive": sensitive}
    found = read(row, names=NEW_NAMES)
    assert messages_of(found) == []
    how = {
        each.values["name"]: each.values["sensitivity"] for each in found.rows if each.table == DATA
    }
    note = found.rows[-1].values.get("internal_note", "")
    return found, how, note


@pytest.mark.parametrize("answer", ["No", "N/A", ""])
def test_no_leaves_all_as_it_sounds(answer):
    found, how, note = filed("Names", answer)
    assert (how, note, gaps_of(found)) == ({"Names": "ordinary"}, "", [])


def test_no_beside_what_sounds_sensitive_is_asked_about():
    found, how, note = filed("Names\nMedical notes", "No")
    assert how == {"Names": "ordinary", "Medical notes": "special"}
    assert "“Medical notes” is filed as sensitive" in gaps_of(found)[0]
    assert "sensitive: No" in note


def test_yes_files_the_one_category_there_is_and_says_that_it_is_a_guess():
    found, how, _ = filed("Diet", "Yes")
    assert how == {"Diet": "special"}
    assert [each.column for each in found.remarks if each.kind == RemarkKind.GUESS] == ["sensitive"]


def test_yes_beside_several_is_a_gap_unless_one_of_them_sounds_so():
    found, how, note = filed("Names\nClock times", "Yes")
    assert set(how.values()) == {"ordinary"}
    assert "not which" in gaps_of(found)[0]
    assert "sensitive: Yes" in note
    assert gaps_of(filed("Names\nMedical notes", "Yes")[0]) == []


def test_words_file_the_data_that_they_name_and_are_kept():
    _, how, note = filed("Names\nDiet", "diet (religion)")
    assert how == {"Names": "ordinary", "Diet": "special"}
    assert "sensitive: diet (religion)" in note
    _, how, note = filed("Names\nMedical notes", "Yes - health, convictions")
    assert how["Medical notes"] == "special"
    assert "Yes - health, convictions" in note


def test_words_for_which_there_is_no_data_are_asked_about():
    found, how, _ = filed("Names\nMedical notes", "health, convictions")
    asked = [each.says for each in found.remarks if each.kind == RemarkKind.GAP]
    assert ["“convictions”" in each for each in asked] == [True]
    assert how == {"Names": "ordinary", "Medical notes": "special"}


def test_what_the_register_has_stays_and_is_asked_about():
    make_data_category(code="diet", name="Diet", sensitivity="ordinary")
    found, how, _ = filed("Diet", "Yes")
    assert how == {}
    assert "“Diet” is filed as ordinary data" in gaps_of(found)[0]


@pytest.mark.parametrize(
    ("heading", "examples", "target"),
    [
        ("Is any of it sensitive? (Y/N)", ["Y", "N"], "sensitive"),
        ("Special category data", ["Yes", "No"], "sensitive"),
        ("Is any of the data sensitive?", ["health", "No"], "sensitive"),
        ("Special category data", ["Health", "Religion"], "data"),
        ("Special category data", ["9(2)(g)"], "article-9"),
    ],
)
def test_the_column_is_told_by_its_heading_and_its_answers(heading, examples, target):
    titles = ("Title", "Purpose", heading)
    proposed = propose_columns(titles, [["Permits"], ["To permit"], examples])
    assert proposed[heading].target == target
