"""A column that says whether the body decides, or works for others."""

from __future__ import annotations

import pytest

from ropa.imports.loading import load
from ropa.models import ProcessingActivity
from tests.factories import make_organisation

from .sheets import ENTRY, gaps_of, make_office, messages_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return make_office()


def imported(**cells):
    mapped = read(ENTRY | {name.replace("_", "-"): text for name, text in cells.items()})
    assert messages_of(mapped) == []
    load(mapped.rows)
    return ProcessingActivity.objects.get()


def roles_of(entry):
    return [(part.organisation.name, part.role) for part in entry.controller_roles.all()]


@pytest.mark.parametrize("text", ["", "Controller", "joint controller"])
def test_without_a_word_of_processing_for_others_the_body_decides(text):
    assert imported(capacity=text).capacity == "controller"


def test_a_processor_works_for_the_controller_that_is_named():
    make_organisation(code="school", name="School")
    entry = imported(capacity="Data Processor", joint_controllers="School")
    assert entry.capacity == "processor"
    assert roles_of(entry) == [("School", "sole"), ("Council", "processor")]


def test_of_several_controllers_each_decides_about_its_own_data():
    for name in ("School", "Police"):
        make_organisation(code=name.lower(), name=name)
    entry = imported(capacity="Processor", joint_controllers="School\nPolice")
    assert roles_of(entry) == [
        ("School", "independent"),
        ("Police", "independent"),
        ("Council", "processor"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [("Controller and processor", "make two"), ("Sometimes", "Write “Controller”")],
)
def test_anything_else_is_a_gap_kept_in_its_words(text, says):
    found = read(ENTRY | {"capacity": text})
    [told] = gaps_of(found)
    assert told.startswith("“capacity” leaves a gap.")
    assert says in told
    assert found.rows[0].values["internal_note"] == f"capacity: {text}"
