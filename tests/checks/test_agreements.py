"""An agreement may be used up to the day it ends, and reviewed up to the day that is due."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.checks.controllers import (
    arrangement_in_force,
    arrangement_reviewed,
    sharing_agreement_in_force,
    sharing_agreement_reviewed,
)
from ropa.models import Agreement

from .complete import ENTRY, agreement, with_part

LAST_DAY = date(2027, 3, 31)
UNDER = agreement(Agreement.Kind.SHARING, ends_on=LAST_DAY)


@pytest.mark.parametrize(
    ("today", "found"), [(LAST_DAY, 0), (date(2027, 4, 1), 1)], ids=["last day", "the day after"]
)
@pytest.mark.parametrize(
    ("rule", "parts"),
    [(arrangement_in_force, "controllers"), (sharing_agreement_in_force, "disclosures")],
    ids=["controllers", "disclosures"],
)
def test_it_has_ended_on_the_day_after_its_last(monkeypatch, rule, parts, today, found):
    # given
    document = with_part(ENTRY, parts, under_agreement=UNDER)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: today)
    # when
    findings = rule.findings(document)
    # then
    assert len(findings) == found


@pytest.mark.parametrize(
    ("today", "found"), [(LAST_DAY, 0), (date(2027, 4, 1), 1)], ids=["the day", "the day after"]
)
@pytest.mark.parametrize(
    ("rule", "parts"),
    [(arrangement_reviewed, "controllers"), (sharing_agreement_reviewed, "disclosures")],
    ids=["controllers", "disclosures"],
)
def test_its_review_is_overdue_on_the_day_after_it_was_due(monkeypatch, rule, parts, today, found):
    # given
    due = agreement(Agreement.Kind.SHARING, review_due_on=LAST_DAY)
    document = with_part(ENTRY, parts, under_agreement=due)
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: today)
    # when
    findings = rule.findings(document)
    # then
    assert len(findings) == found
