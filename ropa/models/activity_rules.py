"""What must hold of an entry as a whole: for the database, and in sentences at the fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from .base import is_before, refuse_circle
from .days import not_too_early
from .references import REFERENCE_PATTERN

if TYPE_CHECKING:
    from .activities import ProcessingActivity

NO_CAPACITY = "Choose whether you act as controller or as processor."
ENDS_BEFORE_IT_BEGINS = "This ends before it begins. Correct one of the two days."
REVIEW_DUE_BEFORE_THE_LAST = "The next review is due before the last one. Correct one of the dates."
DPIA_REVIEW_BEFORE_DECISION = (
    "The impact assessment is looked at again before it was decided on. Correct one of the dates."
)
OLDEST_BEFORE_YOUNGEST = (
    "The oldest children are younger than the youngest. Correct one of the two ages."
)
AGE_OF_A_CHILD = "Write the age in years: a number from 1 to 17."
FOLLOWS_ITSELF = "An entry cannot follow itself. Choose the one that was there before it."
# Those under 18 are children (DPA 2018 section 123(7); UN Convention on the Rights of the Child,
# Article 1).
AGES_OF_CHILDREN = (1, 17)

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(reference__regex=REFERENCE_PATTERN),
        name="activity_reference_in_ascii_digits",
        violation_error_message="Write it like RPA-0001.",
    ),
    models.CheckConstraint(
        condition=Q(capacity__in=["controller", "processor"]),
        name="activity_capacity_known",
        violation_error_message=NO_CAPACITY,
    ),
    not_too_early(
        "activity_days_not_too_early",
        "begins_on",
        "ends_on",
        "children_considered_on",
        "dpia_decided_on",
        "dpia_review_on",
        "last_reviewed_on",
        "review_due_on",
    ),
    models.CheckConstraint(
        condition=Q(last_reviewed_on__isnull=True)
        | Q(review_due_on__isnull=True)
        | Q(review_due_on__gte=F("last_reviewed_on")),
        name="activity_review_due_after_last_review",
        violation_error_message=REVIEW_DUE_BEFORE_THE_LAST,
    ),
    models.CheckConstraint(
        condition=Q(dpia_decided_on__isnull=True)
        | Q(dpia_review_on__isnull=True)
        | Q(dpia_review_on__gte=F("dpia_decided_on")),
        name="activity_dpia_review_after_decision",
        violation_error_message=DPIA_REVIEW_BEFORE_DECISION,
    ),
    models.CheckConstraint(
        condition=Q(begins_on__isnull=True)
        | Q(ends_on__isnull=True)
        | Q(ends_on__gte=F("begins_on")),
        name="activity_ends_after_beginning",
        violation_error_message=ENDS_BEFORE_IT_BEGINS,
    ),
    models.CheckConstraint(
        condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
        name="activity_follows_another",
        violation_error_message=FOLLOWS_ITSELF,
    ),
    models.CheckConstraint(
        condition=(Q(children_youngest__isnull=True) | Q(children_youngest__range=AGES_OF_CHILDREN))
        & (Q(children_oldest__isnull=True) | Q(children_oldest__range=AGES_OF_CHILDREN)),
        name="activity_ages_of_children",
        violation_error_message=AGE_OF_A_CHILD,
    ),
    models.CheckConstraint(
        condition=Q(children_youngest__isnull=True)
        | Q(children_oldest__isnull=True)
        | Q(children_oldest__gte=F("children_youngest")),
        name="activity_oldest_after_youngest",
        violation_error_message=OLDEST_BEFORE_YOUNGEST,
    ),
    models.CheckConstraint(
        condition=~Q(automated_decisions__in=["profiling", "decisions"])
        | ~Q(automated_decisions_detail=""),
        name="activity_automated_decisions_explained",
        violation_error_message="Say how the automated decisions or profiling work.",
    ),
    models.CheckConstraint(
        condition=~Q(follows_retention_policy="no") | ~Q(why_not_followed=""),
        name="activity_departure_from_policy_explained",
        violation_error_message="Say why the data is not kept and erased as the policy "
        "says (Schedule 1 paragraph 41(c)).",
    ),
]


def refuse_together(
    activity: ProcessingActivity, *rules: Callable[[ProcessingActivity], None]
) -> None:
    """Refuse all that any of the rules refuses, each at its field: nobody is to correct a form
    once for every rule."""
    wrong: dict[str, list[ValidationError]] = {}
    for rule in rules:
        try:
            rule(activity)
        except ValidationError as error:
            wrong |= error.error_dict
    if wrong:
        raise ValidationError(wrong)


def refuse_wrong_order(activity: ProcessingActivity) -> None:
    """Refuse days and ages of which the later comes before the earlier, each at its field."""
    wrong = {
        second: says
        for first, second, says in (
            ("begins_on", "ends_on", ENDS_BEFORE_IT_BEGINS),
            ("last_reviewed_on", "review_due_on", REVIEW_DUE_BEFORE_THE_LAST),
            ("dpia_decided_on", "dpia_review_on", DPIA_REVIEW_BEFORE_DECISION),
            ("children_youngest", "children_oldest", OLDEST_BEFORE_YOUNGEST),
        )
        if is_before(getattr(activity, second), getattr(activity, first))
    }
    least, greatest = AGES_OF_CHILDREN
    for name in ("children_youngest", "children_oldest"):
        age = getattr(activity, name)
        if age is not None and not least <= age <= greatest:
            wrong[name] = AGE_OF_A_CHILD
    if wrong:
        raise ValidationError(wrong)


def refuse_what_it_cannot_follow(activity: ProcessingActivity) -> None:
    """Refuse a chain of entries that closes on itself, and one that would tell the public of an
    entry that is kept from it. What closes on itself is told first: with it, nothing else said of
    the entry that is followed would help."""
    refuse_circle(activity, "follows", FOLLOWS_ITSELF)
    if (
        activity.pk
        and not activity.is_public
        and activity.followed_by.filter(is_public=True).exists()
    ):
        raise ValidationError(
            {
                "is_public": "A public entry follows this one, and names it. Take that out "
                "there first."
            }
        )
    if activity.follows is None:
        return
    if activity.is_public and not activity.follows.is_public:
        raise ValidationError(
            {
                "follows": f"{activity.follows.reference} is kept out of the public record, and "
                "this entry would name it there. Choose another, or none."
            }
        )
