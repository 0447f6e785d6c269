"""What a spreadsheet names is found in the register, if one row alone has that name."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.register import RegisterIndex
from tests.factories import make_team

pytestmark = pytest.mark.django_db


def test_a_team_is_found_by_its_code_or_its_name():
    office = make_team(code="office", name="Front Office")
    assert RegisterIndex().team("office") == RegisterIndex().team("front office") == office


def test_a_name_that_two_teams_have_is_neither_of_them():
    for code in ("one", "two"):
        make_team(code=code, name="Office")
    assert RegisterIndex().team("Office") is None
