"""Every column is somebody's decision, and only what is mapped is touched."""

from __future__ import annotations

from datetime import date

import pytest

from ropa.imports.loading import load
from ropa.imports.mapping.results import DATA, NEW, PEOPLE
from ropa.imports.mapping.targets import LEAVE_OUT, TARGETS
from ropa.imports.problems import RemarkKind
from ropa.imports.reading.cells import Merged, Unusable
from ropa.models import DataCategory, PeopleCategory, ProcessingActivity, Transfer
from ropa.models.grounds import BASIS_TO_BE_SUPPLIED
from tests.factories import make_activity, make_organisation, make_team

from .sheets import ENTRY, gaps_of, make_office, messages_of, read, read_mapped_sheet, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return make_office()


def imported(*rows, **options):
    mapped = read(*rows, **options)
    assert messages_of(mapped) == []
    load(mapped.rows)
    return ProcessingActivity.objects.order_by("pk").last()


def test_a_column_that_nobody_has_mapped_is_told_unless_it_is_left_out():
    mapping = {title: title for title in ENTRY}
    row = ENTRY | {"Budget": "7", "Empty": ""}
    found = read_mapped_sheet(sheet(row), mapping, team="office", names={}, file="a.csv")
    assert [(number, title) for number, title, _ in messages_of(found)] == [(2, "Budget")]
    assert found.notes[0] == "“Empty” is not mapped, and has nothing in it."
    mapping["Budget"] = "leave-out"
    found = read_mapped_sheet(sheet(row), mapping, team="office", names={}, file="a.csv")
    assert messages_of(found) == []


def test_two_columns_for_one_place_and_what_is_no_place_are_told():
    row = ENTRY | {"Also title": "x", "Odd": "y"}
    found = read(row, **{"Also title": "title"}, Odd="oddity")
    assert [title for _, title, _ in messages_of(found)] == ["Also title", "Odd"]
    found = read_mapped_sheet(
        sheet(ENTRY), {"Gone": "title"}, team="office", names={}, file="a.csv"
    )
    assert "no such column" in found.problems[0].says


def test_several_columns_may_fill_a_place_of_many():
    entry = imported(
        ENTRY | {"Manager": "Head of parking", "Cost": "5", "second purpose": "Tell the police"},
        Manager="internal-note",
        Cost="internal-note",
        **{"second purpose": "purposes"},
    )
    assert entry.internal_note == "Manager: Head of parking\nCost: 5"
    assert [str(part) for part in entry.purposes.all()] == ["Decide on permits", "Tell the police"]


def test_merged_cells_run_down_and_that_is_told():
    # given a lawful basis over two rows
    rows = [ENTRY | {"title": "Permits"}, {"title": "Fines", "purposes": "Collect fines"}]
    cells = sheet(*rows, merged=(Merged(2, 3, "C2:C3", 2, 2),))
    # when
    found = read_mapped_sheet(cells, {title: title for title in ENTRY}, team="office", names={})
    # then
    assert messages_of(found) == []
    bases = [row.values["purposes"][0]["lawful_basis"] for row in found.rows]
    assert bases == ["6-1-e", "6-1-e"]
    assert any(note.startswith("The cells C2:C3 are merged") for note in found.notes)


def test_headings_between_rows_are_teams_or_functions_and_no_entries():
    # given
    libraries = make_team(name="Libraries", organisation=make_organisation(name="Trust"))
    rows = [
        ENTRY | {"title": "Before any heading"},
        {"title": "PART ONE"},
        ENTRY | {"title": "Letters in"},
        {"title": "Libraries:"},
        ENTRY | {"title": "Loans"},
        {"title": "Only a title"},
    ]
    # when
    found = read(*rows)
    load(found.rows)
    # then
    entries = {entry.title: entry for entry in ProcessingActivity.objects.all()}
    assert list(entries) == ["Before any heading", "Letters in", "Loans", "Only a title"]
    functions = [entry.business_function for entry in entries.values()]
    assert functions == ["", "PART ONE", "", ""]
    assert entries["Loans"].team == entries["Only a title"].team == libraries
    assert [note.partition(", is a heading")[0] for note in found.notes if "heading" in note] == [
        "Row 3, “PART ONE”",
        "Row 5, “Libraries”",
    ]


