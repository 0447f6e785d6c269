"""Who is controller: one alone, or several that are joint or separate, each of something."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from ropa.models import ControllerRole, ProcessingActivity
from ropa.models.roles import (
    OF_PROCESSORS_ALONE,
    OF_WHAT_IS_DONE_FOR_OTHERS,
    ProcessorLink,
    chain_problems,
    controllership_problem,
)


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


@pytest.mark.parametrize(
    "chain",
    [
        [("a", "processor", None)],
        [("b", "processor", "a"), ("a", "processor", None)],
        [("a", "processor", None), ("b", "processor", "a"), ("c", "processor", "b")],
        [("a", "processor", None), ("b", "processor", "a"), ("c", "processor", "a")],
        [("x", "sole", None), ("a", "processor", None)],
    ],
)
def test_a_chain_that_ends_at_the_controller_is_right(chain):
    assert chain_problems([ProcessorLink(*link) for link in chain]) == {}


@pytest.mark.parametrize(
    ("chain", "places", "sentence"),
    [
        ([("a", "processor", "b"), ("b", "processor", "a")], [0, 1], "leads back"),
        (
            [("a", "processor", "c"), ("b", "processor", "a"), ("c", "processor", "b")],
            [0, 1, 2],
            "leads back",
        ),
        ([("a", "processor", "a")], [0], "leads back"),
        (
            [("a", "processor", "b"), ("b", "processor", "a"), ("c", "processor", "a")],
            [0, 1],
            "leads back",
        ),
        ([("a", "processor", "z")], [0], "listed in this entry"),
        ([("x", "sole", None), ("a", "processor", "x")], [1], "listed in this entry"),
    ],
)
def test_a_chain_that_does_not_end_at_the_controller_is_told_at_its_links(chain, places, sentence):
    problems = chain_problems([ProcessorLink(*link) for link in chain])

    assert list(problems) == places
    assert all(sentence in problem for problem in problems.values())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "Norway"),
        ("due_diligence_on", date(2026, 1, 31)),
        ("due_diligence_by", "Head of security"),
    ],
)
def test_what_is_asked_of_a_processor_is_refused_of_a_controller_at_its_field(field, value):
    with pytest.raises(ValidationError) as refused:
        ControllerRole(role="sole", **{field: value}).clean()

    assert refused.value.message_dict == {field: [OF_PROCESSORS_ALONE]}
    ControllerRole(role="processor", **{field: value}).clean()


@pytest.mark.parametrize(
    ("capacity", "role", "problems"),
    [
        ("controller", "sole", {0: {"task": OF_WHAT_IS_DONE_FOR_OTHERS}}),
        ("controller", "processor", {}),
        ("processor", "sole", {}),
    ],
)
def test_a_controller_has_a_task_only_where_the_body_does_it_for_that_one(capacity, role, problems):
    activity = ProcessingActivity(capacity=capacity)
    part = ControllerRole(activity=activity, role=role, task="hosting case files")

    assert ControllerRole.problems_together([part]) == problems
