"""Columns are recognised by their titles, also when these are not quite right."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.target_proposals import propose_targets
from ropa.imports.mapping.targets import BY_NAME, LEAVE_OUT, TARGETS
from ropa.reports.columns import COLUMNS


def test_targets_have_names_of_their_own_and_every_spelling_is_of_one():
    assert len(BY_NAME) == len(TARGETS)
    assert [target.name for target in TARGETS if not target.spellings] == [LEAVE_OUT]


def test_what_an_entry_has_once_stands_in_one_column():
    assert [target.name for target in TARGETS if not target.many] == [
        "reference",
        "title",
        "summary",
        "team",
        "capacity",
        "business-function",
        "dpia-required",
        "dpia-progress",
        "breach",
        "follows-policy",
        "begins-on",
        "ends-on",
        "last-reviewed-on",
        "review-due-on",
        "children-ages",
        "children-considered-on",
        "providing",
    ]


@pytest.mark.parametrize("form", ["{1}", "{0}. {1}", "{0} {1}", "{0}) {1}", "  {1}  ", "{0}.{1}"])
def test_the_regulators_titles_are_recognised_in_any_form(form):
    proposed = propose_targets([form.format(column.number, column.title) for column in COLUMNS])
    assert len(set(proposed.values())) == len(COLUMNS)
    assert list(proposed.values())[11:13] == ["lawful-basis", "article-9"]
    assert list(proposed.values())[25:27] == ["schedule-1", "schedule-1-basis"]


@pytest.mark.parametrize(
    ("title", "target"),
    [
        ("PURPOSE OF PROCESSING", "purposes"),
        ("Catagories of individuals", "people"),
        ("Categories of data subject", "people"),
        ("Retention perod", "retention"),
        ("Lawful  basis", "lawful-basis"),
        ("DPIA required", "dpia-required"),
        ("Art 6 basis (for Schedule 1)", "schedule-1-basis"),
        ("Security measure", "security"),
        ("Comments", "internal-note"),
        ("Processing activity", "title"),
    ],
)
def test_other_titles_in_use_and_slips_are_recognised(title, target):
    assert propose_targets([title]) == {title: target}


@pytest.mark.parametrize(
    "title", ["", "X", "Budget", "Head of service", "Categories of employees", "column F", "Rate"]
)
def test_what_is_something_else_is_not_proposed(title):
    assert propose_targets([title]) == {}


def test_a_target_of_one_column_is_proposed_once():
    assert propose_targets(["Title", "Activity name"]) == {"Title": "title"}
    assert propose_targets(["Purpose", "Purposes"]) == {
        "Purpose": "purposes",
        "Purposes": "purposes",
    }


def test_a_title_of_several_rows_is_known_by_what_stands_lowest():
    titles = ["Law: Lawful basis", "Retention period: In years", "Budget: Cost"]
    assert propose_targets(titles) == {"Law: Lawful basis": "lawful-basis"}


def test_what_stands_in_brackets_is_no_part_of_a_title():
    assert propose_targets(["Retention (see the policy)"]) == {
        "Retention (see the policy)": "retention"
    }
