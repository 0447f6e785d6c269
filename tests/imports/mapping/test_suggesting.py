"""A name that no row has is suggested the rows that may be meant, and no others."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.register import Known
from ropa.imports.mapping.suggesting import ALIKE, alike, near_duplicates, suggestions

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
    assert alike(one, other) >= ALIKE
    assert alike(other, one) >= ALIKE


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_names_that_mean_something_else_are_not(one, other):
    assert alike(one, other) < ALIKE
    assert alike(other, one) < ALIKE


def known(code, name, short_name="", successor="", *, is_current=True):
    return Known(code, name, short_name, "", successor, is_current, None)


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


def test_new_names_of_one_file_are_compared_with_each_other():
    others = [("local-authorities", "local authorities"), ("banks", "banks")]
    assert [each.code for each in near_duplicates("Local Authority", others)] == [
        "local-authorities"
    ]
