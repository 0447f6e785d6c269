"""Who is controller: one alone, or several that are joint or separate, each of something."""

import pytest

from ropa.models.roles import controllership_problem


@pytest.mark.parametrize(
    "roles",
    [
        ["sole"],
        ["sole", "processor"],
        ["sole", "processor", "processor"],
        ["joint", "joint"],
        ["independent", "independent", "independent"],
        ["joint", "joint", "independent", "processor"],
    ],
)
def test_these_roles_go_together(roles):
    assert controllership_problem(roles) == ""


@pytest.mark.parametrize(
    ("roles", "sentence"),
    [
        ([], "Name the controller"),
        (["processor"], "Name the controller"),
        (["sole", "joint"], "There is an only controller and another one"),
        (["independent", "sole", "processor"], "There is an only controller and another one"),
        (["joint"], "cannot stand alone"),
        (["independent", "processor"], "cannot stand alone"),
    ],
)
def test_these_do_not_and_the_sentence_says_why(roles, sentence):
    assert sentence in controllership_problem(roles)
