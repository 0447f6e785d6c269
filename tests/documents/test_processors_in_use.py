"""Who works for the controllers, in chains, and what the public reads of it."""

from __future__ import annotations

import re

import pytest

from ropa.documents.build import activity_document
from ropa.documents.sections import entries_content
from tests.factories import approve, make_activity, make_agreement, make_organisation

pytestmark = pytest.mark.django_db


def entry(*links):
    """An entry with processors: the name of each, and of the one it works for."""
    activity = make_activity()
    bodies = {}
    for name, above in links:
        bodies[name] = make_organisation(name=name)
        activity.controller_roles.create(
            organisation=bodies[name],
            role="processor",
            works_for=bodies.get(above),
            task=f"the work of {name}",
            place="Ireland",
            position=len(bodies),
            arrangement="Line 12",
            due_diligence_by="the contracts team",
            under_agreement=make_agreement(name=f"Contract with {name}"),
        )
    return activity


def tree(workers):
    return [(worker.controller.organisation.name, tree(worker.uses)) for worker in workers]


def test_each_stands_below_the_one_it_works_for():
    activity = entry(("Host", None), ("Backups", "Host"), ("Tapes", "Backups"), ("Printer", None))

    content = entries_content([activity_document(activity)])

    assert tree(content.processors_in_use) == [
        ("Host", [("Backups", [("Tapes", [])])]),
        ("Printer", []),
    ]
    assert [worker.controller.essences for worker in content.processors_in_use] == [(), ()]


def test_a_chain_that_closes_on_itself_hides_nobody():
    # given a draft that no form would keep
    activity = entry(("Host", None), ("Backups", "Host"))
    host, backups = activity.controller_roles.filter(role="processor")
    host.works_for = backups.organisation
    host.save()
    # when
    content = entries_content([activity_document(activity)])
    # then
    assert tree(content.processors_in_use) == [("Host", []), ("Backups", [])]


def test_chains_of_two_entries_stay_apart():
    # given that the two work for each other, each in another entry
    one = entry(("Host", None), ("Backups", "Host"))
    host, backups = (role.organisation for role in one.controller_roles.filter(role="processor"))
    other = make_activity()
    other.controller_roles.create(organisation=backups, role="processor", position=1)
    other.controller_roles.create(
        organisation=host, role="processor", works_for=backups, position=2
    )
    # when
    content = entries_content([activity_document(one), activity_document(other)])
    # then
    assert tree(content.processors_in_use) == [
        ("Host", [("Backups", [])]),
        ("Backups", [("Host", [])]),
    ]


def test_the_public_reads_the_chain_and_nothing_of_contracts(client):
    # given
    activity = entry(("Host", None), ("Backups", "Host"))
    approve(activity)
    # when
    page = client.get(f"/register/{activity.reference}/").text
    # then
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "Who works for us." in text
    assert re.search(
        r"Host for the work of Host, in Ireland\. Host uses: "
        r"Backups for the work of Backups, in Ireland\.",
        text,
    )
    for internal in ("Line 12", "the contracts team", "Contract with"):
        assert internal not in page
