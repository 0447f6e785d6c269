"""Every decision from every state: it leads where the table says, or is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from ropa.actions.deciding import state_phrase
from ropa.actions.diagrams import DIAGRAMS, with_diagrams
from ropa.actions.refusal import Refused
from ropa.actions.transitions import ACTIVITY, BY_EDITING, NOTICE, diagram, transition
from ropa.documents.status import State
from ropa.models import Decision, Notice, ProcessingActivity
from ropa.models.attributed import subject_filter
from tests.factories import make_user
from tests.states import entry_in, notice_in, status_of, take

APPROVAL = Path(settings.BASE_DIR) / "docs" / "approval.md"

STATES_OF = {
    entry_in: {
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.APPROVED,
        State.CHANGED,
        State.RETIRED,
    },
    notice_in: {
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.PUBLISHED,
        State.OUT_OF_DATE,
        State.WITHDRAWN,
    },
}
TABLE_OF = {entry_in: ACTIVITY, notice_in: NOTICE}
EVERY = [
    (
        state in each.before,
        pytest.param(
            make, each, state, id=f"{make.__name__.split('_')[0]}-{each.verb}-{state.name.lower()}"
        ),
    )
    for make, table in TABLE_OF.items()
    for each in table
    for state in State
    if state in STATES_OF[make]
]
ALLOWED = [case for allowed, case in EVERY if allowed]
FORBIDDEN = [case for allowed, case in EVERY if not allowed]


def newest_decision(subject):
    return Decision.objects.filter(**subject_filter(subject)).order_by("-pk").first()


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "decision", "state"), ALLOWED)
def test_what_the_table_allows_leads_where_it_says(make, decision, state):
    # given
    subject = make(state)
    by = make_user("Approver", first_name="Ada", last_name="Example")
    assert status_of(subject).state is state
    # when
    take(decision.verb, subject, by, reason="Because of the example.")
    # then
    assert status_of(subject).state is decision.after
    newest = newest_decision(subject)
    assert (newest.kind, newest.reason) == (decision.kind, "Because of the example.")
    assert (newest.decided_by, newest.decided_by_name) == (by, "Ada Example")


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "decision", "state"), FORBIDDEN)
def test_everything_else_is_refused_with_the_state_and_who_decided_last(make, decision, state):
    # given
    subject = make(state)
    last, decisions = newest_decision(subject), Decision.objects.count()
    # when
    with pytest.raises(Refused) as refused:
        take(decision.verb, subject)
    # then
    said = str(refused.value)
    assert (
        f"Nothing has changed since version 1 of “{subject}”" in said
        if state in BY_EDITING
        else f"is {state_phrase(state)}" in said
    )
    assert (last is None) == (state is State.DRAFT)
    if last is not None:
        assert f"{last.decided_by_name} decided last: “{last.get_kind_display()}”" in said
    assert status_of(subject).state is state
    assert Decision.objects.count() == decisions


def test_every_state_and_every_decision_is_tried():
    assert len(EVERY) == 6 * len(ACTIVITY) + 6 * len(NOTICE) == 66
    assert set().union(*STATES_OF.values()) == set(State)
    assert {each.kind for table in TABLE_OF.values() for each in table} == set(Decision.Kind)
    assert ALLOWED
    assert FORBIDDEN


@pytest.mark.parametrize(
    ("model", "verb"), [(Notice, "approve"), (ProcessingActivity, "publish"), (Notice, "nonsense")]
)
def test_there_is_no_other_decision(model, verb):
    with pytest.raises(LookupError, match=f"There is nothing to {verb}"):
        transition(model, verb)


@pytest.mark.parametrize("table", [ACTIVITY, NOTICE], ids=["entries", "notices"])
def test_the_diagram_draws_every_transition_once(table):
    lines = diagram(table).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    [*] --> draft" in lines
    for each in table:
        for before in each.before:
            arrow = f"    {before.name.lower()} --> {each.after.name.lower()}: {each.verb}"
            assert lines.count(arrow) == 1
    assert len(lines) == len(set(lines))


def test_the_diagrams_in_the_documentation_are_those_of_the_code():
    """If this fails: manage.py draw_approval docs/approval.md"""
    text = APPROVAL.read_text("utf-8")
    assert with_diagrams(text) == text
    for table in DIAGRAMS.values():
        assert diagram(table) in text


def test_the_command_draws_anew_what_stands_between_the_marks(tmp_path):
    # given
    outdated = tmp_path / "approval.md"
    text = APPROVAL.read_text("utf-8")
    outdated.write_text(text.replace("draft --> submitted: submit", "draft --> moon: fly"), "utf-8")
    assert outdated.read_text("utf-8") != text
    # when
    call_command("draw_approval", outdated)
    # then
    assert outdated.read_text("utf-8") == text


def test_a_text_without_the_marks_is_no_place_for_diagrams():
    with pytest.raises(ValueError, match="diagram of entries"):
        with_diagrams("# Approval")
