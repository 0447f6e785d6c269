"""Columns of other bodies: choices, automated decisions, systems and agreements."""

from __future__ import annotations

import pytest

from ropa.imports.loading import load
from ropa.imports.mapping.results import AGREEMENTS, CHANNELS, NEW, SYSTEMS
from ropa.imports.mapping.target_proposals import propose_targets
from ropa.models import Agreement, Channel, ProcessingActivity, System
from tests.factories import make_agreement, make_channel, make_organisation, make_system

from .sheets import ENTRY, gaps_of, make_office, messages_of, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    return make_office()


def imported(names=None, **cells):
    given = {name.replace("_", "-"): text for name, text in cells.items()}
    mapped = read(ENTRY | given, names=names)
    assert messages_of(mapped) == []
    load(mapped.rows)
    return ProcessingActivity.objects.get()


def choices_of(entry):
    return [(part.kind, part.choice, part.how) for part in entry.people_choices.all()]


def test_a_choice_is_what_people_can_do_and_how():
    entry = imported(
        choices="say no to letters: tell the office\nwithdraw your consent: write to us"
    )
    assert choices_of(entry) == [
        ("opt-out", "say no to letters", "tell the office"),
        ("withdraw-consent", "withdraw your consent", "write to us"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Opt out", "opt-out"),
        ("opt-in to photographs", "opt-in"),
        ("stop direct marketing", "stop-marketing"),
        ("the national data opt-out", "national-data-opt-out"),
        ("leave the open register", "open-register"),
        ("choose a language", "other-choice"),
    ],
)
def test_of_which_kind_a_choice_is_its_words_say(line, kind):
    entry = imported(choices=line, choices_how="Tell the office.")
    assert choices_of(entry) == [(kind, line, "Tell the office.")]


def test_a_kind_that_somebody_corrected_stays():
    # given
    cells = {"choices": "choose a language: tell the office"}
    entry = imported(**cells)
    entry.people_choices.update(kind="opt-in")
    # when
    entry = imported(**cells)
    # then
    assert choices_of(entry) == [("opt-in", "choose a language", "tell the office")]


def test_a_choice_without_a_way_to_make_it_is_a_gap_beside_the_others():
    found = read(ENTRY | {"choices": "say no to letters\nsay no to calls: ring the office"})
    [told] = gaps_of(found)
    assert "how people say so" in told
    values = found.rows[0].values
    assert [each["choice"] for each in values["people_choices"]] == ["say no to calls"]
    assert values["internal_note"] == "choices: say no to letters"


def test_none_is_no_choice():
    assert choices_of(imported(choices="None")) == []


@pytest.mark.parametrize(
    ("how", "involvement"),
    [
        ("a computer alone counts the points", "solely"),
        ("fully automated", "solely"),
        ("an officer decides, helped by a score", "with-person"),
    ],
)
def test_a_decision_is_what_is_decided_and_by_whom(how, involvement):
    entry = imported(decisions=f"who gets a permit: {how}")
    (part,) = entry.decisions_made.all()
    assert (part.decision, part.involvement, part.logic) == (
        "who gets a permit",
        involvement,
        how,
    )
    assert part.significance == "unknown"


def test_a_decision_of_which_nobody_says_who_takes_it_is_a_gap():
    found = read(ENTRY | {"decisions": "who gets a permit: by points"})
    [told] = gaps_of(found)
    assert "whether a computer alone decides" in told
    assert found.rows[0].values["internal_note"] == "decisions: who gets a permit: by points"


def test_systems_are_known_by_their_names():
    # given
    make_system(code="cases", name="Case system")
    # when
    entry = imported(systems="Case system: letters\nNew drive", names={(SYSTEMS, "New drive"): NEW})
    # then
    assert [(use.system.name, use.detail) for use in entry.system_uses.all()] == [
        ("Case system", "letters"),
        ("New drive", ""),
    ]
    assert System.objects.get(name="New drive").kind == "other"


def test_a_system_that_the_register_does_not_know_is_asked_about():
    mapped = read(ENTRY | {"systems": "New drive"})
    assert [(each.kind, each.name) for each in mapped.unknown] == [(SYSTEMS, "New drive")]


@pytest.mark.parametrize(
    ("cell", "channels"),
    [
        ("Telephone, CCTV: at the gate; web forms", ["telephone", "cameras", "online-form"]),
        ("Body-worn video\nPhone calls and e-mail", ["body-worn", "telephone", "email"]),
        ("cookies and the like / mobile app", ["cookies", "app"]),
    ],
)
def test_channels_are_known_by_whatever_people_call_them(cell, channels):
    # given
    for code, words in (
        ("telephone", "phone calls"),
        ("cameras", "CCTV"),
        ("online-form", "web forms"),
        ("body-worn", "body-worn video"),
        ("email", "e-mail"),
        ("cookies", "cookies and the like"),
        ("app", "mobile app"),
    ):
        Channel.objects.filter(code=code).delete()
        make_channel(code, name=code, also_called=words)
    # when
    entry = imported(channels=cell)
    # then
    assert [part.channel.code for part in entry.channels.all()] == channels


def test_what_is_said_of_a_channel_stays_and_a_new_one_is_asked_about():
    # given
    make_channel("telephone")
    # when
    asked = read(ENTRY | {"channels": "Telephone: at night\nTannoy"})
    entry = imported(channels="Telephone: at night\nTannoy", names={(CHANNELS, "Tannoy"): NEW})
    # then
    assert [(each.kind, each.name) for each in asked.unknown] == [(CHANNELS, "Tannoy")]
    assert [(part.channel.name, part.detail) for part in entry.channels.all()] == [
        ("telephone", "at night"),
        ("Tannoy", ""),
    ]


def test_an_agreement_is_known_by_its_name_and_a_new_one_is_of_the_kind_and_with_whom_it_fits():
    # given
    make_organisation(code="police", name="Police")
    make_organisation(code="fire", name="Fire and rescue")
    known = make_agreement(name="Sharing with the police")
    # when
    entry = imported(recipients="Police", disclosures_under_agreement="Sharing with the police")
    # then
    assert entry.disclosures.get().under_agreement == known
    # when
    entry = imported(
        recipients="Police\nFire and rescue",
        disclosures_under_agreement="ISA 7",
        names={(AGREEMENTS, "ISA 7"): NEW},
    )
    # then
    (agreement,) = {part.under_agreement for part in entry.disclosures.all()}
    assert (agreement.name, agreement.kind) == ("ISA 7", Agreement.Kind.SHARING)
    assert {party.code for party in agreement.parties.all()} == {"police", "fire"}


def test_titles_that_bodies_use_are_recognised():
    titles = {
        "How to opt out": "choices-how",
        "Opt-outs": "choices",
        "Algorithmic decisions": "decisions",
        "IT systems": "systems",
        "Method of collection": "channels",
        "Information sharing agreement": "disclosures-under-agreement",
        "Contract title": "controller-roles-under-agreement",
    }
    assert propose_targets(titles) == titles
