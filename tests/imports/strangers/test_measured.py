"""Twenty registers as strangers keep them come in, with no work by hand but that the columns are
looked over. The table of `docs/importing.md` says what came of each.

If that should change: `WRITE_EXPECTED=1 .venv/bin/python -m pytest
tests/imports/strangers/test_measured.py`, and read what that changed there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from os import environ

import pytest
from django.conf import settings
from django.db import transaction

from ropa.imports.ledger import Fate
from tests.factories import make_organisation, make_team

from .catalogue import STRANGERS
from .measuring import Measured, measure

pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]

ROWS, COLUMNS = 0.95, 0.8
PAGE = settings.BASE_DIR / "docs" / "importing.md"


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker) -> Mapping[str, Measured]:
    """What came of each, by its name. Nothing is written but the team."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_team(code="office", organisation=make_organisation(code="council", name="Council"))
        found = {each.name: measure(each, "office") for each in STRANGERS}
        transaction.set_rollback(rollback=True)
    return found


def test_nothing_has_to_be_mended_before_they_come_in(measured):
    assert {name: each.problems for name, each in measured.items() if each.problems} == {}


def test_as_many_entries_come_in_as_a_person_counts(measured):
    expected = sum(each.expected for each in measured.values())
    off = sum(abs(each.entries - each.expected) for each in measured.values())
    assert off / expected <= 1 - ROWS


def test_most_columns_of_british_sheets_are_recognised(measured):
    of_uk = [measured[each.name] for each in STRANGERS if each.is_uk]
    right = sum(len(each.right) for each in of_uk)
    wrong = sum(len(each.wrong) for each in of_uk)
    assert right / (right + wrong) >= COLUMNS


def test_every_cell_is_accounted_for(measured):
    for name, each in measured.items():
        each.content.ledger.packed()
        assert sum(each.content.ledger.counts.values()) == each.cells, name


def test_the_page_says_what_came_of_each(measured):
    lines = [_line(each.kind, measured[each.name]) for each in STRANGERS]
    page = PAGE.read_text(encoding="utf-8")
    written = _table_of(page)
    if environ.get("WRITE_EXPECTED"):
        page = page.replace("\n".join(written), "\n".join(lines))
        PAGE.write_text(page, encoding="utf-8")
    assert _table_of(page) == lines


def _table_of(page: str) -> list[str]:
    return re.findall(r"^\| [A-Z].* of .* of .* \|$", page, re.M)


def _line(kind: str, found: Measured) -> str:
    columns = len(found.right) + len(found.wrong)
    counts = found.content.ledger.counts
    return (
        f"| {kind[0].upper()}{kind[1:]} | {len(found.right)} of {columns} | {found.entries} of "
        f"{found.expected} | {counts[Fate.UNDERSTOOD]}, {counts[Fate.KEPT]}, "
        f"{counts[Fate.NOT_USED]} |"
    )
