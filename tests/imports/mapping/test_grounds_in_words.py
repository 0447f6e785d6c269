"""Lawful bases, conditions and rights are read in the ways in which people write them."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.cells.conditions import (
    find_article_9_conditions,
    find_schedule_1_conditions,
    names_unknown_paragraph,
)
from ropa.imports.mapping.cells.conditions_elsewhere import take_article_9, take_schedule_1
from ropa.imports.mapping.cells.lawful_bases import find_lawful_bases
from ropa.imports.mapping.cells.named_grounds import NamedGround
from ropa.imports.mapping.cells.rights import contradicts_lawful_bases
from ropa.models.grounds import Article9, LawfulBasis, Schedule1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art 6(1)(e)", [("6-1-e", "")]),
        ("6.1.e", [("6-1-e", "")]),
        ("6 (1) e", [("6-1-e", "")]),
        ("Art. 6 1(ea)", [("6-1-ea", "")]),
        ("Public task", [("6-1-e", "")]),
        ("public interest", [("6-1-e", "")]),
        (
            "Public task: section 31 Care Standards Act 2000",
            [("6-1-e", "section 31 Care Standards Act 2000")],
        ),
        ("Article 6(1)(c) and (e)", [("6-1-c", ""), ("6-1-e", "")]),
        ("6(1)(e), 6(1)(c) and 6(1)(a)", [("6-1-e", ""), ("6-1-c", ""), ("6-1-a", "")]),
        ("Legal obligation / public task", [("6-1-c", ""), ("6-1-e", "")]),
        ("Consent and contract", [("6-1-a", ""), ("6-1-b", "")]),
        ("Public task; consent", [("6-1-e", ""), ("6-1-a", "")]),
        ("Performance of a contract", [("6-1-b", "")]),
        ("UK GDPR Art. 6(1)(f) - legitimate interests in safety", [("6-1-f", "in safety")]),
        ("6(1)(e): contract management", [("6-1-e", "contract management")]),
        ("contract / legal obl.", [("6-1-b", "/ legal obl")]),
        ("Consent? not sure", [("6-1-a", "? not sure")]),
        ("Article 6(1)(e)\nsection 31 of the Act", [("6-1-e", "section 31 of the Act")]),
        (
            "Public task: Article 6(1)(e). Public Interest Disclosure Act 1998",
            [("6-1-e", "Public Interest Disclosure Act 1998")],
        ),
        ("6(1)(e)\n6(1)(e)", [("6-1-e", "")]),
        (
            "Public task: managing consent forms and contracts",
            [("6-1-e", "managing consent forms and contracts")],
        ),
        (
            "6(1)(c) Education Act 1996, 6(1)(e) Care Act 2014",
            [("6-1-c", "Education Act 1996"), ("6-1-e", "Care Act 2014")],
        ),
        (
            "6(1)(c) and (e) Care Act 2014, 6(1)(f) to keep doors shut",
            [(f"6-1-{each}", "Care Act 2014,  to keep doors shut") for each in "cef"],
        ),
    ],
)
def test_lawful_bases(text, expected):
    found, unread = find_lawful_bases(text)
    assert ([(basis.code, basis.more) for basis in found], unread) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "is_split"),
    [
        ("Consent not required - public task", [("6-1-e", "Consent not required")], True),
        (
            "Consent (for pictures), public task for everything else",
            [("6-1-a", "for pictures"), ("6-1-e", "for everything else")],
            True,
        ),
        (
            "Public task (First Example Act 2001), Legal obligation (Second Example Act 2002)",
            [("6-1-e", "First Example Act 2001"), ("6-1-c", "Second Example Act 2002")],
            False,
        ),
        (
            "Contract with the worker and legal obligation to the tax office",
            [("6-1-b", "with the worker"), ("6-1-c", "to the tax office")],
            True,
        ),
        (
            "Legitimate interests of the charity, and consent for the newsletter",
            [("6-1-f", "of the charity"), ("6-1-a", "for the newsletter")],
            True,
        ),
        ("Public task; consent is not sought", [("6-1-e", "consent is not sought")], False),
        (
            "Vital interests in an emergency / public task under the Care Act 2014",
            [("6-1-d", "in an emergency"), ("6-1-e", "the Care Act 2014")],
            True,
        ),
        (
            "Legitimate interests do not apply - public task",
            [("6-1-e", "Legitimate interests do not apply")],
            True,
        ),
        ("Legal obligation (no consent required)", [("6-1-c", "no consent required")], False),
        ("Public task - we do not need consent", [("6-1-e", "we do not need consent")], False),
        ("Legal obligation, consent is not needed", [("6-1-c", "consent is not needed")], False),
        (
            "Contract (employees), consent for photographs",
            [("6-1-b", "employees"), ("6-1-a", "for photographs")],
            True,
        ),
        (
            "Vital interests (First Example Act 2003); Consent (Second Example Act 2004)",
            [("6-1-d", "First Example Act 2003"), ("6-1-a", "Second Example Act 2004")],
            False,
        ),
    ],
)
def test_bases_of_one_sentence_come_apart_with_what_is_said_of_each(text, expected, is_split):
    found, unread = find_lawful_bases(text)
    assert ([(basis.code, basis.more) for basis in found], unread) == (expected, [])
    assert {basis.is_split for basis in found} == {is_split}


@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "because",
        "6(1)(a) contract",
        "Article 6(1)(g)",
        "61e",
        "We do not rely on consent",
        "We don't rely on consent",
        "We don’t need consent",
        "It isn't a contract",
        "Not consent, but contract",
        "Consent is not relied on: legal obligation",
    ],
)
def test_what_names_no_lawful_basis_is_not_guessed(text):
    assert find_lawful_bases(text) == ([], [text])


@pytest.mark.parametrize("basis", LawfulBasis)
def test_the_registers_own_words_for_a_basis(basis):
    assert find_lawful_bases(str(basis.label)) == ([NamedGround(basis.value)], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Art 9(2)(g)", [("9-2-g", "")]),
        ("9.2.h", [("9-2-h", "")]),
        ("Substantial public interest", [("9-2-g", "")]),
        ("Substantial public interest (Art 9(2)(g))", [("9-2-g", "")]),
        ("Explicit consent: Article 9(2)(a): we ask", [("9-2-a", "we ask")]),
        ("Public health: Article 9(2)(i). The law asks.", [("9-2-i", "The law asks.")]),
        ("9(2)(b), 9(2)(h)", [("9-2-b", ""), ("9-2-h", "")]),
        ("N/A", []),
    ],
)
def test_conditions_of_article_9(text, expected):
    found, unread = find_article_9_conditions(text)
    assert ([(each.code, each.more) for each in found], unread) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Schedule 1 Part 2 paragraph 18", [("2-18", "")]),
        ("DPA 2018 Sch 1, Pt 2, para 18", [("2-18", "")]),
        ("Schedule 1 Part 2 (18)", [("2-18", "")]),
        ("Condition 6", [("2-6", "")]),
        ("Safeguarding of children and individuals at risk", [("2-18", "")]),
        ("Sch 1 para 10 and para 18", [("2-10", ""), ("2-18", "")]),
        ("Schedule 1, preventing fraud: paragraph 14. To find it.", [("2-14", "To find it.")]),
    ],
)
def test_conditions_of_schedule_1(text, expected):
    found, unread = find_schedule_1_conditions(text)
    assert ([(each.code, each.more) for each in found], unread) == (expected, [])


@pytest.mark.parametrize("text", ["Yes", "Part 1 para 18", "Schedule 1", "Sch 1 para 5"])
def test_what_names_no_condition_is_not_guessed(text):
    assert find_schedule_1_conditions(text) == ([], [text])
    assert names_unknown_paragraph(text) is (text == "Sch 1 para 5")


@pytest.mark.parametrize("condition", [*Article9, *Schedule1])
def test_the_registers_own_words_for_a_condition(condition):
    is_article_9 = isinstance(condition, Article9)
    reader = find_article_9_conditions if is_article_9 else find_schedule_1_conditions
    assert [each.code for each in reader(str(condition.label))[0]] == [condition.value]


@pytest.mark.parametrize(
    ("text", "basis", "expected"),
    [
        ("Access, rectification, restriction, objection", "6-1-e", False),
        ("Access; rectification", "6-1-e", True),
        ("Access, rectification, erasure, objection", "6-1-e", True),
        ("Access, rectification", "6-1-c", False),
        ("Access, erasure, portability", "6-1-a", False),
        ("Access, erasure, portability, to withdraw consent", "6-1-a", False),
        ("Access, withdraw consent", "6-1-c", True),
        ("All", "6-1-e", True),
        ("Access but not erasure", "6-1-c", True),
        ("See our website", "6-1-c", True),
        ("Access, a copy by pigeon", "6-1-c", True),
    ],
)
def test_rights_are_compared_with_those_that_follow(text, basis, expected):
    assert contradicts_lawful_bases(text, [basis]) is expected


@pytest.mark.parametrize(
    ("text", "left", "codes"),
    [
        (
            "9(2)(g) substantial public interest - Schedule 1 Part 2 para 18",
            "9(2)(g) substantial public interest",
            ["2-18"],
        ),
        (
            "Article 9(2)(b) - employment law; DPA Sch 1 Part 1 para 1",
            "Article 9(2)(b) - employment law",
            ["1-1"],
        ),
        ("Sch. 1 para 18 and Article 9(2)(g)", "Article 9(2)(g)", ["2-18"]),
        ("DPA 2018 Schedule 1, Part 1, condition 2", "", ["1-2"]),
        ("Substantial public interest", "Substantial public interest", []),
        ("Schedule 1", "Schedule 1", []),
        ("Schedule 1 Part 1 para 18", "Schedule 1 Part 1 para 18", []),
    ],
)
def test_conditions_of_schedule_1_are_found_in_the_cell_of_article_9(text, left, codes):
    found = take_schedule_1(text)
    assert (found[0], [each.code for each in found[1]]) == (left, codes)


@pytest.mark.parametrize(
    ("text", "left", "codes"),
    [
        ("Article 6(1)(e) and Article 9(2)(h)", "Article 6(1)(e)", ["9-2-h"]),
        ("Art 9(2)(a), Art 6(1)(a)", "Art 6(1)(a)", ["9-2-a"]),
        ("6(1)(e); 9(2)(g); 9(2)(h)", "6(1)(e)", ["9-2-g", "9-2-h"]),
        ("Public task: section 9(2)(a) of the Act", "Public task: section 9(2)(a) of the Act", []),
        ("Public task", "Public task", []),
        ("Public task + Art. 9(2)(g)", "Public task", ["9-2-g"]),
        ("6(1)(c) / 9(2)(b)", "6(1)(c)", ["9-2-b"]),
        ("Art 6.1.e; Art 9.2.i", "Art 6.1.e", ["9-2-i"]),
    ],
)
def test_conditions_of_article_9_are_found_in_the_cell_of_the_lawful_basis(text, left, codes):
    found = take_article_9(text)
    assert (found[0], [each.code for each in found[1]]) == (left, codes)
