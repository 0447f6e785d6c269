"""Whoever writes a name where a code belongs is understood, or asked what was meant."""

from __future__ import annotations

import pytest

from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.imports.rows import FileRow, RowPlace
from ropa.models import ProcessingActivity, Team
from tests.factories import make_organisation, make_team

from .examples import activity

pytestmark = pytest.mark.django_db


def team_of(organisation: str) -> FileRow:
    values = {"code": "office", "name": "Office", "organisation": organisation}
    return FileRow("teams", values, RowPlace("register.xlsx", "row 2"))


def test_a_name_that_one_row_has_is_as_good_as_its_code():
    dfe = make_organisation(code="dfe", name="Department for Education")
    load([team_of("department for education")])
    assert Team.objects.get().organisation == dfe


def test_a_name_that_two_rows_have_is_neither_of_them():
    # given
    for code in ("council-1", "council-2"):
        make_team(code=f"{code}-office", name="Office", organisation=make_organisation(code=code))
    entry = activity(1, team="Office", controller_roles=[], purposes=[])
    # when
    with pytest.raises(CannotLoad) as raised:
        load([entry])
    # then
    assert "no team has the code “Office”" in raised.value.problems[0].says
    assert not ProcessingActivity.objects.exists()


def test_a_name_that_is_nearly_that_of_a_row_is_suggested():
    # given
    make_organisation(code="dfe", name="Department for Education")
    make_organisation(code="dhsc", name="Department of Health and Social Care")
    # when
    with pytest.raises(CannotLoad) as raised:
        load([team_of("Dept for Education")])
    # then
    [problem] = raised.value.problems
    assert "Did you mean “Department for Education [dfe]”?" in problem.says
    assert not Team.objects.exists()


def test_a_name_like_none_is_only_told():
    make_organisation(code="dfe", name="Department for Education")
    with pytest.raises(CannotLoad) as raised:
        load([team_of("Harbour Trust")])
    assert "Did you mean" not in raised.value.problems[0].says
