"""The header block: each controller once, with its officer and representative."""

from __future__ import annotations

from datetime import UTC, datetime

from ropa.documents.public_copy import public_copy
from ropa.models import ContactPoint, ControllerRole
from ropa.reports.parties import Contact, Parties
from tests.checks.complete import (
    BODY,
    ENTRY,
    OTHER_BODY,
    changed,
    contact,
    controller,
    gap,
    without_contact,
)

Role = ControllerRole.Role
Subject = ContactPoint.Subject


def entry_of(*controllers):
    return changed(ENTRY, controllers=controllers)


def body(name, **fields):
    return changed(BODY, code=name, name=name, **fields)


def controllers_of(documents):
    parties = Parties()
    for document in documents:
        parties.add(document)
    return parties.found()


def test_a_controller_stands_with_its_contacts_officer_and_representative():
    whole = changed(
        BODY,
        contact_points=(
            contact(
                Subject.GENERAL,
                address="1 Street\nTown",
                telephone="020 7946 0000",
                url="https://example.org/contact",
            ),
            contact(Subject.DPO, name="Officer", email="officer@example.org"),
            contact(Subject.REPRESENTATIVE, name="Agents Ltd", email="agents@example.org"),
        ),
    )
    (party,) = controllers_of([entry_of(controller(Role.SOLE, whole))])
    assert party.code == "body"
    assert party.roles == ("Only controller",)
    assert party.controller == Contact(
        name="The Body",
        address="1 Street\nTown",
        email="office@example.org",
        telephone="020 7946 0000",
        url="https://example.org/contact",
    )
    assert party.officer == Contact(name="Officer", email="officer@example.org")
    assert party.representative == Contact(name="Agents Ltd", email="agents@example.org")


def test_only_controllers_come_first_then_joint_then_separate_ones_each_by_name():
    documents = [
        entry_of(controller(Role.INDEPENDENT, body("a")), controller(Role.JOINT, body("d"))),
        entry_of(controller(Role.JOINT, body("c")), controller(Role.PROCESSOR, body("b"))),
        entry_of(controller(Role.SOLE, body("f"))),
        entry_of(controller(Role.SOLE, body("e"))),
    ]
    assert [party.code for party in controllers_of(documents)] == ["e", "f", "c", "d", "a"]


def test_a_controller_of_several_entries_stands_once_with_every_role():
    documents = [
        entry_of(controller(Role.INDEPENDENT), controller(Role.JOINT, OTHER_BODY)),
        entry_of(controller(Role.SOLE)),
    ]
    parties = controllers_of(documents)
    assert [party.roles for party in parties] == [
        ("Only controller", "Separate controller"),
        ("Joint controller",),
    ]


def test_what_is_still_to_be_supplied_is_told():
    whole = changed(BODY, contact_points=(gap(Subject.GENERAL), gap(Subject.DPO)))
    (party,) = controllers_of([entry_of(controller(Role.SOLE, whole))])
    assert party.controller.missing == "We have not said this yet: Its address."
    assert party.officer is not None
    assert party.officer.missing == "We have not said this yet: Its address."
    assert party.representative is None


def test_an_office_that_can_be_reached_stands_in_for_one_that_is_missing():
    points = (gap(Subject.GENERAL), contact(Subject.RIGHTS, email="rights@example.org"))
    whole = changed(BODY, contact_points=points)
    (party,) = controllers_of([entry_of(controller(Role.SOLE, whole))])
    assert party.controller.email == "rights@example.org"
    assert party.controller.missing == "We have not said this yet: Its address."


def test_a_controller_without_contacts_stands_by_name_and_website():
    bare = changed(without_contact(BODY), website="https://example.org")
    (party,) = controllers_of([entry_of(controller(Role.SOLE, bare))])
    assert party.controller == Contact(name="The Body", url="https://example.org")
    assert party.officer is None


def test_the_document_frozen_last_describes_a_controller_whatever_their_order():
    old, new = (
        entry_of(controller(Role.SOLE, changed(BODY, name=name))) for name in ("Old", "New")
    )
    earlier, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    for order in ([(old, earlier), (new, later)], [(new, later), (old, earlier)]):
        parties = Parties()
        for document, frozen_at in order:
            parties.add(document, frozen_at)
        assert [party.controller.name for party in parties.found()] == ["New"]


def test_of_documents_without_a_time_the_last_one_describes_a_controller():
    names = ("Old", "New")
    documents = [entry_of(controller(Role.SOLE, changed(BODY, name=name))) for name in names]
    assert [party.controller.name for party in controllers_of(documents)] == ["New"]


def test_documents_may_be_published_copies_and_more_may_follow():
    parties = Parties()
    assert parties.found() == ()
    parties.add(public_copy(ENTRY))
    assert len(parties.found()) == 1
    parties.add(public_copy(entry_of(controller(Role.SOLE, OTHER_BODY))))
    assert [party.code for party in parties.found()] == ["body", "other"]
