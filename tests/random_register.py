"""A small register to which anything happens, for properties that hold whatever it is."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.utils import timezone
from hypothesis import strategies as st

from ropa.actions.publishing import withdraw_notice
from ropa.actions.refusal import Refused
from ropa.actions.retiring import retire_activity
from ropa.models import DataSource, Disclosure, NamedSubject, Notice, ProcessingActivity
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_notice,
    make_organisation,
    make_policy_document,
    make_user,
    publish,
)

STEPS = ("approve", "notice", "policy", "withdraw", "retire", "hide", "rename", "source", "follow")

# What is done one after the other, each with a number that says to what.
Series = list[tuple[str, int]]


def series(most: int) -> st.SearchStrategy[Series]:
    """Return what draws some steps."""
    return st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), max_size=most)


class RandomRegister:
    """Some entries that name the same things, and what is done with them. What cannot be done at
    the moment is left."""

    def __init__(self) -> None:
        self.shared = make_organisation()
        self.approver = make_user("Approver")
        self.entries: list[ProcessingActivity] = []
        self.notices: list[Notice] = []
        for _ in range(2):
            self.approve(0)

    def do(self, step: str, number: int) -> None:
        """Do one of `STEPS`, as far as it can be done."""
        with suppress(Refused):
            getattr(self, step)(number)

    def approve(self, number: int) -> None:
        activity = make_activity()
        add_parts(activity, number % 2)
        Disclosure.objects.create(activity=activity, recipient=self.shared, purpose="to see")
        approve(activity)
        self.entries.append(activity)

    def notice(self, number: int) -> None:
        if self.entries:
            self.notices.append(make_notice(self.entries[number % len(self.entries)]))
            publish(self.notices[-1])

    def policy(self, number: int) -> None:
        if self.entries:
            publish(make_policy_document(self.entries[number % len(self.entries)]))

    def withdraw(self, _number: int) -> None:
        if self.notices:
            withdraw_notice(notice=self.notices.pop(), **self._ended())

    def retire(self, number: int) -> None:
        if self.entries:
            activity = self.entries.pop(number % len(self.entries))
            retire_activity(activity=activity, **self._ended())

    def hide(self, number: int) -> None:
        if self.entries:
            activity = self.entries.pop(number % len(self.entries))
            activity.is_public = False
            activity.save()
            approve(activity)

    def rename(self, number: int) -> None:
        self.shared.name = f"{self.shared.name[:80]} {number}"
        self.shared.save()
        if self.entries:
            approve(self.entries[number % len(self.entries)])
            told = NamedSubject.objects.get(key=f"organisation:{self.shared.code}")
            assert told.description["name"] == self.shared.name

    def source(self, number: int) -> None:
        """A source of which nobody may be certain whether it is a body."""
        if self.entries:
            activity = self.entries[number % len(self.entries)]
            body = make_organisation()
            DataSource.objects.create(
                activity=activity, group=DataSource.Group.PUBLIC, organisation=body
            )
            approve(activity)

    def follow(self, number: int) -> None:
        """What comes in the place of another, and holds from a day that may still be to come."""
        if self.entries:
            begins = timezone.localdate() + timedelta(days=number % 3)
            older = self.entries[number % len(self.entries)]
            approve(make_activity(follows=older, begins_on=begins))

    def _ended(self) -> dict[str, Any]:
        return {"by": self.approver, "reason": "It ended.", "change_note": "It ended."}
