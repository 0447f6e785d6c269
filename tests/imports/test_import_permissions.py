"""Whoever loads a file may change with it what they may change by hand, and nothing else."""

from __future__ import annotations

import pytest

from ropa.imports.import_permissions import ImportPermissions
from ropa.imports.items import prepare_row
from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad, Problems
from ropa.imports.resolving import Resolver
from ropa.models import Notice, ProcessingActivity, Team
from ropa.permissions import give_access
from ropa.tables.shapes import tables
from tests.factories import make_organisation, make_team, make_user

from .examples import activity, reference_data, row

pytestmark = pytest.mark.django_db

NOT_THEIRS = "This belongs to a team you do not work for, and was not given to you."


@pytest.fixture
def office():
    load(reference_data())
    return Team.objects.get(code="office")


def refusals(rows, by):
    with pytest.raises(CannotLoad) as refused:
        load(rows, by=by)
    return [
        (problem.place.sheet, problem.says.partition(" The team is ")[0])
        for problem in refused.value.problems
    ]


def test_without_a_person_nobody_is_asked(office):
    assert load([activity(1)]).created > 0


def test_an_editor_loads_the_entries_of_their_own_team(office):
    editor = make_user("Editor", office)
    assert load([activity(1)], by=editor).created > 0
    assert load([activity(1, title="Another")], by=editor).changed == 1


def test_an_entry_of_another_team_is_refused_whether_new_changed_or_in_a_part(office):
    somebody = make_user("Editor", make_team())
    assert refusals([activity(1)], somebody) == [("activities", NOT_THEIRS)]
    load([activity(1)])
    assert refusals([activity(1, title="Another")], somebody) == [("activities", NOT_THEIRS)]
    assert refusals([activity(1, purposes=[])], somebody) == [("activities", NOT_THEIRS)]
    part = [
        row("disclosures", 12, recipient="council-2", purpose="why not", including=["council-1"])
    ]
    assert refusals([activity(1, disclosures=part)], somebody) == [("activities", NOT_THEIRS)]


def test_what_is_left_alone_is_not_refused(office):
    load([activity(1)])
    outcome = load([*reference_data(), activity(1)], by=make_user("Editor", make_team()))
    assert (outcome.created, outcome.changed) == (0, 0)


def test_an_entry_that_was_given_to_somebody_is_theirs_to_change(office):
    load([activity(1), activity(2)])
    somebody = make_user("Editor", make_team())
    give_access(somebody, ProcessingActivity.objects.get(reference="RPA-0001"))
    rows = [activity(1, title="Another"), activity(2, title="Yet another")]
    assert refusals(rows, somebody) == [("activities", NOT_THEIRS)]
    assert load(rows[:1], by=somebody).changed == 1


def test_an_entry_may_not_be_handed_to_a_team_that_is_not_theirs(office):
    load([activity(1)])
    make_team(code="others", name="The others")
    somebody = make_user("Editor", office)
    with pytest.raises(CannotLoad) as refused:
        load([activity(1, team="others")], by=somebody)
    [problem] = refused.value.problems
    assert (problem.column, problem.value) == ("team", "others")
    assert problem.says == f"{NOT_THEIRS} The team is “The others”."


def test_a_role_that_changes_nothing_is_told_so(office):
    load([activity(1)])
    auditor = make_user("Auditor")
    assert refusals([activity(1, title="Another"), activity(2)], auditor) == [
        ("activities", "None of your roles lets you change processing activities."),
        ("activities", "None of your roles lets you add processing activities."),
    ]


def test_reference_data_is_for_those_who_keep_it(office):
    rows = [row("data_categories", 9, code="letters", name="letters")]
    assert refusals(rows, make_user("Editor", office)) == [
        ("data_categories", "None of your roles lets you add data categories.")
    ]
    assert load(rows, by=make_user("Approver")).created == 1


def test_contact_points_are_asked_of_themselves(office):
    """A data protection lead keeps those of their own body, and not the body itself."""
    lead = make_user("Data protection lead", office)
    make_organisation(code="other", name="Other")
    contact = row("contacts", 5, subject="dpo", name="Office", email="office@example.org")

    def with_contacts(code, *contacts):
        return [row("organisations", 2, code=code, contact_points=list(contacts))]

    assert refusals(with_contacts("other", contact), lead) == [("contacts", NOT_THEIRS)]
    assert load(with_contacts("council-1", contact), by=lead).created == 1
    changed = row("contacts", 5, subject="dpo", name="Office", email="new@example.org")
    assert load(with_contacts("council-1", changed), by=lead).changed == 1
    editor = make_user("Editor", office)
    assert refusals(with_contacts("council-1"), editor) == [
        ("organisations", "None of your roles lets you delete contact points.")
    ]
    assert load(with_contacts("council-1"), by=lead).removed == 1


def test_a_section_is_asked_of_its_notice(office):
    notice = row(
        "notices",
        2,
        slug="notice",
        title="Notice",
        organisation="council-1",
        team="office",
        summary="In short.",
        introduction="How it begins.",
    )
    section = row(
        "sections", 2, notice="notice", slug="section", title="One", covers="What.", why="Why."
    )
    rows = [notice, section]
    assert load(rows, by=make_user("Editor", office)).created == 2
    changed = row("sections", 2, notice="notice", slug="section", title="Two")
    assert refusals([changed], make_user("Editor", make_team())) == [("sections", NOT_THEIRS)]
    assert Notice.objects.get().sections.get().title == "One"


def test_a_section_of_no_notice_is_told_to_have_none(office):
    section = row("sections", 2, notice="x", slug="a", title="One", covers="What.", why="Why.")
    [(_, says)] = refusals([section], make_user("Editor", office))
    assert says.startswith("no notice or policy document has the code “x”. Correct “notice”, or")


@pytest.mark.parametrize("number", [2, 20])
def test_asking_takes_as_many_queries_for_many_rows_as_for_few(
    office, number, django_assert_num_queries
):
    rows = [activity(each) for each in range(1, number + 1)]
    load(rows)
    problems = Problems()
    shape, resolver = tables()["activities"], Resolver(rows, problems)
    there = resolver.index(ProcessingActivity)
    items = []
    for each in rows:
        resolved = resolver.resolve(shape, {"title": f"New {each.place}"}, each.place)
        items.append(prepare_row(shape, there[each.values["reference"]], resolved, problems))
    somebody = make_user("Editor", make_team())
    # What their role lets them do, which rows are in their reach, why the first one is not, and
    # whose it is.
    with django_assert_num_queries(5):
        ImportPermissions(somebody, problems).refuse(items)
    assert {problem.says for problem in problems.in_order()} == {
        f"{NOT_THEIRS} The team is “{office.name}”."
    }
    assert len(problems.in_order()) == number