def test_new_categories_are_filed_as_they_sound_and_that_is_told():
    # given
    names = {
        (DATA, "Medical notes"): NEW,
        (DATA, "Convictions"): NEW,
        (DATA, "Health and safety training"): NEW,
        (PEOPLE, "Pupils in care"): NEW,
        (PEOPLE, "Parents of pupils"): NEW,
    }
    row = ENTRY | {
        "people": "Pupils in care; Parents of pupils",
        "data": "Medical notes; Convictions; Health and safety training",
    }
    # when
    found = read(row, names=names)
    load(found.rows)
    # then
    filed = dict(DataCategory.objects.values_list("name", "sensitivity"))
    assert filed == {
        "Medical notes": "special",
        "Convictions": "criminal",
        "Health and safety training": "ordinary",
    }
    children = dict(PeopleCategory.objects.values_list("name", "are_children"))
    assert children == {"Pupils in care": True, "Parents of pupils": False}
    [told] = [note for note in found.notes if "By their names" in note]
    assert "as ordinary data: “Health and safety training”" in told
    assert "as children: “Pupils in care”" in told


def test_a_cell_that_cannot_be_taken_is_told():
    row = ENTRY | {"summary": Unusable("=1+1", "holds a formula: write its result.")}
    assert messages_of(read(row)) == [(2, "summary", "The cell holds a formula: write its result.")]


def test_dates_and_guarded_text_are_taken_as_they_are_meant():
    entry = imported(
        ENTRY | {"location": "'=SUM", "Since": date(2026, 3, 31)}, Since="internal-note"
    )
    assert (entry.data_location, entry.internal_note) == ("=SUM", "Since: 2026-03-31")


def test_a_sheet_without_rows_and_an_unknown_team_are_told():
    empty = dict.fromkeys(ENTRY, "")
    assert "No row below the header" in messages_of(read(empty))[0][2]
    assert "No team has the code “nobody”" in messages_of(read(ENTRY, team="nobody"))[0][2]
    found = read(ENTRY | {"team": "Highways"})
    assert found.rows[0].values["business_function"] == "Highways"
    assert any(note.startswith("“team” names no team") for note in found.notes)
    found = read(ENTRY | {"team": "Offce"})
    assert "No team has this code or name. Did you mean “office”?" in gaps_of(found)[0]
    assert found.rows[0].values["team"] == "office"


def test_the_controller_is_the_organisation_of_the_team_of_the_row():
    other = make_team(name="Libraries", organisation=make_organisation(code="trust", name="Trust"))
    entry = imported(ENTRY | {"team": "libraries"})
    assert entry.team == other
    assert [(part.organisation.code, part.role) for part in entry.controller_roles.all()] == [
        ("trust", "sole")
    ]


def test_joint_controllers_decide_with_the_organisation_of_the_team():
    make_organisation(code="nhs", name="NHS England")
    entry = imported(ENTRY | {"joint-controllers": "NHS England, dpo@nhs.example"})
    roles = [
        (part.organisation.code, part.role, part.scope) for part in entry.controller_roles.all()
    ]
    scope = "the personal data in this entry"
    assert roles == [("council", "joint", scope), ("nhs", "joint", scope)]
    assert entry.internal_note == "joint-controllers: NHS England: dpo@nhs.example"


