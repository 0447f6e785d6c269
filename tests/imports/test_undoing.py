"""An import is undone as a whole, or not at all; and what others did since stays theirs."""

from __future__ import annotations

import pytest

from ropa.actions.submitting import submit
from ropa.imports.mapping.results import NEW
from ropa.imports.starting import Step
from ropa.imports.undoing import (
    BEYOND_REACH,
    NOT_IMPORTED,
    UNKNOWN_ENTRIES,
    CannotUndo,
    undo_import,
    undo_plan,
)
from ropa.models import (
    DataHolding,
    Disclosure,
    ImportedEntry,
    Organisation,
    ProcessingActivity,
    Purpose,
    RegisterImport,
)
from tests.factories import make_activity, make_organisation, make_team, make_user
from tests.imports.uploading import (
    UNKNOWN,
    after_step,
    checked_import,
    entry_line,
    mapped,
    own_rows,
    spreadsheet,
    uploaded_import,
)

pytestmark = pytest.mark.django_db
State = RegisterImport.State


@pytest.fixture
def approver():
    return make_user("Approver")


@pytest.fixture
def team():
    return make_team(organisation=make_organisation())


def carried_out(content: bytes, by, team) -> RegisterImport:
    """The import of somebody's own spreadsheet, whose unknown name is new."""
    imported = uploaded_import(content, by, "ours.csv")
    mapped(imported, team, {UNKNOWN: NEW})
    after_step(imported, Step.CHECK, by)
    return after_step(imported, Step.CARRY_OUT, by)


def rows_of_register() -> tuple[int, ...]:
    models = (ProcessingActivity, Organisation, Purpose, Disclosure)
    return tuple(model.objects.count() for model in models)


def test_what_an_import_created_goes_with_its_reference_rows(approver, team):
    before = rows_of_register()
    imported = carried_out(spreadsheet(entry_line(1, UNKNOWN), entry_line(2)), approver, team)
    assert rows_of_register() != before
    assert [str(entry.is_new) for entry in imported.entries.all()] == ["True", "True"]
    # when
    plan = undo_plan(imported, approver)
    kept = undo_import(imported, approver)
    # then
    assert (len(plan.created), plan.edited, plan.changed, kept) == (2, [], [], [])
    assert plan.added == [f"organisation “{UNKNOWN}”"]
    assert rows_of_register() == before
    assert not ImportedEntry.objects.exists()
    imported.refresh_from_db()
    assert (imported.state, imported.undone_by) == (State.UNDONE, approver)
    for model in (ProcessingActivity, Organisation, Purpose):
        gone = model.history.filter(history_type="-").latest()
        assert gone.history_change_reason.startswith("Undone: Imported from ours.csv, SHA-256 ")
        assert gone.history_user == approver
    with pytest.raises(CannotUndo, match=NOT_IMPORTED):
        undo_import(imported, approver)


def test_reference_rows_that_something_else_uses_stay(approver, team):
    imported = carried_out(spreadsheet(entry_line(1, UNKNOWN)), approver, team)
    body = Organisation.objects.get(name=UNKNOWN)
    Disclosure.objects.create(activity=make_activity(), recipient=body, purpose="to help")
    assert undo_import(imported, approver) == [f"organisation “{UNKNOWN}”"]
    assert Organisation.objects.filter(pk=body.pk).exists()


def test_entries_that_were_there_are_put_back_but_for_what_others_changed(approver):
    # given an import that changes two entries
    first, second = make_activity(title="One"), make_activity(title="Two")
    rows = [{"Reference": each.reference, "Title": f"New {each}"} for each in (first, second)]
    imported = after_step(checked_import(own_rows(*rows), approver), Step.CARRY_OUT, approver)
    # and somebody goes on with the second
    second.refresh_from_db()
    second.title = "Better"
    second.save()
    # when
    plan = undo_plan(imported, approver)
    kept = undo_import(imported, approver)
    # then
    assert (plan.created, plan.changed, plan.added) == ([], [first, second], [])
    assert kept == [f"processing activity “{second}”"]
    titles = ProcessingActivity.objects.order_by("pk").values_list("title", flat=True)
    assert list(titles) == ["One", "Better"]


def test_parts_that_an_import_took_or_added_are_put_back(approver):
    # given an entry with a recipient, of which a file says another
    entry = make_activity(title="Permits")
    body = make_organisation(name="The police", code="police")
    other = make_organisation(name="The fire service", code="fire")
    Disclosure.objects.create(activity=entry, recipient=body, purpose="to help")
    imported = uploaded_import(spreadsheet(("Permits", "", other.name, "")), approver, "ours.csv")
    mapped(imported, entry.team)
    after_step(imported, Step.CHECK, approver)
    imported = after_step(imported, Step.CARRY_OUT, approver)
    assert [each.recipient for each in entry.disclosures.all()] == [other]
    # when
    undo_import(imported, approver)
    # then
    assert [(each.recipient, each.purpose) for each in entry.disclosures.all()] == [
        (body, "to help")
    ]


def test_what_was_changed_by_hand_is_named_before_it_goes(approver, team):
    imported = carried_out(spreadsheet(entry_line(1), entry_line(2)), approver, team)
    entry = ProcessingActivity.objects.order_by("pk")[0]
    entry.title = "By hand"
    entry.save()
    part = Purpose.objects.exclude(activity=entry).get()
    part.internal_note = "By hand, too"
    part.save()
    assert undo_plan(imported, approver).edited == [entry, part.activity]
    undo_import(imported, approver)
    assert not DataHolding.objects.exists()
    assert not ProcessingActivity.objects.exists()


def test_after_the_first_decision_it_is_too_late(approver, team):
    imported = carried_out(spreadsheet(entry_line(1), entry_line(2)), approver, team)
    submit(subject=ProcessingActivity.objects.all()[0], by=approver, reason="Done.")
    with pytest.raises(CannotUndo, match="decided about since: Submitted for approval"):
        undo_import(imported, approver)
    assert ProcessingActivity.objects.count() == 2


def test_nobody_undoes_what_they_may_not_import_or_what_is_not_known(approver, team):
    imported = carried_out(spreadsheet(entry_line(1)), approver, team)
    with pytest.raises(CannotUndo, match=BEYOND_REACH):
        undo_plan(imported, make_user("Editor", make_team()))
    with pytest.raises(CannotUndo, match="Only those who may change entries"):
        undo_plan(imported, make_user("Auditor"))
    imported.entries.all().delete()
    with pytest.raises(CannotUndo, match=UNKNOWN_ENTRIES):
        undo_plan(imported, approver)
