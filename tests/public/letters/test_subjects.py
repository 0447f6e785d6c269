"""Which letters there are, to whom, and on which law they rest."""

from __future__ import annotations

import pytest

from ropa.documents.rights import rights_of
from ropa.documents.schema import ActivityDocument, ControllerDocument, OrganisationDocument
from ropa.models import ControllerRole
from ropa.models.grounds import LAW_ENFORCEMENT_BASES, LawfulBasis
from ropa.public.letters.kinds import KINDS, LetterKind
from ropa.public.letters.subjects import LetterSubject, LetterUse
from tests.checks.complete import BODY, ENTRY, OTHER_BODY, changed, controller

JOINT, SEPARATE, PROCESSOR = (
    ControllerRole.Role.JOINT,
    ControllerRole.Role.INDEPENDENT,
    ControllerRole.Role.PROCESSOR,
)
ALWAYS = ["copy", "correct"]
KIND = {kind.code: kind for kind in KINDS}


def entry(*bases: str, controllers: tuple[ControllerDocument, ...] = ()) -> ActivityDocument:
    """An entry with a purpose on each basis, whose title names them."""
    purposes = [(f"purpose {basis}", basis) for basis in bases]
    title = " ".join(bases)
    return changed(
        ENTRY,
        reference=f"RPA-{title}",
        title=title,
        rights=rights_of(purposes, automated_decisions=False),
        controllers=controllers or (controller(ControllerRole.Role.SOLE),),
    )


def subject(
    *activities: ActivityDocument, publisher: OrganisationDocument | None = None
) -> LetterSubject:
    return LetterSubject("people", "/people/people/", activities, publisher)


def codes(about: LetterSubject) -> list[str]:
    return [kind.code for kind in about.kinds]


@pytest.mark.parametrize(
    ("basis", "more"),
    [
        ("6-1-a", ["delete", "say-no"]),
        ("6-1-b", ["delete"]),
        ("6-1-c", []),
        ("6-1-d", ["delete"]),
        ("6-1-e", ["object"]),
        ("6-1-ea", ["delete", "object"]),
        ("6-1-f", ["delete", "object"]),
        ("35-2-a", ["delete"]),
        ("35-2-b", ["delete"]),
    ],
)
def test_a_letter_is_offered_exactly_where_its_right_holds(basis: str, more: list[str]) -> None:
    about = subject(entry(basis))
    assert codes(about) == [*ALWAYS, *more, "complain"]
    # and whatever is not offered goes to nobody, even if somebody asks for it
    assert [kind.code for kind in KINDS if about.offers(kind)] == codes(about)


def test_every_basis_is_looked_at() -> None:
    bases = test_a_letter_is_offered_exactly_where_its_right_holds.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {basis for basis, _ in bases} == set(LawfulBasis.values)


@pytest.mark.parametrize(
    ("kind", "general", "part_3"),
    [
        ("copy", "UK GDPR Article 15", "section 45"),
        ("correct", "UK GDPR Article 16", "section 46"),
        ("delete", "UK GDPR Article 17", "section 47"),
    ],
)
def test_the_law_is_that_of_the_entries(kind: str, general: str, part_3: str) -> None:
    # given a use under each law
    under_gdpr, under_part_3 = entry("6-1-f"), entry(min(LAW_ENFORCEMENT_BASES))
    # then each has its own law, and both together have both
    part_3 = f"Data Protection Act 2018, {part_3}"
    one, other, both = (
        subject(*each).offers(KIND[kind])[0]
        for each in ((under_gdpr,), (under_part_3,), (under_gdpr, under_part_3))
    )
    assert one.citations == (general,)
    assert one.answer_citations == ("UK GDPR Article 12",)
    assert other.citations == (part_3,)
    assert other.answer_citations == (
        "Data Protection Act 2018, sections 51 to 54 (law enforcement)",
    )
    assert both.citations == (general, part_3)


def test_each_body_is_asked_for_what_it_answers_for_alone() -> None:
    # given one entry of both bodies, and one of each alone
    both = entry("6-1-e", controllers=(controller(JOINT), controller(JOINT, OTHER_BODY)))
    first = entry("6-1-c")
    second = entry("6-1-a", controllers=(controller(SEPARATE, OTHER_BODY),))
    about = subject(both, first, second)

    def asked(kind: LetterKind) -> dict[str, list[str]]:
        return {
            offer.body.organisation.code: [use.title for use in offer.uses]
            for offer in about.offers(kind)
        }

    # then a copy of all, and of each right its own
    assert asked(KIND["copy"]) == {"body": ["6-1-e", "6-1-c"], "other": ["6-1-e", "6-1-a"]}
    assert asked(KIND["object"]) == {"body": ["6-1-e"], "other": ["6-1-e"]}
    assert asked(KIND["say-no"]) == {"other": ["6-1-a"]}
    assert asked(KIND["complain"]) == asked(KIND["copy"])


def test_who_works_for_others_is_written_to_by_nobody() -> None:
    worker = controller(PROCESSOR, OTHER_BODY)
    about = subject(entry("6-1-e", controllers=(controller(ControllerRole.Role.SOLE), worker)))
    assert [body.organisation.code for body in about.bodies] == ["body"]


def test_of_a_right_that_some_purposes_give_these_are_named() -> None:
    [offer] = subject(entry("6-1-a", "6-1-c")).offers(KIND["say-no"])
    assert offer.uses == (LetterUse("6-1-a 6-1-c", ("purpose 6-1-a",)),)
    [copy] = subject(entry("6-1-a", "6-1-c")).offers(KIND["copy"])
    assert copy.uses == (LetterUse("6-1-a 6-1-c"),)


def test_where_no_entry_says_who_answers_the_publisher_does_or_nobody() -> None:
    nobody = changed(entry("6-1-e"), controllers=())
    [offer] = subject(nobody, publisher=BODY).offers(KIND["complain"])
    assert offer.body.organisation == BODY
    assert codes(subject(nobody)) == []
