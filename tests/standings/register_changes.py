"""Changes of a small register, each drawn with the rows it is about: what people do in a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ropa.actions.duplicating import duplicate_activity
from ropa.actions.planning import carry_out_due, plan_replacement
from ropa.actions.refusal import Refused
from ropa.actions.superseding import supersede
from ropa.models import (
    ContactPoint,
    ControllerRole,
    Disclosure,
    Notice,
    NoticeSection,
    Organisation,
    PeopleCategory,
    ProcessingActivity,
    Provision,
    Purpose,
    RetentionRule,
    SectionActivity,
)
from tests.factories import (
    add_parts,
    make_activity,
    make_notice,
    make_organisation,
    make_policy_document,
    make_regulator,
    make_user,
)
from tests.states import take

OTHER_WORDS = ("It is done in another way.", "It is done as before.", "")
DECISIONS = {
    ProcessingActivity: ("submit", "return", "approve", "review", "retire", "reinstate"),
    Notice: ("submit", "return", "publish", "withdraw"),
}


class Register:
    """A register of a few entries and notices that rest on the same rows."""

    def __init__(self, seed: int) -> None:
        self.dice = Random(seed)
        self.approver = make_user("Approver")
        self.administrator = make_user("Administrator", is_superuser=True)
        make_regulator()
        entries = [make_activity() for _ in range(4)]
        add_parts(entries[0], 1)
        for entry in entries:
            take("approve", entry, self.approver)
        make_notice(*entries[:2])
        make_policy_document(*entries[1:3])

    def change(self) -> str:
        """Do something that is allowed or refused, and return what it was."""
        do = self.dice.choice(CHANGES)
        try:
            with transaction.atomic():
                do(self)
        except (Refused, ProtectedError, IntegrityError, ValidationError, IndexError) as refused:
            return f"{do.__name__}: {type(refused).__name__}"
        return do.__name__

    def one(self, model: Any) -> Any:
        """Return a row of a model, drawn."""
        return self.dice.choice(list(model.objects.order_by("pk")))


def edit_entry(register: Register) -> None:
    entry = register.one(ProcessingActivity)
    entry.internal_note = register.dice.choice(OTHER_WORDS)
    entry.title = f"Activity {register.dice.randint(1, 9)} of {entry.pk}"
    entry.save()


def edit_part(register: Register) -> None:
    part = register.one(register.dice.choice((Purpose, RetentionRule)))
    part.reason = part.statement = register.dice.choice(OTHER_WORDS[:2])
    part.save()


def take_out_part(register: Register) -> None:
    register.one(
        register.dice.choice((Purpose, RetentionRule, Disclosure, ControllerRole))
    ).delete()


def share(register: Register) -> None:
    entry = register.one(ProcessingActivity)
    Disclosure.objects.create(
        activity=entry, recipient=register.one(Organisation), purpose="to help"
    )


def cite(register: Register) -> None:
    purpose, provision = register.one(Purpose), register.one(Provision)
    (purpose.provisions.remove if register.dice.random() < 0.3 else purpose.provisions.add)(
        provision
    )


def follow(register: Register) -> None:
    entry = register.one(ProcessingActivity)
    entry.follows = ProcessingActivity.objects.exclude(pk=entry.pk).order_by("pk").first()
    entry.save()


def rename(register: Register) -> None:
    row = register.one(register.dice.choice((Organisation, PeopleCategory)))
    row.name = f"{row.code} called {register.dice.randint(1, 99)}"
    row.save()


def check_at_source(register: Register) -> None:
    row = register.one(Provision)
    row.verified_on, row.source_read = timezone.localdate(), "All of it."
    row.save()


def end_law(register: Register) -> None:
    row = register.one(Provision)
    row.valid_to = timezone.localdate() + timedelta(days=register.dice.randint(-3, 3))
    row.save()


def reach(register: Register) -> None:
    organisation = register.one(Organisation)
    found = ContactPoint.objects.filter(organisation=organisation).first()
    if found:
        found.delete()
        return
    ContactPoint.objects.create(
        organisation=organisation,
        subject=ContactPoint.Subject.GENERAL,
        name="Enquiries",
        email="enquiries@example.org",
    )


def other_regulator(register: Register) -> None:
    for row in Organisation.objects.filter(is_regulator=True):
        row.is_regulator = False
        row.save()
    chosen = register.one(Organisation)
    chosen.is_regulator = True
    chosen.save()


def merge(register: Register) -> None:
    supersede(
        row=register.one(Organisation),
        successor=register.one(Organisation),
        from_day=timezone.localdate(),
        by=register.administrator,
        reason="They are one now.",
    )


def plan(register: Register) -> None:
    plan_replacement(
        row=register.one(Organisation),
        successor=register.one(Organisation),
        from_day=timezone.localdate() + timedelta(days=1),
        by=register.administrator,
        reason="From tomorrow.",
        approve=True,
        change_note="It has a new name.",
    )


def day_of_plans(register: Register) -> None:
    carry_out_due(timezone.localdate() + timedelta(days=1))


def decide(register: Register) -> None:
    model = register.dice.choice((ProcessingActivity, Notice))
    take(register.dice.choice(DECISIONS[model]), register.one(model), register.approver)


def put_in_notice(register: Register) -> None:
    section, entry = register.one(NoticeSection), register.one(ProcessingActivity)
    place = SectionActivity.objects.filter(section__notice=section.notice, activity=entry).first()
    if place:
        place.delete()
    else:
        SectionActivity.objects.create(section=section, activity=entry, position=9)


def begin_entry(register: Register) -> None:
    if register.dice.random() < 0.5:
        duplicate_activity(activity=register.one(ProcessingActivity), by=register.administrator)
    else:
        make_activity()


def delete_entry(register: Register) -> None:
    register.one(ProcessingActivity).delete()


def change_then_undo(register: Register) -> None:
    """What is rolled back marks nothing, and what follows it is marked all the same."""
    entry = register.one(ProcessingActivity)
    try:
        with transaction.atomic():
            entry.summary = "This is rolled back."
            entry.save()
            raise Refused("It is not wanted.")
    except Refused:
        entry.summary = "This stays."
        entry.save()


def two_in_one(register: Register) -> None:
    rename(register)
    make_organisation()
    edit_entry(register)


CHANGES: tuple[Callable[[Register], None], ...] = (
    edit_entry,
    edit_part,
    take_out_part,
    share,
    cite,
    follow,
    rename,
    check_at_source,
    end_law,
    reach,
    other_regulator,
    merge,
    plan,
    day_of_plans,
    decide,
    decide,
    decide,
    decide,
    put_in_notice,
    begin_entry,
    delete_entry,
    change_then_undo,
    two_in_one,
)
