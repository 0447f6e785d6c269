"""The rows of a generated register: the same for the same seed, as many as promised, and varied."""

from __future__ import annotations

import json
from collections import Counter
from hashlib import sha256
from itertools import chain

import pytest

from bench.generator.bodies import MOST_TEAMS
from bench.generator.plans import MOST_ACTIVITIES, plans
from bench.generator.register import MOST_NOTICES, GeneratedRegister, usual_notices
from ropa.imports.files import unwrapped
from ropa.models import ProcessingActivity, SupportingDocument
from ropa.models.grounds import LegalRegime
from ropa.tables.shapes import tables

LARGE = GeneratedRegister(activities=2000, seed=3, notices=50)
PARTS = tuple(tables()["activities"].parts)
PINNED = "cbfd8e2470824c2931fcdf44533385dd00d7caacc580ed6fe52f71e6adb705b8"
# How many of each part an entry has on average, at least and at most.
AVERAGES = {
    "controller_roles": (1.3, 2),
    "purposes": (1.8, 2.2),
    "conditions": (0.7, 1.5),
    "data_holdings": (7.5, 8.5),
    "data_sources": (2.5, 3.5),
    "channels": (2.7, 3.3),
    "disclosures": (4, 5),
    "transfers": (0.04, 0.15),
    "retention_rules": (1.8, 2.2),
    "power_uses": (1.3, 1.7),
    "decisions_made": (0.06, 0.14),
    "people_choices": (0.2, 0.5),
    "security_measures": (2.3, 2.7),
    "supporting_documents": (1.5, 2.5),
    "system_uses": (1, 1),
}


def rows_of(register):
    return [*register.reference, *register.entries(), *register.notices_and_sections()]


def digest_of(register):
    content = [(row.table, row.values) for row in rows_of(register)]
    return sha256(json.dumps(content, default=str).encode()).hexdigest()


@pytest.fixture(scope="module")
def large():
    return [row.values for row in LARGE.entries()]


def texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(texts, value.values()))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(texts, value))


def test_the_same_seed_makes_the_same_register_and_another_seed_another_one():
    first, again, other = (digest_of(GeneratedRegister(60, seed, 2)) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_a_seed_makes_the_same_entries_in_every_process_and_on_every_machine():
    """If this digest changes, what was measured on a register of that seed before was measured on
    another one: say so in docs/performance.md."""
    content = [row.values for row in GeneratedRegister(60, seed=1, notices=2).entries()]
    assert sha256(json.dumps(content, default=str).encode()).hexdigest() == PINNED


def test_references_are_counted_up_and_titles_are_unique(large):
    references = [entry["reference"] for entry in large]
    assert references[:2] == ["RPA-0001", "RPA-0002"]
    assert references == sorted(references)
    assert len({entry["title"] for entry in large}) == len(large) == 2000
    longest = ProcessingActivity._meta.get_field("title").max_length or 0
    assert max(len(entry["title"]) for entry in large) <= longest


def test_there_are_words_for_the_most_entries_and_more_are_refused():
    most = GeneratedRegister(MOST_ACTIVITIES, 1, 0)
    titles = {plan.title for plan in plans(MOST_ACTIVITIES, 1, most._bodies)}
    assert len(titles) == MOST_ACTIVITIES
    with pytest.raises(ValueError, match=f"There are words for {MOST_ACTIVITIES} entries"):
        plans(MOST_ACTIVITIES + 1, 1, most._bodies)


def test_every_kind_of_part_is_there_as_often_as_promised(large):
    assert set(AVERAGES) == set(PARTS)
    average = {name: sum(len(entry[name]) for entry in large) / len(large) for name in PARTS}
    outside = {
        name: average[name]
        for name, (least, most) in AVERAGES.items()
        if not least <= average[name] <= most
    }
    assert outside == {}


def test_one_entry_in_twelve_is_law_enforcement_and_some_are_internal(large):
    regimes = Counter(entry["legal_regime"] for entry in large)
    assert regimes[LegalRegime.LAW_ENFORCEMENT] == 160
    internal = Counter(entry["legal_regime"] for entry in large if not entry["is_public"])
    assert 80 <= internal[LegalRegime.UK_GDPR] <= 140
    assert 25 <= internal[LegalRegime.LAW_ENFORCEMENT] <= 60


def test_every_answer_and_every_field_occurs(large):
    for name, field in tables()["activities"].fields.items():
        given = {entry.get(name) for entry in large} - {None, ""}
        wanted = {value for value, _ in field.flatchoices or ()}
        assert given >= wanted, name
        assert given, name


def test_every_field_of_every_part_occurs(large):
    for part, shape in tables()["activities"].parts.items():
        rows = [row for entry in large for row in entry[part]]
        for name, field in shape.fields.items():
            given = {row.get(name) for row in rows} - {None, ""}
            # The bodies are authorities, and these may not rely on one (Article 6(1)).
            assert given or name == "recognised_interest", (part, name)
            if name in {"role", "group", "frequency", "kind", "end_action", "covers"}:
                wanted = {value for value, _ in field.flatchoices or ()}
                wanted -= {SupportingDocument.Kind.BREACH_RECORD}
                assert given >= wanted, (part, name)


def test_bodies_and_teams_grow_with_the_entries_to_a_limit():
    sizes = {}
    for activities in (1, 1000, 10_000, MOST_ACTIVITIES):
        reference = GeneratedRegister(activities, 1, 0).reference
        tables_of = Counter(row.table for row in reference)
        sizes[activities] = (tables_of["organisations"], tables_of["teams"])
    assert sizes[1] < sizes[1000] < sizes[10_000] == sizes[MOST_ACTIVITIES]
    assert sizes[10_000][0] <= 200
    assert sizes[10_000][1] == MOST_TEAMS


def test_notices_are_one_for_forty_entries_and_never_too_many():
    assert [usual_notices(number) for number in (1, 40, 41, 10_000)] == [1, 1, 2, MOST_NOTICES]
    made = Counter(row.table for row in LARGE.notices_and_sections())
    assert made["notices"] == 50
    assert made["sections"] > 100


def test_no_internal_entry_is_in_a_notice(large):
    public = {entry["reference"] for entry in large if entry["is_public"]}
    sections = [row for row in LARGE.notices_and_sections() if row.table == "sections"]
    named = {reference for row in sections for reference in row.values["activities"]}
    assert named
    assert named <= public


def test_text_is_kept_as_it_is_written():
    """No line is wrapped for reading, so nothing is lost whether or not lines are joined."""
    made = [*LARGE.entries(), *LARGE.notices_and_sections()]
    written = set(chain.from_iterable(texts(row.values) for row in made))
    assert len(written) > 1000
    assert {text for text in written if unwrapped(text) != text} == set()
    assert {text for text in written if "{" in text} == set()


def test_nothing_leads_to_an_address_in_use():
    made = [row for row in LARGE.reference if row.place.file.startswith("the register")]
    addresses = [
        text for row in made for text in texts(row.values) if "@" in text or text.startswith("http")
    ]
    assert len(addresses) > 300
    hosts = {text.removeprefix("https://").split("@")[-1].split("/")[0] for text in addresses}
    assert {host for host in hosts if not host.endswith(".example.org")} == set()
