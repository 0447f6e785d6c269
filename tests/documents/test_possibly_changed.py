"""What the history says may have changed: nothing that did is missed, and little else is built."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import cycle
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from ropa.actions.freezing import freeze, newest_version
from ropa.documents import schema
from ropa.documents.build import ACTIVITY_PATHS, activity_document, activity_documents
from ropa.documents.canonical import canonical_json
from ropa.documents.possibly_changed import changed_since, possibly_changed
from ropa.documents.status import State, activity_statuses
from ropa.models import (
    AutomatedDecision,
    Channel,
    DataCategory,
    DataSource,
    Decision,
    Disclosure,
    Organisation,
    ProcessingActivity,
    Provision,
    Purpose,
    RetentionRule,
    StatutoryPower,
)
from ropa.models.base import Part
from tests.documents.filled import fill_activity
from tests.factories import (
    add_parts,
    approve,
    make_activity,
    make_bare_activity,
    make_data_category,
    make_organisation,
    make_provision,
    make_team,
    make_user,
)
from tests.properties import examples
from tests.states import change

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("history_always_consulted")]

MICROSECOND = timedelta(microseconds=1)


def entries():
    return list(ProcessingActivity.objects.order_by("pk"))


def freeze_as_it_stands(entry, kind=Decision.Kind.APPROVED):
    """Freeze an entry whatever the checks find; what retires it repeats what was frozen before."""
    newest = newest_version(entry)
    is_end = kind == Decision.Kind.RETIRED
    with transaction.atomic():
        freeze(
            subject=entry,
            text=newest.document if is_end and newest else canonical_json(activity_document(entry)),
            kind=kind,
            is_public=True,
            by=make_user("Approver"),
            reason="It is time.",
            change_note="It says more.",
        )


def require_the_same_both_ways():
    """Where entries stand is the same whether all are built or only those touched. Return it."""
    light = activity_statuses(entries())
    rows = entries()
    assert light == activity_statuses(rows, activity_documents(rows))
    return light


def reached_models():
    """Every model that documents of entries are made from."""
    found = {ProcessingActivity}
    for path in ACTIVITY_PATHS:
        model: Any = ProcessingActivity
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
            found.add(model)
    return sorted(found, key=lambda model: model.__name__)


def other_value(field, row, number):
    """A value that the field of the row does not hold yet."""
    held = getattr(row, field.attname)
    if field.is_relation:
        keys = field.related_model._default_manager.order_by("-pk").values_list("pk", flat=True)
        return next((key for key in keys if key not in (held, row.pk)), held)
    if field.choices:
        return next(value for value, _ in field.flatchoices if value != held)
    if isinstance(field, models.BooleanField):
        return not held
    if isinstance(field, models.DateField):
        return date(2024, 1, 1) + timedelta(days=number)
    if isinstance(field, models.IntegerField):
        return (held or 0) + 1
    return f"other-{number}"


def editable_fields(model):
    return [field for field in model._meta.concrete_fields if not field.primary_key]


def fields_and_rows(model):
    """Every field of one row, and of every other row one field, each another one."""
    fields = editable_fields(model)
    rows = model._default_manager
    first, *others = rows.order_by("pk").values_list("pk", flat=True)
    for field, key in [*((each, first) for each in fields), *zip(cycle(fields), others)]:
        yield field, rows.get(pk=key)


# One entry with everything: whatever is changed in whatever it rests on


@pytest.fixture
def filled():
    Channel.objects.all().delete()  # those that nothing uses
    entry = fill_activity()
    freeze_as_it_stands(entry)
    return entry


@pytest.mark.parametrize("model", reached_models(), ids=lambda model: model.__name__)
def test_a_change_of_any_field_of_any_row_is_seen(model, filled):
    # given others that could be pointed at instead
    other = make_activity()
    add_parts(other, 1)
    freeze_as_it_stands(other)
    differs = 0
    for field, row in fields_and_rows(model):
        around = transaction.atomic()
        try:
            with around:
                # when
                setattr(row, field.attname, other_value(field, row, row.pk))
                row.save()
                # then
                states = require_the_same_both_ways()
                differs += any(each.state is State.CHANGED for each in states.values())
                transaction.set_rollback(True)
        except IntegrityError:
            continue
    assert differs


@pytest.mark.parametrize(
    "model",
    [model for model in reached_models() if issubclass(model, Part)],
    ids=lambda model: model.__name__,
)
def test_a_part_that_goes_or_comes_is_seen(model, filled):
    # when
    part = model._default_manager.order_by("-pk").first()
    part.delete()
    # then
    assert require_the_same_both_ways()[filled.pk].state is State.CHANGED
    # given
    freeze_as_it_stands(filled)
    assert possibly_changed([filled]) == set()
    # when
    part.pk = None
    part.save()
    # then
    assert require_the_same_both_ways()[filled.pk].state is State.CHANGED


MAKERS = {
    DataCategory: make_data_category,
    Organisation: make_organisation,
    Provision: make_provision,
}


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Purpose, "provisions"),
        (DataSource, "including"),
        (Disclosure, "including"),
        (AutomatedDecision, "data_categories"),
    ],
)
def test_a_list_that_gains_or_loses_a_row_is_seen(model, name, filled):
    part = next(row for row in model.objects.all() if getattr(row, name).exists())
    shared = getattr(part, name)
    for change_list in (
        lambda: shared.add(MAKERS[shared.model]()),
        lambda: shared.remove(shared.last()),
        shared.clear,
    ):
        change_list()
        assert require_the_same_both_ways()[filled.pk].state is State.CHANGED
        freeze_as_it_stands(filled)
        assert possibly_changed([filled]) == set()


def test_a_part_given_to_another_entry_is_missed_in_the_one_and_seen_in_the_other(filled):
    # given
    other = make_activity()
    freeze_as_it_stands(other)
    # when
    change(RetentionRule.objects.filter(activity=filled).first(), activity=other)
    # then
    states = require_the_same_both_ways()
    assert {states[entry.pk].state for entry in (filled, other)} == {State.CHANGED}


def test_an_offence_that_moves_to_another_provision_is_seen(filled):
    # when
    change(StatutoryPower.objects.get(code="o"), provision=make_provision())
    # then
    assert require_the_same_both_ways()[filled.pk].state is State.CHANGED


def test_what_was_retired_is_measured_by_its_last_approval(filled):
    # given rows that were changed before the entry was retired
    change(filled, summary="It does more now.")
    freeze_as_it_stands(filled, Decision.Kind.RETIRED)
    # then
    status = require_the_same_both_ways()[filled.pk]
    assert status.state is State.RETIRED
    assert status.digest not in filled.versions.values_list("digest", flat=True)


def test_a_change_at_the_very_instant_of_the_approval_counts(filled):
    # given
    approved_at = filled.versions.get().created_at
    assert possibly_changed([filled]) == set()
    # when
    filled.summary = "It does more now."
    filled._history_date = approved_at
    filled.save()
    # then
    assert possibly_changed([filled]) == {filled.pk}


# Since an instant


def test_what_was_added_or_changed_at_the_very_instant_is_since_then():
    # given
    added = make_bare_activity()
    of_addition = added.history.get().history_date
    changed, untouched = make_activity(), make_activity()
    of_change = timezone.now()
    changed.summary = "It does more now."
    changed._history_date = of_change  # type: ignore[attr-defined]
    changed.save()
    # then
    assert changed_since(of_addition) == {added.pk, changed.pk, untouched.pk}
    assert changed_since(of_addition + MICROSECOND) == {changed.pk, untouched.pk}
    assert changed_since(of_change) == {changed.pk}
    assert changed_since(of_change + MICROSECOND) == set()


# What is not built


def test_what_nothing_has_changed_is_not_touched_and_what_was_never_approved_is():
    approved, draft = make_activity(), make_activity()
    approve(approved)
    assert possibly_changed([approved, draft]) == {draft.pk}
    # when rows change that it does not rest on
    change(make_organisation(), name="Another name")
    change(draft.team, name="Another team")
    change(draft.controller_roles.get().organisation, name="A third name")
    # then
    assert possibly_changed([approved, draft]) == {draft.pk}


def test_what_was_approved_under_another_schema_is_touched(monkeypatch):
    entry = make_activity()
    approve(entry)
    assert possibly_changed([entry]) == set()
    monkeypatch.setattr("ropa.documents.possibly_changed.SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    assert possibly_changed([entry]) == {entry.pk}


def test_a_change_taken_back_is_touched_and_yet_no_change():
    entry = make_activity()
    approve(entry)
    before = entry.summary
    change(entry, summary="It does more now.")
    change(entry, summary=before)
    assert possibly_changed([entry]) == {entry.pk}
    assert require_the_same_both_ways()[entry.pk].state is State.APPROVED


def test_of_a_few_entries_all_are_built(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("ropa.documents.possibly_changed.BUILD_AT_MOST", 2)
    few = [make_activity(), make_activity()]
    approve(few[0])
    with django_assert_num_queries(0):
        assert possibly_changed(few) == {entry.pk for entry in few}
    # when there is one more
    another = make_activity()
    # then
    assert possibly_changed([*few, another]) == {few[1].pk, another.pk}


def test_where_transactions_run_side_by_side_the_minute_before_counts(monkeypatch):
    entry = make_activity()
    approve(entry)
    assert possibly_changed([entry]) == set()
    monkeypatch.setattr(
        "ropa.documents.possibly_changed.MARGINS", {connection.vendor: timedelta(minutes=1)}
    )
    assert possibly_changed([entry]) == {entry.pk}


@pytest.mark.parametrize("size", [2, 15])
def test_it_takes_as_many_queries_for_many_as_for_few(size, django_assert_num_queries):
    team = make_team()
    for _ in range(size):
        approve(make_activity(team=team))
    rows = entries()
    with django_assert_num_queries(2):
        assert possibly_changed(rows) == set()
    change(team.organisation, name="Another name")
    with django_assert_num_queries(3):
        assert possibly_changed(rows) == {row.pk for row in rows}


# Anything, in any order


class Editing:
    """Somebody who changes anything at all, the same for the same seed."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.number = 0

    def edit(self):
        self.number += 1
        act = self.random.choices(
            [self.change, self.take_back, self.remove, self.relist, self.freeze, self.retire],
            weights=[6, 3, 1, 2, 2, 1],
        )[0]
        try:
            with transaction.atomic():
                act()
        except (IntegrityError, ProtectedError):
            pass  # The database lets nobody do that.

    def row(self, *of):
        model = self.random.choice(of or reached_models())
        rows = list(model._default_manager.order_by("pk"))
        return self.random.choice(rows) if rows else self.row()

    def change(self):
        row = self.row()
        field = self.random.choice(editable_fields(type(row)))
        setattr(row, field.attname, other_value(field, row, self.number))
        row.save()

    def take_back(self):
        row = self.row(
            *(model for model in reached_models() if model.history.filter(history_type="~"))
        )
        records = row.history.order_by("-history_id")[:2]
        records[len(records) - 1].instance.save()

    def remove(self):
        self.row(*(model for model in reached_models() if issubclass(model, Part))).delete()

    def relist(self):
        part, name, shared = self.random.choice(
            [
                (Purpose, "provisions", Provision),
                (DataSource, "including", Organisation),
                (Disclosure, "including", Organisation),
                (AutomatedDecision, "data_categories", DataCategory),
            ]
        )
        some = [self.row(shared) for _ in range(self.random.randrange(3))]
        row = self.row(part)
        if isinstance(row, part):
            getattr(row, name).set(some)

    def freeze(self):
        freeze_as_it_stands(self.row(ProcessingActivity))

    def retire(self):
        entry = self.row(ProcessingActivity)
        if newest_version(entry):
            freeze_as_it_stands(entry, Decision.Kind.RETIRED)


