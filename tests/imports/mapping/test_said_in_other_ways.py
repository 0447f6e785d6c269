"""What people write in ways that were once misread, each as it is meant or kept in its words."""

from __future__ import annotations

import pytest

from ropa.imports.mapping.cells.lawful_bases import find_lawful_bases
from ropa.imports.mapping.cells.lists import split_names
from ropa.imports.mapping.cells.retention import parse_retention_rule
from ropa.imports.mapping.column_proposals import propose_columns
from ropa.imports.mapping.results import DATA, NO_NAME, ORGANISATIONS
from ropa.models.sensitive_words import sensitive_word

from .sheets import ENTRY, gaps_of, make_office, messages_of, read


@pytest.fixture
def office():
    return make_office()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zork (auditors), Quux", ["Zork", "Quux"]),
        ("Zork (auditors) and Quux", ["Zork", "Quux"]),
        ("Zork (a, b), Quux (c) & Exe", ["Zork", "Quux", "Exe"]),
        ("Zork: to audit, Quux", ["Zork", "Quux"]),
        ("Zork: to audit, and to advise", ["Zork"]),
        ("Zork (auditors): checks, Quux: pays", ["Zork", "Quux"]),
    ],
)
@pytest.mark.parametrize("known", [(), ("Zork", "Quux", "Exe")])
def test_every_name_of_a_list_is_found_before_it_is_decided_upon_and_after(text, names, known):
    found = [item.name for item in split_names(text, lambda name: name.strip() in known)]
    if known:
        assert found == names
    else:
        # what is not known may be said of the name before a colon, but brackets end it
        assert found == names or ":" in text


@pytest.mark.parametrize(
    "text",
    [
        "6 yrs + 1",
        "6 years + 1 year",
        "3 years after last contact or 6 years if there is a dispute",
        "75 years from DOB (100 if SEN)",
        "6 years after tenancy or, if longer, until arrears are paid",
        "6 years after tenancy ends (waiting list: until removed)",
    ],
)
def test_a_period_with_a_case_of_its_own_is_kept_in_its_words(text):
    values = parse_retention_rule(text).values
    assert not values.get("minimum_period")
    assert text in str(values)


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("See retention schedule", "retention schedule"),
        ("As per the records policy", "the records policy"),
        ("Records policy", "Records policy"),
    ],
)
def test_a_schedule_is_called_by_its_name(text, schedule):
    assert parse_retention_rule(text).values["schedule_reference"] == schedule


def test_bases_of_which_one_is_meant_are_marked():
    found, _ = find_lawful_bases("Consent or legitimate interests")
    assert [(each.code, each.is_split) for each in found] == [("6-1-a", True), ("6-1-f", True)]
    assert [each.code for each in find_lawful_bases("Legit interest")[0]] == ["6-1-f"]
    found, _ = find_lawful_bases("Public task, legal obligation")
    assert not any(each.is_split for each in found)


@pytest.mark.parametrize("name", ["sickness absence", "Allergies", "Medication", "DBS outcome"])
def test_data_that_sounds_sensitive_is_not_filed_as_ordinary(name):
    assert sensitive_word(name) is not None


@pytest.mark.parametrize(
    ("examples", "target"),
    [
        (("No", "In progress", "Yes – approved 3 May 2025"), "dpia-progress"),
        (("No",), "dpia-progress"),
        (("https://example.org/dpia-7",), "dpia-link"),
    ],
)
def test_a_column_about_impact_assessments_is_told_by_what_stands_in_it(examples, target):
    found = propose_columns(["DPIA?", "Purpose", "Retention"], [examples, (), ()])
    assert found["DPIA?"].target == target


def test_how_data_is_got_rid_of_is_no_channel():
    titles = ["How do we get rid of it?", "How do we get it?", "Purpose"]
    found = propose_columns(titles, [(), (), ()])
    assert [each.target for each in found.values()] == ["retention", "channels", "purposes"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("recipients", "None, except the police"),
        ("recipients", "Not shared except with DWP"),
        ("security", "TBC"),
        ("security", "See policy"),
        ("dpia-progress", "No"),
    ],
)
def test_what_says_nothing_that_can_be_used_is_a_gap_in_its_words(office, target, text):
    found = read(ENTRY | {target: text})
    assert (messages_of(found), found.unknown) == ([], [])
    assert len(gaps_of(found)) == 1
    assert text in found.rows[-1].values["internal_note"]


@pytest.mark.django_db
def test_internal_use_is_shared_with_nobody(office):
    found = read(ENTRY | {"recipients": "Internal only"})
    assert (found.rows[-1].values["disclosures"], found.unknown) == ([], [])


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["Tenants themselves", "The customer", "Direct from individuals"])
def test_the_people_themselves_are_known_by_other_words(office, text):
    [source] = read(ENTRY | {"sources": text}).rows[-1].values["data_sources"]
    assert source["group"] == "themselves"


@pytest.mark.django_db
def test_a_processor_in_brackets_is_one(office):
    names = {(ORGANISATIONS, "HR provider"): "new"}
    values = read(ENTRY | {"recipients": "HR provider (processor)"}, names=names).rows[-1].values
    assert [part["role"] for part in values["controller_roles"]] == ["sole", "processor"]
    assert values["disclosures"] == []


@pytest.mark.django_db
def test_what_is_decided_to_be_no_name_is_kept_in_its_words(office):
    row = ENTRY | {"people": "Tenants", "data": "Name, Sign-up form"}
    names = {("people_categories", "Tenants"): "new", (DATA, "Name"): "new"}
    found = read(row, names=names | {(DATA, "Sign-up form"): NO_NAME})
    assert (messages_of(found), found.unknown) == ([], [])
    values = found.rows[-1].values
    assert len(values["data_holdings"]) == 1
    assert values["internal_note"] == "data: Sign-up form"


@pytest.mark.django_db
def test_why_a_recipient_gets_the_data_is_marked_where_the_file_does_not_say(office):
    names = {(ORGANISATIONS, "RSPCA"): "new", (ORGANISATIONS, "Police"): "new"}
    found = read(ENTRY | {"recipients": "RSPCA; Police: to trace owners"}, names=names)
    marked = [part.get("is_inferred", False) for part in found.rows[-1].values["disclosures"]]
    assert marked == [True, False]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "said", ["contract / legal obl.", "Consent? not sure", "Public task (tbc)"]
)
def test_what_may_be_another_lawful_basis_is_told_and_marked(said, office):
    found = read(ENTRY | {"lawful-basis": said})
    (purpose,) = found.rows[-1].values["purposes"]
    assert purpose["is_inferred"]
    assert any("may be another basis, or a doubt" in note for note in found.notes)
