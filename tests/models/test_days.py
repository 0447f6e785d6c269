"""Days that cannot be meant are refused in a sentence at their field, whatever row they are of."""

from __future__ import annotations

from datetime import timedelta

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from ropa.models.base import Recorded
from ropa.models.days import STILL_TO_COME

# Every other day of the record says when something was done.
MAY_BE_TO_COME = {
    "begins_on",
    "dpia_review_on",
    "ends_on",
    "review_due_on",
    "valid_from",
    "valid_to",
}


def days_of_the_record() -> list[tuple[type[Recorded], str]]:
    return [
        (model, field.name)
        for model in apps.get_app_config("ropa").get_models()
        if issubclass(model, Recorded)
        for field in model._meta.concrete_fields
        if type(field) is models.DateField
    ]


def says_of(model: type[Recorded], name: str, days_from_now: int) -> list[str]:
    """What is said at a field of a row in which nothing else is filled in."""
    day = timezone.localdate() + timedelta(days=days_from_now)
    try:
        model(**{name: day}).clean_fields()
    except ValidationError as refused:
        return refused.message_dict.get(name, [])
    return []


def test_what_was_done_was_not_done_on_a_day_to_come(subtests):
    days = days_of_the_record()
    assert {name for _, name in days} > MAY_BE_TO_COME
    for model, name in days:
        expected = [] if name in MAY_BE_TO_COME else [STILL_TO_COME]
        with subtests.test(model=model.__name__, field=name):
            assert says_of(model, name, 1) == expected
            assert says_of(model, name, 0) == []