def test_only_parts_whose_columns_are_mapped_are_touched():
    imported(
        ENTRY
        | {
            "retention": "7 years",
            "security": "Encryption",
            "dpia-link": "https://a.example/dpia",
            "consent-record": "In the safe",
            "location": "Cellar",
        }
    )
    before = ProcessingActivity.objects.get()
    ProcessingActivity.objects.update(internal_note="By hand.", providing="required")
    entry = imported({"title": "PARKING permits", "retention": "8 years", "dpia-link": "File 5"})
    assert entry.pk == before.pk
    assert (entry.title, entry.data_location) == ("Parking permits", "Cellar")
    assert (entry.internal_note, entry.providing) == ("By hand.", "required")
    assert [part.minimum_period for part in entry.retention_rules.all()] == ["P8Y"]
    assert [part.description for part in entry.security_measures.all()] == ["Encryption"]
    assert [(part.kind, part.title) for part in entry.supporting_documents.all()] == [
        ("consent-record", "In the safe"),
        ("dpia", "File 5"),
    ]


def test_of_columns_that_go_together_the_one_not_mapped_says_what_it_said():
    imported(ENTRY | {"article-9": "9(2)(g)", "schedule-1": "paragraph 18"})
    entry = imported({"title": "Parking permits", "lawful-basis": "Consent"})
    assert [(str(part), part.lawful_basis) for part in entry.purposes.all()] == [
        ("Decide on permits", "6-1-a")
    ]
    entry = imported({"title": "Parking permits", "schedule-1": "paragraph 6"})
    assert [(part.article_9, part.schedule_1) for part in entry.conditions.all()] == [
        ("9-2-g", "2-6")
    ]


def test_what_has_no_place_goes_to_the_internal_note_with_the_title_of_its_column():
    found = read(ENTRY | {"rights": "Only on Tuesdays", "dpia-required": "No, too small"})
    assert messages_of(found) == []
    entry = found.rows[-1]
    assert entry.values["internal_note"] == "rights: Only on Tuesdays\ndpia-required: too small"
    assert any("internal note. Row 2." in note for note in found.notes)


CELLS = [
    "{}",
    "Yes. {}",
    "No ({})",
    "N/A - {}",
    "In progress: {}",
    "Completed, {}",
    "To be confirmed {}",
    "Council ({})",
    "Council: {}",
    "Council\n{}",
    "a ({}) b",
    "Ireland ({})",
    "Public task: {}",
    "6 years ({})",
    "9(2)(g) ({})",
    "paragraph 18: {}",
    "https://example.org/a {}",
]


@pytest.mark.parametrize("cell", CELLS)
def test_no_word_of_a_cell_goes_lost(cell, subtests):
    for target in TARGETS:
        if target.name == LEAVE_OUT:
            continue
        with subtests.test(column=target.name):
            # when a word stands there that means nothing
            found = read(ENTRY | {target.name: cell.format("Zyxword")})
            # then it stands in the entry, or what it says is asked about
            entry = " ".join(str(row.values) for row in found.rows).casefold()
            asked = {title for _, title, _ in messages_of(found)}
            assert "zyxword" in entry or target.name in asked


def test_purposes_and_bases_that_may_go_together_in_several_ways_are_to_be_confirmed():
    row = ENTRY | {"purposes": "One\nTwo", "lawful-basis": "6(1)(a)\n6(1)(e)"}
    entry = imported(row)
    assert [(str(part), part.lawful_basis) for part in entry.purposes.all()] == [
        ("One", "6-1-a"),
        ("One", "6-1-e"),
        ("Two", "6-1-a"),
        ("Two", "6-1-e"),
    ]
    assert all(part.is_inferred for part in entry.purposes.all())
    entry.purposes.update(is_inferred=False)
    assert load(read(row).rows).changed == 0


def test_purposes_without_any_column_for_the_basis_await_one_and_that_is_told_once():
    found = read({"title": "A", "purposes": "a"}, {"title": "B", "purposes": "b"})
    assert messages_of(found) == []
    told = [note for note in found.notes if note.startswith("No column is mapped to the lawful")]
    assert [note.partition("to be supplied. ")[2] for note in told] == ["Rows 2 and 3."]
    assert [row.values["purposes"] for row in found.rows] == [
        [{"statement": each, "lawful_basis": BASIS_TO_BE_SUPPLIED}] for each in "ab"
    ]


