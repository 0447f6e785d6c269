"""Every answer names exactly what is recorded, and says that nothing is exactly where it is so."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ropa.documents.schema import (
    ActivityDocument,
    ControllerDocument,
    DataCategoryDocument,
    DisclosureDocument,
    HoldingDocument,
    OrganisationDocument,
    PeopleDocument,
    Term,
)
from ropa.models import ControllerRole, Disclosure
from ropa.models.grounds import LawfulBasis, Sensitivity
from ropa.public.answers.answering import answer
from ropa.public.answers.inquiries import MOST_SHORT_WORDS, MOST_WORDS, Answer, Inquiry
from ropa.public.answers.questions import (
    CAN_I_SAY_NO,
    HOW_LONG,
    QUESTIONS,
    WHAT_IS_HELD,
    WHO_GETS_IT,
    WHO_TO_ASK,
    WHY,
)
from tests.checks.complete import BODY, ENTRY, changed, controller, purpose, term

# Markers: names that stand nowhere else, so that an answer that names one can have it from nowhere.
MINE, THEIRS = (
    PeopleDocument(code=code, name=f"{code} people", description="", are_children=False)
    for code in ("mine", "theirs")
)
KINDS = tuple(
    DataCategoryDocument(
        code=f"kind-{number}",
        name=f"kind{number}marker",
        description="",
        sensitivity=term(Sensitivity.ORDINARY if number % 2 else Sensitivity.SPECIAL),
    )
    for number in range(4)
)
BODIES = tuple(
    changed(BODY, code=f"body-{number}", name=f"Body{number}marker") for number in range(4)
)


@dataclass(frozen=True)
class Recorded:
    """What is drawn for one entry: numbers of kinds, recipients, controllers and so on."""

    held: frozenset[tuple[str, int]]
    recipients: frozenset[int]
    among: frozenset[int]
    controllers: frozenset[int]
    rules: frozenset[int]
    purposes: frozenset[int]
    bases: frozenset[LawfulBasis]


def subset(most: int, least: int = 0) -> st.SearchStrategy[frozenset[int]]:
    return st.frozensets(st.integers(0, most - 1), min_size=least)


RECORDS = st.lists(
    st.builds(
        Recorded,
        held=st.frozensets(
            st.tuples(st.sampled_from(["mine", "theirs"]), st.integers(0, 3)), min_size=1
        ),
        recipients=subset(3),
        among=subset(4),
        controllers=subset(4),
        rules=subset(3),
        purposes=subset(3, least=1),
        bases=st.frozensets(st.sampled_from([LawfulBasis.CONSENT, LawfulBasis.LEGAL_OBLIGATION])),
    ),
    max_size=4,
)


def body_term(number: int) -> Term:
    return Term(code=BODIES[number].code, name=BODIES[number].name)


def entry_of(number: int, recorded: Recorded) -> ActivityDocument:
    """An entry of what was drawn; the first of its recipients is named with those `among` it."""
    disclosures = tuple(
        DisclosureDocument(
            recipient=body_term(each),
            including=tuple(body_term(other) for other in sorted(recorded.among))
            if each == min(recorded.recipients)
            else (),
            purpose=f"to pass{number}on{each}",
            gateway=None,
            frequency=term(Disclosure.Frequency.ON_REQUEST),
            detail="",
            agreement="",
        )
        for each in sorted(recorded.recipients)
    )
    rules = tuple(
        changed(ENTRY.retention_rules[0], covers=f"rule{number}covers{each}", reason="")
        for each in sorted(recorded.rules)
    )
    return changed(
        ENTRY,
        reference=f"RPA-{number:04}",
        title=f"Entry {number}",
        controllers=tuple(
            controller(ControllerRole.Role.INDEPENDENT, BODIES[each], scope=f"scope{number}{each}")
            for each in sorted(recorded.controllers)
        ),
        data_holdings=tuple(
            HoldingDocument(people=MINE if whose == "mine" else THEIRS, data=KINDS[kind], detail="")
            for whose, kind in sorted(recorded.held)
        ),
        purposes=tuple(
            purpose(LawfulBasis.PUBLIC_TASK, statement=f"use{number}for{each}")
            for each in sorted(recorded.purposes)
        ),
        conditions=(),
        disclosures=disclosures,
        transfers=(),
        retention_rules=rules,
        rights=(),
        people_choices=(),
    )


def told(found: Answer) -> str:
    """All that an answer says."""
    facts = [fact.text for proof in found.proofs for fact in proof.facts]
    return " ".join((found.sentence, found.short, *(proof.name for proof in found.proofs), *facts))


def named(found: Answer, names: list[str]) -> set[str]:
    return {name for name in names if name in told(found)}


def mine(records: list[Recorded], kind: int | None = None) -> list[tuple[int, Recorded]]:
    """The records that hold something about my people, or that kind."""
    return [
        (number, each)
        for number, each in enumerate(records)
        if any(whose == "mine" and kind in {None, held} for whose, held in each.held)
    ]


@given(RECORDS, st.sampled_from([None, 0, 1, 2, 3]))
def test_an_answer_names_exactly_what_is_recorded(
    records: list[Recorded], kind: int | None
) -> None:
    # given entries about two groups of people, and a question about one of them
    entries = [entry_of(number, each) for number, each in enumerate(records)]
    asked = Inquiry(MINE, entries, data=None if kind is None else KINDS[kind])
    relevant = mine(records, kind)

    # when
    found = {question: answer(question, asked) for question in QUESTIONS}

    # then each names what the entries say that hold it, and nothing else
    held = {
        KINDS[each].name
        for _, recorded in relevant
        for whose, each in recorded.held
        if whose == "mine" and kind in {None, each}
    }
    # Of nothing the kind that was asked about is named, to say so.
    expected = held or ({KINDS[kind].name} if kind is not None else set())
    assert named(found[WHAT_IS_HELD], [each.name for each in KINDS]) == expected
    recipients = {
        BODIES[each].name
        for _, recorded in relevant
        for each in (
            *recorded.recipients,
            *(recorded.among if recorded.recipients else ()),
        )
    }
    bodies = [each.name for each in BODIES]
    assert named(found[WHO_GETS_IT], bodies) == recipients
    assert named(found[WHO_TO_ASK], bodies) == {
        BODIES[each].name for _, recorded in relevant for each in recorded.controllers
    }
    rules = {f"rule{n}covers{each}" for n, recorded in relevant for each in recorded.rules}
    every = [f"rule{n}covers{each}" for n in range(4) for each in range(3)]
    assert named(found[HOW_LONG], every) == rules
    uses = {f"use{n}for{each}" for n, recorded in relevant for each in recorded.purposes}
    assert named(found[WHY], [f"use{n}for{each}" for n in range(4) for each in range(3)]) == uses

    # and that nothing is recorded is said exactly where it is so; a gap where something should be
    assert all(each.is_nothing for each in found.values()) is (not relevant)
    assert found[WHAT_IS_HELD].is_nothing is (not relevant)
    assert found[WHO_GETS_IT].is_nothing is (not recipients)
    assert bool(found[HOW_LONG].gap) is bool(relevant and not rules)
    assert bool(found[CAN_I_SAY_NO].gap) is bool(relevant)
    assert bool(found[WHO_TO_ASK].gap) is bool(
        relevant and not any(recorded.controllers for _, recorded in relevant)
    )
    for each in found.values():
        assert each.sentence.startswith("This record") is each.is_nothing
        assert len(each.sentence.split()) <= MOST_WORDS
        assert len(each.short.split()) <= MOST_SHORT_WORDS


@given(RECORDS, st.integers(0, 3))
def test_whether_somebody_gets_it_is_told_exactly(records: list[Recorded], number: int) -> None:
    # given
    entries = [entry_of(at, each) for at, each in enumerate(records)]
    relevant = mine(records)

    # when
    found = answer(WHO_GETS_IT, Inquiry(MINE, entries, body=BODIES[number]))

    # then
    reasons = {
        f"pass{at}on{each}"
        for at, recorded in relevant
        for each in recorded.recipients
        if each == number or (each == min(recorded.recipients) and number in recorded.among)
    }
    every = [f"pass{at}on{each}" for at in range(4) for each in range(3)]
    answers = any(number in recorded.controllers for _, recorded in relevant)
    # Of a kind of bodies that it is one of, the reasons of that kind are told whole.
    assert reasons <= named(found, every)
    assert found.sentence.startswith("Yes: ") is bool(reasons)
    assert found.is_nothing is (not reasons and not answers)
    assert len(found.sentence.split()) <= MOST_WORDS


@given(RECORDS, st.integers(0, 3))
def test_of_one_body_is_told_what_it_answers_for(records: list[Recorded], number: int) -> None:
    # given
    entries = [entry_of(at, each) for at, each in enumerate(records)]
    answering = [(at, each) for at, each in mine(records) if number in each.controllers]

    # when
    found = {
        question: answer(question, Inquiry(MINE, entries, body=BODIES[number]))
        for question in QUESTIONS
        if question is not WHO_GETS_IT
    }

    # then
    rules = {f"rule{at}covers{each}" for at, recorded in answering for each in recorded.rules}
    every = [f"rule{at}covers{each}" for at in range(4) for each in range(3)]
    assert named(found[HOW_LONG], every) == rules
    for each in found.values():
        assert each.is_nothing is (not answering)
        assert len(each.sentence.split()) <= MOST_WORDS


LONG = "very " * 12 + "long name"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.code)
@pytest.mark.parametrize("crossed", ["", "data", "body"])
def test_long_names_leave_a_sentence_short(question: object, crossed: str) -> None:
    # given names of fourteen words for everything
    people = changed(MINE, name=LONG)
    kind = changed(KINDS[0], name=LONG)
    body: OrganisationDocument = changed(BODY, name=LONG)
    part: ControllerDocument = controller(ControllerRole.Role.SOLE, body, scope="")
    entry = changed(
        ENTRY,
        controllers=(part, changed(part, organisation=changed(body, code="other"))),
        data_holdings=(HoldingDocument(people=people, data=kind, detail=""),),
        purposes=(purpose(LawfulBasis.CONSENT, statement=LONG),),
        retention_rules=(changed(ENTRY.retention_rules[0], covers=LONG),),
    )

    # when asked of all, and of nothing
    for entries in ([entry], []):
        found = answer(
            question,  # type: ignore[arg-type]
            Inquiry(
                people,
                entries,
                data=kind if crossed == "data" else None,
                body=body if crossed == "body" else None,
            ),
        )

        # then
        assert len(found.sentence.split()) <= MOST_WORDS


def test_what_is_said_of_sharing_in_general_is_no_nothing() -> None:
    # given an entry that names nobody who gets it, and says how it is shared
    holding = HoldingDocument(people=MINE, data=KINDS[0], detail="")
    entry = changed(
        ENTRY,
        data_holdings=(holding,),
        disclosures=(),
        transfers=(),
        sharing_note="Research may be shared with universities.",
    )

    # when
    found = answer(WHO_GETS_IT, Inquiry(MINE, [entry]))

    # then
    assert not found.is_nothing
    assert "names no recipient" in found.sentence
    assert "Research may be shared with universities." in told(found)


def test_what_one_entry_lets_people_do_is_told() -> None:
    # given an entry with consent, choices and a public task, in part
    rights = {right.code for right in ENTRY.rights}
    assert "objection" in rights

    # when
    holding = HoldingDocument(people=MINE, data=KINDS[0], detail="")
    found = answer(CAN_I_SAY_NO, Inquiry(MINE, [changed(ENTRY, data_holdings=(holding,))]))

    # then
    assert found.sentence == "You can object to the use of information about you."
    assert [proof.name for proof in found.proofs] == ["Object", "Whether you must give it"]
