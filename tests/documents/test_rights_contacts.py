"""Who answers for information, and where to turn."""

from __future__ import annotations

import pytest

from ropa.documents.merged.roles import MergedController
from ropa.documents.rights_contacts import RightsContact, rights_contacts
from ropa.documents.schema import ContactDocument, OrganisationDocument, Term


def point(subject: str, email: str = "", to_be_supplied: str = "") -> ContactDocument:
    return ContactDocument(
        subject=Term(code=subject, name=subject),
        name=subject,
        email=email,
        telephone="",
        address="",
        url="",
        to_be_supplied=to_be_supplied,
    )


def organisation(code: str, *points: ContactDocument) -> OrganisationDocument:
    return OrganisationDocument(
        code=code,
        name=code,
        short_name="",
        description="",
        website="",
        privacy_notice_url="",
        contact_points=points,
    )


def role(code: str, role: str, scope: str = "") -> MergedController:
    return MergedController(organisation(code), Term(code=role, name=role), scope, (), ())


def test_questions_go_to_whom_the_body_names_for_data_protection() -> None:
    # given a page about rights, and an officer
    officer, page, office = point("dpo", "d@a"), point("rights", "r@a"), point("general", "g@a")
    missing = point("dpo", to_be_supplied="The address.")
    # then
    working = RightsContact(organisation("a", page, office, officer)).working
    assert working == (officer, page, office)
    assert RightsContact(organisation("a", missing, page)).working == (page,)
    assert RightsContact(organisation("a", missing)).working == ()


def test_each_organisation_stands_once_with_all_its_roles_and_processors_do_not() -> None:
    roles = [
        role("police", "independent", "police data"),
        role("health", "joint", "health data"),
        role("printer", "processor"),
        role("police", "sole"),
    ]

    found = rights_contacts(roles)

    assert [(each.organisation.code, [r.role.code for r in each.roles]) for each in found] == [
        ("police", ["independent", "sole"]),
        ("health", ["joint"]),
    ]
    assert rights_contacts([]) == ()


@pytest.mark.parametrize(
    ("points", "rights", "complaints"),
    [
        # its own contact for each subject
        (
            [point("rights", "r@a"), point("complaints", "c@a"), point("general", "g@a")],
            ["rights"],
            ["complaints"],
        ),
        # a gap is said, and what works stands after it
        (
            [point("general", "g@a"), point("rights", to_be_supplied="The address.")],
            ["rights", "general"],
            ["general"],
        ),
        # without one of its own, the officer before the general contact
        ([point("general", "g@a"), point("dpo", "d@a")], ["dpo"], ["dpo"]),
        (
            [point("general", "g@a"), point("dpo", "d@a"), point("complaints", "c@a")],
            ["dpo"],
            ["complaints"],
        ),
        # nothing works
        ([point("dpo", to_be_supplied="The address.")], ["dpo"], ["dpo"]),
        ([], [], []),
        # a contact for something else is none
        ([point("representative", "r@a"), point("complaints", "c@a")], [], ["complaints"]),
    ],
)
def test_people_turn_to_the_contact_for_it_or_to_the_next_that_works(
    points: list[ContactDocument], rights: list[str], complaints: list[str]
) -> None:
    body = RightsContact(organisation("a", *points))

    assert [each.subject.code for each in body.for_rights] == rights
    assert [each.subject.code for each in body.for_complaints] == complaints
