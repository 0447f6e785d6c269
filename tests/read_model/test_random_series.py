"""Whatever is published, withdrawn, renamed, hidden and retired: the read model is what the record
says."""

from __future__ import annotations

import pytest
from hypothesis import given

from ropa import read_model
from tests.properties import costly
from tests.random_register import RandomRegister, Series, series

pytestmark = pytest.mark.django_db


@costly(12)
@given(steps=series(8))
def test_a_random_series_leaves_nothing_to_put_right(steps: Series) -> None:
    register = RandomRegister()
    for step, number in steps:
        register.do(step, number)
    assert list(map(str, read_model.check())) == []
