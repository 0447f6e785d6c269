"""Whose entry it is: those who decide; of what is done for others, the processor itself."""

from __future__ import annotations

import pytest

from ropa.documents.acting_for import bodies_of
from ropa.models import ControllerRole, ProcessingActivity
from tests.checks.complete import BODY, ENTRY, OTHER_BODY, changed, controller, term

Role, Capacity = ControllerRole.Role, ProcessingActivity.Capacity


@pytest.mark.parametrize(
    ("capacity", "roles", "names"),
    [
        (Capacity.CONTROLLER, [("Council", Role.SOLE), ("Host", Role.PROCESSOR)], ("Council",)),
        (
            Capacity.CONTROLLER,
            [("Council", Role.JOINT), ("Police", Role.JOINT)],
            ("Council", "Police"),
        ),
        (Capacity.PROCESSOR, [("Council", Role.SOLE), ("Host", Role.PROCESSOR)], ("Host",)),
    ],
)
def test_whose_entry_it_is(capacity, roles, names):
    parts = tuple(controller(role, changed(BODY, name=name)) for name, role in roles)
    assert bodies_of(changed(ENTRY, capacity=term(capacity), controllers=parts)) == names


def test_a_processor_of_a_processor_is_not_whose_entry_it_is():
    parts = (
        controller(Role.PROCESSOR, changed(BODY, name="Ours")),
        controller(Role.PROCESSOR, OTHER_BODY, works_for=BODY),
    )
    entry = changed(ENTRY, capacity=term(Capacity.PROCESSOR), controllers=parts)
    assert bodies_of(entry) == ("Ours",)
