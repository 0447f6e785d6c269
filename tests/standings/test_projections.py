"""Where everything stands is kept as the record says it, whatever changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.models import StaleKey
from ropa.read_model import check, refresh
from ropa.standings.projections import WORKINGS
from tests.properties import costly

from .register_changes import Register

pytestmark = pytest.mark.django_db


def make_what_is_marked() -> None:
    refresh(WORKINGS, set(StaleKey.objects.values_list("key", flat=True)))


@costly(4)
@given(seed=st.integers(0, 10_000))
def test_after_any_changes_the_check_finds_nothing(seed):
    # given
    register, done = Register(seed), []
    make_what_is_marked()
    # when
    for _ in range(25):
        done.append(register.change())
        make_what_is_marked()
        # then
        assert [*map(str, check())] == [], done
