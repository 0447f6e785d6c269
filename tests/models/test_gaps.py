"""A known gap is stated until the fact closes it."""

import pytest
from django.core.exceptions import ValidationError

from ropa.models import ContactPoint, RetentionRule, SecurityMeasure
from tests.factories import make_bare_activity, make_organisation

pytestmark = pytest.mark.django_db

FACTS = [
    (ContactPoint, "email", "office@school.example"),
    (ContactPoint, "telephone", "0161 496 0000"),
    (ContactPoint, "address", "1 Example Street"),
    (ContactPoint, "url", "https://school.example/contact"),
    (RetentionRule, "minimum_period", "P3Y"),
    (RetentionRule, "trigger", "the pupil leaves"),
    (RetentionRule, "schedule_reference", "line 4"),
    (SecurityMeasure, "description", "Only staff who need it can see it."),
]


def gap(model, **fields):
    if model is ContactPoint:
        return model(organisation=make_organisation(), subject="dpo", name="Office", **fields)
    own = {"covers": "evidence"} if model is RetentionRule else {"kind": "technical"}
    return model(activity=make_bare_activity(), **own, **fields)


@pytest.mark.parametrize(("model", "fact", "value"), FACTS)
def test_filling_in_the_fact_closes_the_gap(model, fact, value):
    row = gap(model, to_be_supplied="What is missing.")
    row.full_clean()
    row.save()
    assert row.to_be_supplied == "What is missing."
    setattr(row, fact, value)
    row.full_clean()
    row.save()
    assert row.to_be_supplied == ""


@pytest.mark.parametrize("model", [ContactPoint, RetentionRule, SecurityMeasure])
def test_neither_fact_nor_gap_is_refused(model):
    with pytest.raises(ValidationError, match="State the fact, or say what is still to be"):
        gap(model).full_clean()


def test_every_fact_that_closes_a_gap_is_looked_at():
    for model in (ContactPoint, RetentionRule, SecurityMeasure):
        assert {fact for of, fact, _ in FACTS if of is model} == set(model.gap_facts)