@pytest.mark.parametrize("seed", range(examples(1)))
def test_whatever_anybody_does_both_ways_agree(seed):
    # given entries that share some of what they rest on
    team = make_team()
    for _ in range(3):
        add_parts(make_activity(team=team), 1)
    fill_activity()
    for entry in entries():
        freeze_as_it_stands(entry)
    assert possibly_changed(entries()) == set()
    editing = Editing(seed)
    seen = set()
    for _ in range(40):
        # when
        editing.edit()
        # then
        states = require_the_same_both_ways()
        seen |= {(states[row.pk].state, row.pk in possibly_changed([row])) for row in entries()}
    assert {(State.APPROVED, False), (State.APPROVED, True), (State.CHANGED, True)} <= seen
    assert (State.CHANGED, False) not in seen


def test_an_entry_rests_on_itself_and_on_the_one_that_it_follows():
    # given
    former, other = make_bare_activity(), make_bare_activity()
    entry = make_bare_activity(follows=former)
    for each in (former, other, entry):
        freeze_as_it_stands(each)
    assert possibly_changed(entries()) == set()
    # when
    former.title = "A former entry"
    former.save()
    # then
    assert possibly_changed(entries()) == {former.pk, entry.pk}
    # when
    other.title = "Another"
    other.save()
    # then
    assert possibly_changed(entries()) == {former.pk, entry.pk, other.pk}
