"""Names that no row has are asked about, and become what was decided."""

from __future__ import annotations

import pytest

from ropa.imports.loading import load
from ropa.imports.mapping.results import DATA, NEW, NEW_BODY, ORGANISATIONS, PEOPLE
from ropa.models import DataCategory, Organisation, PeopleCategory, ProcessingActivity
from tests.factories import make_organisation

from .sheets import ENTRY, make_office, messages_of, read

pytestmark = pytest.mark.django_db

HELD = ENTRY | {"people": "Drivers", "data": "Names"}


@pytest.fixture(autouse=True)
def office():
    make_office()
    PeopleCategory.objects.create(code="drivers", name="drivers")
    DataCategory.objects.create(code="names", name="names")


def with_recipients(text, title="Parking permits"):
    return HELD | {"title": title, "recipients": text}


def test_an_unknown_name_is_told_once_with_all_its_rows_and_what_it_may_be():
    make_organisation(code="dfe", name="Department for Education")
    rows = [with_recipients("Dept for Education", title) for title in "ABC"]
    found = read(*rows)
    (unknown,) = found.unknown
    assert (unknown.kind, unknown.name, unknown.code) == (
        ORGANISATIONS,
        "Dept for Education",
        "dept-for-education",
    )
    assert [place.number for place in unknown.places] == [2, 3, 4]
    assert [each.code for each in unknown.suggestions] == ["dfe"]
    assert messages_of(found) == [
        (
            2,
            "recipients",
            "“Dept for Education” is no organisation of the register (rows 2, 3 and 4). Decide: is "
            "it “Department for Education”, another, or new?",
        )
    ]


def test_what_was_decided_holds_however_the_name_is_written():
    make_organisation(code="dfe", name="Department for Education")
    names = {(ORGANISATIONS, "dept for  EDUCATION"): "dfe"}
    found = read(with_recipients("Dept for Education"), names=names)
    assert (messages_of(found), found.unknown) == ([], [])
    assert found.rows[-1].values["disclosures"][0]["recipient"] == "dfe"


def test_a_name_that_is_not_known_stands_in_the_way_of_no_other():
    make_organisation(code="dfe", name="Department for Education")
    found = read(with_recipients("Nobody Knows Ltd; Department for Education"))
    assert [each.name for each in found.unknown] == ["Nobody Knows Ltd"]
    disclosures = found.rows[-1].values["disclosures"]
    assert [part["recipient"] for part in disclosures] == ["dfe"]


def test_a_body_that_is_named_twice_gets_the_data_once_for_both_reasons():
    make_organisation(code="police", name="the police")
    make_organisation(code="dfe", name="Department for Education")
    said = "the police: to investigate\nthe police: to prosecute\nDepartment for Education"
    found = read(with_recipients(said))
    police, education = found.rows[-1].values["disclosures"]
    assert (police["recipient"], education["recipient"]) == ("police", "dfe")
    assert police["purpose"] == "to investigate; to prosecute"


def test_a_new_name_becomes_a_row_once_and_is_known_the_next_time():
    rows = [with_recipients("Banks; Acme Ltd", "A"), with_recipients("banks", "B")]
    rows[0]["people"] = "Drivers, Passengers (children or young people)"
    rows[0]["data"] = "Names; Eye tests (Special category)"
    names = {
        (ORGANISATIONS, "Banks"): NEW,
        (ORGANISATIONS, "Acme Ltd"): NEW_BODY,
        (PEOPLE, "Passengers"): NEW,
        (DATA, "Eye tests"): NEW,
    }
    found = read(*rows, names=names)
    assert messages_of(found) == []
    load(found.rows)
    assert Organisation.objects.get(code="banks").kind == "kind"
    assert Organisation.objects.get(code="acme-ltd").kind == "body"
    assert PeopleCategory.objects.get(code="passengers").are_children
    assert DataCategory.objects.get(code="eye-tests").sensitivity == "special"
    again = read(*rows, names=names)
    assert (messages_of(again), len(again.rows)) == ([], 2)
    assert load(again.rows).changed == 0


