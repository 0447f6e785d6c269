"""Rows of files become rows of the register: all of them or none, and each problem is told."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps

from inspections.models import InspectionRegime
from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.models import (
    DataCategory,
    DataHolding,
    Disclosure,
    Notice,
    NoticeSection,
    Organisation,
    ProcessingActivity,
    Purpose,
    Team,
    Version,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db

GOOD = """
[[organisations]]
code = "council"
name = "Example Council"
superseded_by = "new-council"

[[organisations.contact_points]]
subject = "dpo"
name = "Office"
email = "office@council.example"

[[organisations]]
code = "new-council"
name = "New Example Council"

[[organisations]]
code = "police"
name = "the police"
kind = "kind"

[[teams]]
code = "office"
name = "Office"
organisation = "new-council"

[[legislation]]
code = "act"
title = "Example Act"
kind = "act"
identifier = "ukpga/2000/1"
verified_on = 2026-11-22
source_read = "The whole."

[[provisions]]
code = "act-s1"
legislation = "act"
label = "section 1"
subject = "an example"

[[data_categories]]
code = "names"
name = "names"

[[data_categories]]
code = "dates"
name = "dates of birth"

[[people_categories]]
code = "pupils"
name = "pupils"

[[activities]]
reference = "RPA-0001"
title = "Example"
summary = \"\"\"
What is done,
told in two lines.\"\"\"
team = "office"

[[activities.controller_roles]]
organisation = "new-council"
role = "sole"

[[activities.purposes]]
statement = "do it"
lawful_basis = "6-1-e"
provisions = ["act-s1"]

[[activities.data_holdings]]
people_category = "pupils"
data_categories = ["names", "dates"]

[[activities.disclosures]]
recipients = ["police", "council"]
purpose = "to keep people safe"

[[activities.retention_rules]]
covers = "letters"
minimum_period = "P3Y"

[[activities.retention_rules]]
covers = "lists"
to_be_supplied = "The period."

[[notices]]
slug = "notice"
title = "Notice"
organisation = "new-council"
team = "office"
summary = "What it is about."
introduction = "How it begins."

[[sections]]
notice = "notice"
slug = "section"
title = "Section"
covers = "What it covers."
why = "Why."
activities = ["RPA-0001"]

[[sections.audiences]]
slug = "pupil"
heading = "I am a pupil"
people_category = "pupils"
text = "What we do."

[[regimes]]
slug = "regime"
title = "Regime"
team = "office"
summary = "What is inspected."
lead = "new-council"
law = ["act-s1"]
controllership = "sole"
section = "notice/section"
activities = ["RPA-0001"]

[[regimes.service_types]]
name = "schools"
"""


@pytest.fixture
def load_text(tmp_path):
    def load_text(text, **by):
        (tmp_path / "register.toml").write_text(text)
        return load(read_folder(tmp_path), **by)

    return load_text


@pytest.fixture
def problems(load_text, tmp_path):
    """What is said about a text, with the folder's name left out; nothing must be loaded."""

    def problems(text):
        before = counts()
        with pytest.raises(CannotLoad) as refused:
            load_text(text)
        assert counts() == before
        return [
            str(problem).removeprefix(f"{tmp_path.name}/") for problem in refused.value.problems
        ]

    return problems