def test_a_lawful_basis_that_is_stated_outlasts_files_that_state_none():
    # given an entry of which a file stated no basis, and somebody one of two
    awaiting = ENTRY | {"purposes": "Sell permits\nCheck permits", "lawful-basis": "see policy"}
    entry = imported(awaiting)
    entry.purposes.filter(statement="Sell permits").update(lawful_basis="6-1-b")
    # when the file comes again with another purpose, in which nothing more is stated
    load(read(awaiting | {"purposes": "Sell permits\nRefuse permits"}).rows)
    # then what is stated stays, and what only awaited a basis is what the file says
    purposes = entry.purposes.values_list("statement", "lawful_basis")
    assert list(purposes) == [
        ("Sell permits", "6-1-b"),
        ("Refuse permits", BASIS_TO_BE_SUPPLIED),
    ]
    # and a basis in the file is taken for what awaits one
    load(read(ENTRY | {"purposes": "Refuse permits"}).rows)
    assert list(entry.purposes.values_list("statement", "lawful_basis")) == [
        ("Refuse permits", "6-1-e")
    ]


def test_gaps_of_a_draft_come_in_as_gaps():
    # given rows that lack one thing after the other
    rows = [
        {
            "title": "Library loans",
            "purposes": "To lend books",
            "lawful-basis": "Public task",
            "people": "Readers",
            "data": "Names",
        },
        {
            "title": "Parking",
            "purposes": "",
            "lawful-basis": "",
            "people": "Drivers",
            "data": "Names",
        },
        {
            "title": "Newsletter",
            "purposes": "To send news",
            "lawful-basis": "TBC",
            "people": "Subscribers",
            "data": "",
        },
    ]
    names = {
        **{(PEOPLE, name): NEW for name in ("Readers", "Drivers", "Subscribers")},
        (DATA, "Names"): NEW,
    }
    # when
    found = read(*rows, names=names)
    # then
    assert messages_of(found) == []
    load(found.rows)
    loans, parking, newsletter = ProcessingActivity.objects.order_by("pk")
    assert loans.purposes.count() == loans.data_holdings.count() == 1
    assert (parking.purposes.count(), parking.data_holdings.count()) == (0, 1)
    assert newsletter.purposes.get().lawful_basis == BASIS_TO_BE_SUPPLIED
    assert newsletter.data_holdings.count() == 0
    assert newsletter.internal_note.splitlines() == [
        "lawful-basis: TBC",
        "people: Subscribers",
    ]
    assert [note.partition(" leaves")[0] for note in gaps_of(found)] == [
        "“purposes”",
        "“lawful-basis”",
        "“data”",
    ]


def test_what_a_later_file_does_not_say_in_a_known_way_stays_as_the_entry_says_it():
    # given an entry with a safeguarded transfer, conditions, a choice and a decision
    first = ENTRY | {
        "third-countries": "Brazil: Article 49",
        "safeguards": "Brazil: encrypted",
        "article-9": "9(2)(g)",
        "schedule-1": "paragraph 18",
        "choices": "say no to letters: tell the office",
        "decisions": "who gets a permit: a computer alone counts the points",
        "retention": "6 years",
    }
    imported(first)
    # when a file names them, and says no more
    entry = imported(
        {
            "title": "Parking permits",
            "third-countries": "Brazil",
            "article-9": "as agreed",
            "choices": "say no to letters",
            "decisions": "who gets a permit",
            "retention": "as agreed",
        }
    )
    # then
    transfer, condition = entry.transfers.get(), entry.conditions.get()
    assert (transfer.mechanism, transfer.safeguards) == ("derogation", "encrypted")
    assert (condition.article_9, condition.schedule_1) == ("9-2-g", "2-18")
    assert entry.people_choices.get().how == "tell the office"
    assert entry.decisions_made.get().involvement == "solely"
    assert entry.retention_rules.get().minimum_period == "P6Y"
    assert entry.internal_note == "article-9: as agreed\nretention: as agreed"