def test_two_new_names_of_the_file_that_mean_the_same_are_told_and_may_become_one():
    rows = [with_recipients("Local Authority", "A"), with_recipients("local authorities", "B")]
    found = read(*rows)
    # the later one is surely the same as the earlier, and is asked about first
    assert [
        (name.is_surely_known, [each.code for each in name.suggestions]) for name in found.unknown
    ] == [(True, ["local-authority"]), (False, ["local-authorities"])]
    names = {
        (ORGANISATIONS, "Local Authority"): "local-authorities",
        (ORGANISATIONS, "local authorities"): NEW,
    }
    found = read(*rows, names=names)
    assert messages_of(found) == []
    load(found.rows)
    assert Organisation.objects.filter(code__startswith="local").count() == 1
    assert load(read(*rows, names=names).rows).changed == 0


def test_what_was_replaced_is_asked_about_and_its_successor_suggested_first():
    england = make_organisation(code="swe", name="Social Work England")
    make_organisation(
        code="hcpc",
        name="Health and Care Professions Council",
        short_name="HCPC",
        superseded_by=england,
    )
    found = read(with_recipients("HCPC"))
    assert [each.code for each in found.unknown[0].suggestions] == ["swe", "hcpc"]
    for decided in ("swe", "hcpc"):
        found = read(with_recipients("HCPC"), names={(ORGANISATIONS, "HCPC"): decided})
        assert found.rows[-1].values["disclosures"][0]["recipient"] == decided
    full = "Health and Care Professions Council"
    found = read(with_recipients(full), names={(ORGANISATIONS, full): NEW})
    assert [each.name for each in found.unknown] == [full]


def test_a_decision_for_what_is_no_longer_there_is_asked_again():
    found = read(with_recipients("Banks"), names={(ORGANISATIONS, "Banks"): "gone"})
    assert "“gone”, as was decided, is there no more" in messages_of(found)[0][2]


def test_a_new_row_of_another_kind_is_no_answer_for_a_name():
    # given data that is to be what is new among the people
    names = {(PEOPLE, "Office holders"): NEW, (DATA, "Office notes"): "office-holders"}
    row = ENTRY | {"people": "Office holders", "data": "Office notes"}
    # when
    found = read(row, names=names)
    # then it is asked about again
    assert [(each.kind, each.name) for each in found.unknown] == [(DATA, "Office notes")]


def test_codes_are_free_and_names_have_room():
    make_organisation(code="banks", name="Building societies")
    found = read(with_recipients("Banks"), names={(ORGANISATIONS, "Banks"): NEW})
    assert found.rows[0].values["code"] == "banks-2"
    # A longer one is cut, and the whole of it kept.
    long = f"{'Bank ' * 40}of the North"
    decided = {(ORGANISATIONS, long): NEW}
    found = read(with_recipients(long), names=decided)
    assert messages_of(found) == []
    values = found.rows[0].values
    assert values["name"] == f"{'Bank ' * 38}Bank…"
    assert values["internal_note"] == f"In the file it is called: {long}"
    load(found.rows)
    again = read(with_recipients(long))
    assert again.unknown == []
    assert len(again.rows) == 1


def test_sources_may_be_people_bodies_own_staff_or_the_people_themselves():
    make_organisation(code="police", name="the police", is_public_authority=True)
    found = read(HELD | {"sources": "Data subjects\nPolice: reports\nDrivers; our own staff"})
    assert messages_of(found) == []
    load(found.rows)
    sources = ProcessingActivity.objects.get().data_sources.all()
    assert [(part.group, str(part), part.detail) for part in sources] == [
        ("themselves", "The people themselves", ""),
        ("authority", "the police", "reports"),
        ("public", "drivers", ""),
        ("own-staff", "Our own staff", ""),
    ]


def test_a_body_is_found_by_what_another_register_calls_it():
    make_organisation(code="trust", name="The Trust", ods_code="RXH")
    make_organisation(code="hosting", name="Hosting Ltd", company_number="01234567")
    found = read(with_recipients("rxh; Hosting Limited; 01234567; The Trust (RXH)"))
    assert [each.name for each in found.unknown] == ["Hosting Limited"]
    disclosures = found.rows[-1].values["disclosures"]
    assert [part["recipient"] for part in disclosures] == ["trust", "hosting"]