def counts():
    """How many rows there are in every table of the record, those of history included."""
    return {
        model.__name__: model._default_manager.count()
        for label in ("ropa", "inspections")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


def edited(text, *changes):
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def recipients():
    return [disclosure.recipient.code for disclosure in Disclosure.objects.order_by("position")]


def test_a_good_file_loads(load_text):
    outcome = load_text(GOOD)
    assert (outcome.created, outcome.changed, outcome.removed, outcome.same) == (25, 0, 0, 0)
    activity = ProcessingActivity.objects.get()
    assert activity.summary == "What is done, told in two lines."
    assert activity.team == Team.objects.get(organisation__code="new-council")
    assert [purpose.provisions.get().code for purpose in activity.purposes.all()] == ["act-s1"]
    holdings = DataHolding.objects.values_list("data_category__code", "people_category__code")
    assert list(holdings) == [("names", "pupils"), ("dates", "pupils")]
    assert recipients() == ["police", "council"]
    assert set(Disclosure.objects.values_list("purpose", flat=True)) == {"to keep people safe"}
    assert Organisation.objects.get(superseded_by__code="new-council").code == "council"
    section = NoticeSection.objects.get()
    assert section.notice == Notice.objects.get()
    assert [place.activity for place in section.section_activities.all()] == [activity]
    regime = InspectionRegime.objects.get()
    assert (regime.section, list(regime.activities.all())) == (section, [activity])


def test_the_register_says_where_a_row_was_loaded_from_and_by_whom(load_text, tmp_path):
    somebody = make_user("Approver")
    load_text(GOOD, by=somebody)
    for model in (ProcessingActivity, Purpose):
        for past in model.history.all():
            assert past.history_change_reason == f"Loaded from {tmp_path.name}/register.toml"
            assert past.history_user == somebody


def test_loading_again_changes_nothing_and_leaves_no_history(load_text):
    load_text(GOOD)
    before = counts()
    outcome = load_text(GOOD)
    assert (outcome.created, outcome.changed, outcome.removed) == (0, 0, 0)
    assert counts() == before


def test_a_value_written_in_another_form_is_no_change(load_text):
    """A date in quotation marks; a gap that its own fact has closed."""
    text = edited(
        GOOD,
        ("verified_on = 2026-11-22", 'verified_on = "2026-11-22"'),
        ('minimum_period = "P3Y"', 'minimum_period = "P3Y"\nto_be_supplied = "Nothing."'),
    )
    load_text(text)
    before = counts()
    assert load_text(text).changed == 0
    assert counts() == before


def test_a_changed_row_is_changed_and_the_others_are_left_alone(load_text):
    load_text(GOOD)
    before = counts()
    outcome = load_text(edited(GOOD, ("What is done,", "What was done,")))
    assert (outcome.created, outcome.changed, outcome.removed) == (0, 1, 0)
    assert ProcessingActivity.objects.get().summary.startswith("What was done")
    changed = {name for name, count in counts().items() if count != before[name]}
    assert changed == {"HistoricalProcessingActivity"}


def test_a_changed_list_counts_as_a_change(load_text):
    load_text(GOOD)
    outcome = load_text(edited(GOOD, ('provisions = ["act-s1"]', "provisions = []")))
    assert (outcome.created, outcome.changed, outcome.removed) == (0, 1, 0)
    assert not Purpose.objects.get().provisions.exists()


def test_a_key_that_a_file_leaves_out_keeps_its_value(load_text):
    load_text(GOOD)
    load_text('[[activities]]\nreference = "RPA-0001"\nbusiness_function = "Schools"\n')
    activity = ProcessingActivity.objects.get()
    assert (activity.title, activity.business_function) == ("Example", "Schools")
    assert activity.purposes.count() == 1


def test_a_part_without_a_key_of_its_own_is_matched_by_its_place(load_text):
    load_text(GOOD)
    keys = list(ProcessingActivity.objects.get().retention_rules.values_list("pk", flat=True))
    outcome = load_text(edited(GOOD, ('covers = "letters"', 'covers = "files"')))
    assert (outcome.created, outcome.changed, outcome.removed) == (0, 1, 0)
    rules = ProcessingActivity.objects.get().retention_rules.values_list("pk", "covers")
    assert list(rules) == list(zip(keys, ["files", "lists"], strict=True))


def test_surplus_parts_are_removed(load_text):
    load_text(GOOD)
    outcome = load_text(
        edited(
            GOOD,
            ('\n[[activities.retention_rules]]\ncovers = "letters"\nminimum_period = "P3Y"\n', ""),
        )
    )
    assert outcome.removed == 1
    assert [rule.covers for rule in ProcessingActivity.objects.get().retention_rules.all()] == [
        "lists"
    ]


@pytest.mark.parametrize(
    ("wanted", "removed", "changed"),
    [
        (["council", "police"], 0, 2),
        (["council"], 1, 1),
        (["council", "new-council", "police"], 0, 2),
    ],
)
def test_parts_known_by_what_they_name_can_be_moved_taken_out_and_put_in(
    load_text, wanted, removed, changed
):
    load_text(GOOD)
    listed = ", ".join(f'"{code}"' for code in wanted)
    outcome = load_text(
        edited(GOOD, ('recipients = ["police", "council"]', f"recipients = [{listed}]"))
    )
    assert (outcome.removed, outcome.changed) == (removed, changed)
    assert recipients() == wanted


def test_single_and_plural_forms_say_the_same(load_text):
    load_text(GOOD)
    before = counts()
    one_by_one = "".join(
        f'[[activities.data_holdings]]\npeople_category = "pupils"\ndata_category = "{code}"\n'
        for code in ("names", "dates")
    )
    outcome = load_text(
        edited(
            GOOD,
            (
                '[[activities.data_holdings]]\npeople_category = "pupils"\n'
                'data_categories = ["names", "dates"]\n',
                one_by_one,
            ),
        )
    )
    assert (outcome.created, outcome.changed, outcome.removed, outcome.same) == (0, 0, 0, 25)
    assert counts() == before


ONE_PROBLEM = {
    "an unknown code": (
        ('team = "office"\n\n[[activities.c', 'team = "offfice"\n\n[[activities.c'),
        "register.toml, activities 1: no team has the code “offfice”. Did you mean “Office "
        "[office]”? Correct “team”, or add the team.",
    ),
    "an unknown code in a list": (
        ('provisions = ["act-s1"]', 'provisions = ["act-s1", "act-s2"]'),
        "register.toml, activities 1, purposes 1: no provision has the code “act-s2”. "
        "Correct “provisions”, or add the provision.",
    ),
    "an unknown code in an ordered list": (
        ('why = "Why."\nactivities = ["RPA-0001"]', 'why = "Why."\nactivities = ["RPA-0002"]'),
        "register.toml, sections 1, activities 1: no processing activity has the code “RPA-0002”. "
        "Correct “activity”, or add the processing activity.",
    ),
    "an unknown code in the plural": (
        ('["police", "council"]', '["police", "counsil"]'),
        "register.toml, activities 1, disclosures 1: no organisation has the code “counsil”. "
        "Correct “recipient”, or add the organisation.",
    ),
    "an unknown successor": (
        ('superseded_by = "new-council"', 'superseded_by = "newest-council"'),
        "register.toml, organisations 1: no organisation has the code “newest-council”. "
        "Correct “superseded_by”, or add the organisation.",
    ),
    "an unknown field": (
        ('statement = "do it"', 'statement = "do it"\nbasis = "6-1-e"'),
        "register.toml, activities 1, purposes 1: purpose has no “basis”. "
        "Correct the name or take it out.",
    ),
    "a field that is not for files": (
        ('statement = "do it"', 'statement = "do it"\nposition = 4'),
        "register.toml, activities 1, purposes 1: purpose has no “position”. "
        "Correct the name or take it out.",
    ),
    "a bad choice": (
        ('lawful_basis = "6-1-e"', 'lawful_basis = "6-1-z"'),
        "register.toml, activities 1, purposes 1: “lawful_basis”: "
        "Value '6-1-z' is not a valid choice.",
    ),
    "a value that does not fit": (
        ('minimum_period = "P3Y"', 'minimum_period = "3 years"'),
        "register.toml, activities 1, retention_rules 1: “minimum_period”: Write an ISO 8601 "
        "period, longer than nothing and under 1,000 years: P3Y for 3 years, P6M for 6 months, "
        "P30D for 30 days.",
    ),
    "a missing value": (
        ('title = "Example"\n', ""),
        "register.toml, activities 1: “title”: This field cannot be blank.",
    ),
    "a missing code": (
        ("[[people_categories]]\n", '[[people_categories]]\nname = "x"\n\n[[people_categories]]\n'),
        "register.toml, people_categories 1: “code”: This field cannot be blank.",
    ),
    "a missing related row": (
        ('team = "office"\n\n[[activities.c', "\n[[activities.c"),
        "register.toml, activities 1: “team” is missing. Add it, with a code.",
    ),
    "a broken constraint": (
        ('minimum_period = "P3Y"\n', ""),
        "register.toml, activities 1, retention_rules 1: State the fact, or say what is still to "
        "be supplied.",
    ),
    "a broken rule of a model": (
        ('lawful_basis = "6-1-e"', 'lawful_basis = "35-2-b"'),
        "register.toml, activities 1, purposes 1: “lawful_basis”: A law enforcement activity takes "
        "a basis of section 35(2), and any other activity one of Article 6(1).",
    ),
    "a part twice": (
        ('["police", "council"]', '["police", "police"]'),
        "register.toml, activities 1, disclosures 1: This recipient is already listed.",
    ),
    "a name that another row has": (
        ('name = "dates of birth"', 'name = "names"'),
        "register.toml, data_categories 2: “name”: Data category with this Name already exists.",
    ),
    "a key twice": (
        (
            "[[people_categories]]\n",
            '[[data_categories]]\ncode = "names"\n\n[[people_categories]]\n',
        ),
        "register.toml, data_categories 3: “names” stands already in register.toml, "
        "data_categories 1.",
    ),
    "an unknown table": (
        ("[[people_categories]]\n", '[[persons]]\ncode = "a"\n\n[[people_categories]]\n'),
        "register.toml, persons 1: no table is called “persons”. Tables are: organisations, teams, "
        "legislation, provisions, powers, agreements, systems, data_categories, "
        "people_categories, channels, activities, notices, sections, regimes.",
    ),
    "one code where a list belongs": (
        ('provisions = ["act-s1"]', 'provisions = "act-s1"'),
        "register.toml, activities 1, purposes 1: “provisions” takes a list of codes. "
        "Write it as one.",
    ),
    "a list where one code belongs": (
        ('lead = "new-council"', 'lead = ["new-council"]'),
        "register.toml, regimes 1: “lead” takes one value. Write one, not several.",
    ),
    "a list where one text belongs": (
        ('covers = "letters"', 'covers = ["letters"]'),
        "register.toml, activities 1, retention_rules 1: “covers” takes one value. "
        "Write one, not several.",
    ),
    "one value where tables belong": (
        ('[[regimes.service_types]]\nname = "schools"', 'service_types = "schools"'),
        "register.toml, regimes 1: “service_types” takes a list of tables. Write it as one.",
    ),
}


@pytest.mark.parametrize("name", ONE_PROBLEM)
def test_one_problem_is_one_sentence_with_file_and_row_and_nothing_is_loaded(problems, name):
    change, sentence = ONE_PROBLEM[name]
    told = [problem.replace(p_of(problem), "") for problem in problems(edited(GOOD, change))]
    follow_ups = [problem for problem in told if problem != sentence]
    assert sentence in told
    assert follow_ups == []


def p_of(problem):
    """The folder's name where it stands inside a sentence."""
    _, found, rest = problem.partition("stands already in ")
    return rest.partition("/")[0] + "/" if found else "\0"


def test_what_comes_after_a_key_that_stands_twice_is_checked_too(problems):
    again = '[[data_categories]]\ncode = "names"\n\n'
    other = '[[data_categories]]\ncode = "other"\nname = "names"\n\n'
    told = problems(
        edited(GOOD, ("[[people_categories]]\n", f"{again}{other}[[people_categories]]\n"))
    )
    assert [problem.partition(": ")[0].rpartition(", ")[2] for problem in told] == [
        "data_categories 3",
        "data_categories 4",
    ]


def test_nothing_is_loaded_into_an_empty_register(problems):
    before = counts()
    problems(edited(GOOD, ('lawful_basis = "6-1-e"', 'lawful_basis = "6-1-z"')))
    assert counts() == before


def test_a_register_already_there_is_left_as_it_was(load_text, problems):
    load_text(GOOD)
    problems(
        edited(GOOD, ("What is done,", "What was done,"), ('code = "act-s1"', 'code = "act s1"'))
    )
    assert ProcessingActivity.objects.get().summary.startswith("What is done")


def test_all_problems_are_told_at_once_in_the_order_of_the_files(problems):
    told = problems(
        edited(
            GOOD,
            ('kind = "kind"', 'kind = "kinds"'),
            (
                'organisation = "new-council"\n\n[[legislation]]',
                'organisation = "x"\n\n[[legislation]]',
            ),
            ('lawful_basis = "6-1-e"', 'lawful_basis = "6-1-z"'),
            ('heading = "I am a pupil"', 'headings = "I am a pupil"'),
        )
    )
    assert [problem.partition(": ")[0] for problem in told] == [
        "register.toml, organisations 3",
        "register.toml, teams 1",
        "register.toml, activities 1, purposes 1",
        "register.toml, sections 1, audiences 1",
        "register.toml, sections 1, audiences 1",
    ]


def test_what_only_follows_from_another_problem_is_not_told(problems):
    """The police cannot be stored: nothing is said about the rows that name them."""
    told = problems(edited(GOOD, ('kind = "kind"', 'kind = "kinds"')))
    assert told == ["register.toml, organisations 3: “kind”: Value 'kinds' is not a valid choice."]


def test_an_optional_row_that_is_not_found_is_not_called_missing_too(problems):
    source = '[[activities.data_sources]]\ngroup = "authority"\norganisation = "nobody"\n\n'
    told = problems(
        edited(GOOD, ("[[activities.disclosures]]", f"{source}[[activities.disclosures]]"))
    )
    assert told == [
        "register.toml, activities 1, data_sources 1: no organisation has the code “nobody”. "
        "Correct “organisation”, or add the organisation."
    ]


def test_rows_may_name_rows_of_other_files_and_of_the_register(load_text, tmp_path):
    load_text(GOOD)
    (tmp_path / "register.toml").unlink()
    (tmp_path / "a.toml").write_text(
        '[[activities]]\nreference = "RPA-0002"\ntitle = "Second"\nsummary = "More."\n'
        'team = "second"\n'
    )
    (tmp_path / "z.toml").write_text(
        '[[teams]]\ncode = "second"\nname = "Second"\norganisation = "police"\n'
    )
    assert load(read_folder(tmp_path)).created == 2
    assert ProcessingActivity.objects.get(reference="RPA-0002").team.organisation.code == "police"


def test_dates_are_dates(load_text):
    load_text(GOOD.replace('name = "names"', 'name = "names"\nvalid_from = 2026-01-02'))
    assert DataCategory.objects.get(code="names").valid_from == date(2026, 1, 2)
    assert not Version.objects.exists()
