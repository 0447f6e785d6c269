"""The queue of imported drafts: whose they are, what each lacks, and when they leave it."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ropa.actions.submitting import submit
from ropa.models import ControllerRole, ImportedEntry, RegisterImport, Standing
from tests.admin.forms import signed_in, text_of
from tests.factories import (
    make_activity,
    make_bare_activity,
    make_organisation,
    make_team,
    make_user,
)

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:imported-drafts")


def brought(by, *entries) -> RegisterImport:
    """An import that has created these entries."""
    now = timezone.now()
    imported = RegisterImport.objects.create(
        brought_by=by,
        brought_at=now,
        finished_at=now,
        file_name="ours.csv",
        size=1,
        digest="0" * 64,
        kind=RegisterImport.Kind.MAPPED,
        state=RegisterImport.State.IMPORTED,
        counts={"created": len(entries), "changed": 0, "removed": 0, "same": 0},
    )
    for entry in entries:
        ImportedEntry.objects.create(of=imported, activity=entry, is_new=True)
    return imported


def test_what_lacks_most_comes_first_with_what_it_lacks():
    # given
    ada = make_user("Approver")
    fuller, bare = make_activity(title="Fuller"), make_bare_activity(title="Bare")
    make_activity(title="Not imported")
    imported = brought(ada, fuller, bare)
    # when
    client = signed_in(ada)
    text = text_of(client.get(PAGE).text)
    # then
    assert "2 entries that came in with a file" in text
    assert text.index("Bare") < text.index("Fuller")
    assert "must be put right before approval" in text
    assert "Not imported" not in text
    assert "2 entries to complete" in text_of(client.get(reverse("admin:index")).text)
    # and the page of one import names it
    assert "with this file" in text_of(client.get(f"{PAGE}?import={imported.pk}").text)


def test_what_an_organisation_lacks_is_said_once_for_all_of_its_entries():
    # given
    ada = make_user("Approver")
    body = make_organisation(name="The Council")
    entries = [make_bare_activity(), make_bare_activity()]
    for entry in entries:
        ControllerRole.objects.create(activity=entry, organisation=body, role="sole")
    brought(ada, *entries)
    # when
    text = text_of(signed_in(ada).get(PAGE).text)
    # then
    assert text.count("Say how people reach The Council") == 1
    assert text.index("Say how people reach The Council") < text.index(str(entries[0]))


def test_an_entry_leaves_the_queue_when_it_is_submitted():
    ada = make_user("Approver")
    entry = make_activity()
    brought(ada, entry)
    submit(subject=entry, by=ada, reason="Done.")
    assert "No imported entry waits" in text_of(signed_in(ada).get(PAGE).text)


def test_everybody_sees_their_own_teams_alone():
    own, other = make_team(), make_team()
    brought(make_user("Approver"), make_activity(title="Ours", team=own), make_activity(team=other))
    text = text_of(signed_in(make_user("Editor", own)).get(PAGE).text)
    assert "1 entry that came in" in text
    assert "Ours" in text


@pytest.mark.parametrize("count", [3, 45])
def test_many_entries_take_no_more_queries_than_few(count, django_assert_max_num_queries):
    ada = make_user("Approver")
    brought(ada, *(make_activity() for _ in range(count)))
    client = signed_in(ada)
    client.get(PAGE)
    with django_assert_max_num_queries(15):
        client.get(PAGE)


def test_the_order_is_that_of_the_numbers_beside_each_over_all_pages():
    # given
    ada = make_user("Approver")
    brought(ada, *(make_bare_activity() for _ in range(12)), *(make_activity() for _ in range(12)))
    client = signed_in(ada)
    # when
    text = text_of(client.get(PAGE).text) + text_of(client.get(f"{PAGE}?page=2").text)
    # then
    found = re.findall(
        r"(\d+) must be put right, (\d+) to be supplied, (\d+) should be put right", text
    )
    numbers = [tuple(map(int, each)) for each in found]
    assert len(numbers) == 24
    assert len(set(numbers)) > 1
    assert numbers == sorted(numbers, reverse=True)


def test_an_entry_that_nobody_has_worked_out_yet_comes_last_with_what_is_found_now():
    ada = make_user("Approver")
    first, second = make_bare_activity(title="Alley gates"), make_activity(title="Zebra crossings")
    brought(ada, first, second)
    client = signed_in(ada)
    client.get(PAGE)
    Standing.objects.filter(activity=first).delete()
    text = text_of(client.get(PAGE).text)
    assert text.index("Zebra crossings") < text.index("Alley gates")
    assert "0 must be put right" not in text[text.index("Alley gates") :]