def test_conditions_beside_the_lawful_basis_come_to_those_that_are_there():
    imported(ENTRY | {"article-9": "9(2)(g)", "schedule-1": "paragraph 18"})
    entry = imported({"title": "Parking permits", "lawful-basis": "6(1)(e) and 9(2)(h)"})
    assert {part.article_9 for part in entry.conditions.all()} == {"9-2-g", "9-2-h"}


def test_a_transfer_that_somebody_has_confirmed_stays_confirmed():
    row = ENTRY | {"third-countries": "USA: Data Privacy Framework"}
    assert imported(row).transfers.get().is_inferred
    Transfer.objects.update(is_inferred=False)
    assert not imported(row).transfers.get().is_inferred


def test_breach_policy_and_transfers_without_their_other_half_are_told():
    rows = [
        ENTRY | {"title": "A", "follows-policy": "No"},
        ENTRY | {"title": "B", "third-countries": "Brazil: Article 49", "safeguards": "None"},
        ENTRY | {"title": "C", "third-countries": "Brazil", "safeguards": "Encrypted"},
        ENTRY | {"title": "D", "breach": "Yes"},
    ]
    found = read(*rows)
    assert messages_of(found) == []
    assert [note.partition(" leaves")[0] for note in gaps_of(found)] == ["“follows-policy”"]
    unsettled = found.rows[1].values["transfers"][0]
    assert (unsettled["mechanism"], unsettled["safeguards"]) == ("not-settled", "Article 49")
    transfer = found.rows[2].values["transfers"][0]
    assert (transfer["mechanism"], transfer["safeguards"]) == ("derogation", "Encrypted")
    assert found.rows[3].values["supporting_documents"][0]["kind"] == "breach-record"


def test_an_entry_that_nobody_may_have_meant_is_not_changed():
    make_activity(title="Parking permits")
    found = read(ENTRY)
    assert "which another team keeps" in messages_of(found)[0][2]


def test_several_people_with_several_data_are_pairs_to_confirm():
    # given an entry that holds one of the pairs already
    names = {(PEOPLE, name): NEW for name in ("Pupils", "Staff")}
    names |= {(DATA, name): NEW for name in ("Names", "Grades")}
    entry = imported(ENTRY | {"people": "Pupils", "data": "Names"}, names=names)
    assert not entry.data_holdings.get().is_inferred
    # when
    row = ENTRY | {"people": "Pupils; Staff", "data": "Names; Grades"}
    found = read(row, names=names)
    load(found.rows)
    # then the others may be so, and somebody is to look
    marked = {str(each): each.is_inferred for each in entry.data_holdings.all()}
    assert len(marked) == 4
    assert [pair for pair, to_confirm in marked.items() if not to_confirm] == ["Names about Pupils"]
    assert any(note.startswith("Several people and several kinds of data") for note in found.notes)
    # and one category about several people is a fact
    one = read(ENTRY | {"people": "Pupils; Staff", "data": "Names"}, names=names)
    assert not any("Several people and" in note for note in one.notes)


# Cells to look at


def test_gaps_and_guesses_are_known_by_their_cells():
    # when
    mapped = read(
        ENTRY | {"purposes": "Decide\nFine", "lawful-basis": "Public task\nContract"},
        {"title": "Bins", "purposes": "Empty them", "lawful-basis": "see policy"},
        {"title": "Trees", "purposes": "", "lawful-basis": "Contract"},
    )
    # then
    assert [(each.kind, each.number, each.column) for each in mapped.remarks] == [
        (RemarkKind.GUESS, 2, "lawful-basis"),
        (RemarkKind.GAP, 3, "lawful-basis"),
        (RemarkKind.GAP, 4, "purposes"),
    ]


def test_of_several_rows_the_one_that_leaves_the_gap_is_known():
    mapped = read(ENTRY | {"retention": "6 years"}, ENTRY | {"retention": "as long as so"})
    assert [(each.number, each.column) for each in mapped.remarks] == [(3, "retention")]
