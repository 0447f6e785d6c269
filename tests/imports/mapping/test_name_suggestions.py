"""A name that no row has is suggested the rows that may be meant, and no others."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.name_suggestions import (
    LEAST_LIKENESS,
    likeness_of_names,
    near_duplicates,
    suggestions,
)
from ropa.imports.mapping.register import KnownRow

SAME = [
    ("Dept for Education", "Department for Education"),
    ("Department of Education", "Department for Education"),
    ("Local Authority", "local authorities"),
    ("Care Quality Comission", "Care Quality Commission"),
    ("HM Courts & Tribunals Service", "His Majesty’s Courts and Tribunals Service"),
    ("Information Commissioner", "Information Commissioner’s Office"),
    ("DHSC", "Department of Health and Social Care"),
    ("Ministry of Justice (MoJ)", "Ministry of Justice"),
    ("Welsh Assembly Government", "Welsh Government"),
    ("Local Government Ombudsman", "Local Government and Social Care Ombudsman"),
    ("HM Prisons and HM Probation", "HM Prison and Probation Service"),
    ("childrens services", "children’s services"),
    ("Parents or carers", "parents and carers"),
    ("Emergency contact details", "emergency contacts"),
    ("Dates of birth", "date of birth"),
    ("DOB", "date of birth"),
    ("Pupil", "pupils"),
]
OTHER = [
    ("Department of Health", "Department for Education"),
    ("Care Inspectorate", "Care Quality Commission"),
    ("Scottish Government", "Welsh Government"),
    ("HM Revenue and Customs", "HM Prison and Probation Service"),
    ("Local authorities", "health authorities"),
    ("Fire services", "health services"),
    ("Ministry of Defence", "Ministry of Justice"),
    ("University of Leeds", "University of Leicester"),
    ("NHS Trust", "National Trust"),
    ("Council", "Council tax"),
    ("Parents", "patients"),
    ("Pupils", "parents"),
    ("Children", "childminders"),
    ("Employees", "employers"),
    ("Councillors", "counsellors"),
    ("Tenants", "tenders"),
    ("Foster carers", "foster children"),
    ("Social workers", "social media"),
    ("Names", "games"),
    ("Health data", "Financial data"),
    ("Bank details", "contact details"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_that_mean_the_same_are_alike(one, other):
    assert likeness_of_names(one, other) >= LEAST_LIKENESS
    assert likeness_of_names(other, one) >= LEAST_LIKENESS


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_names_that_mean_something_else_are_not(one, other):
    assert likeness_of_names(one, other) < LEAST_LIKENESS
    assert likeness_of_names(other, one) < LEAST_LIKENESS


# Names in short and in full, which have the same words.
IN_FULL = {
    "Dept Transport": "Department for Transport",
    "Dep Transport": "Department for Transport",
    "UK Govt": "UK Government",
    "Gov Actuary": "Government Actuary",
    "Police Auth": "Police Authority",
    "Police Auths": "police authorities",
    "Bankers Assoc": "Bankers Association",
    "Audit Cttee": "Audit Committee",
    "Relief Org": "Relief Organisation",
    "Relief Orgs": "relief organisations",
    "Relief organization": "Relief organisation",
    "Relief organizations": "Relief organisations",
    "Nat Archives": "National Archives",
    "Contact info": "Contact information",
    "Home tel": "Home telephone",
    "NHS no": "NHS number",
    "NHS nos": "NHS numbers",
    "Proof of DOB": "Proof of date of birth",
    "Your LA": "Your local authority",
    "Other LAs": "Other local authorities",
    "Uni Leeds": "University of Leeds",
    "HMP Leeds": "HM Prison Leeds",
    "Charity Comm": "Charity Commission",
    "Probation Svc": "Probation Service",
    "Probation Svcs": "Probation Services",
    "His Majesty’s Treasury": "HM Treasury",
    "Old policies": "Old policy",
    "Ministry in a Works": "Ministry of the Works",
    "Ministry for an Works": "Ministry with Works",
    "Ministry or Works": "Ministry on Works",
    "Ministry and Works": "Ministry to Works",
}


def test_names_in_short_have_the_same_words_as_in_full(subtests):
    for short, full in IN_FULL.items():
        with subtests.test(short=short):
            assert likeness_of_names(short, full) == likeness_of_names(full, short) == 99


@pytest.mark.parametrize(
    ("short", "name", "score"),
    [
        ("MOD", "Ministry of Defence", 95),
        ("MD", "Ministry of Defence", 0),
        ("mod", "Ministry of Defence", 0),
        ("ABCDEFGH", "Ash Bay Cat Dog Elm Fox Gum Hay", 95),
        ("ABCDEFGHI", "Ash Bay Cat Dog Elm Fox Gum Hay Ivy", 0),
    ],
)
def test_capitals_are_initials_if_they_are_neither_few_nor_many(short, name, score):
    assert likeness_of_names(short, name) == likeness_of_names(name, short) == score


def test_a_singular_keeps_what_is_no_plural():
    for one, other in (("Glass", "Glas"), ("Campus", "Campu"), ("Basis", "Basi"), ("Gas", "Ga")):
        assert likeness_of_names(one, other) < 99
    for one, other in (("Keys", "Key"), ("Parties", "Party"), ("Ties", "Tie")):
        assert likeness_of_names(one, other) == 99


def known(code, name, short_name="", successor="", *, is_current=True):
    return KnownRow(code, name, short_name, "", successor, is_current, None)


def test_short_names_and_what_was_replaced_are_found_best_first_and_at_most_three():
    rows = {
        row.code: row
        for row in (
            known("swe", "Social Work England"),
            known("hcpc", "Health and Care Professions Council", "HCPC", "swe", is_current=False),
            *(known(f"ministry-{number}", f"Ministry of Works {number}") for number in range(5)),
            known("ministry", "Ministry of Works"),
        )
    }
    found = suggestions("HCPC", rows)
    assert [each.code for each in found] == ["swe", "hcpc"]
    assert "has replaced “Health and Care Professions Council”" in found[0].why
    found = suggestions("Minstry of Works", rows)
    assert found[0].code == "ministry"
    assert len(found) == 3
    assert suggestions("Ombudsman", rows) == ()


def test_a_short_name_counts_by_itself_with_the_name_and_if_it_is_long_by_likeness():
    code = {"a": known("a", "Office for Standards", "Ofsted")}
    for name in ("ofsted", "Office for Standards (Ofsted)", "Ofsteds"):
        assert [each.code for each in suggestions(name, code)] == ["a"]
    brief = {"a": known("a", "Office for Standards", "Ofsts")}
    assert suggestions("Ofsts", brief)
    assert suggestions("Ofst", brief) == ()


def test_what_has_ended_says_so_and_stands_by_its_likeness_then_its_name():
    rows = {
        row.code: row
        for row in (
            known("b", "Parking South", is_current=False),
            known("a", "Parking North"),
            known("c", "Parking"),
        )
    }
    found = suggestions("parking", rows)
    assert (found[0].code, found[0].why) == ("c", "")
    rows.pop("c")
    found = suggestions("Parking North and South", rows)
    assert [(each.code, each.why) for each in found] == [("a", ""), ("b", "It has ended.")]


def test_new_names_of_one_file_are_compared_with_each_other():
    others = [("local-authorities", "local authorities"), ("banks", "banks")]
    assert [each.code for each in near_duplicates("Local Authority", others)] == [
        "local-authorities"
    ]
