"""The register's own JSON: what it says, and that it says what it was exported with."""

from __future__ import annotations

import json

import pytest

from ropa.imports.loading import load
from ropa.imports.reading import own_json
from ropa.reports import report_summary
from ropa.reports.selection import Selection
from tests.factories import approve, make_activity, make_notice, publish

from .files import read
from .register import exported, exported_small_register

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    return json.loads(exported_small_register()["json"])


@pytest.fixture
def approved():
    activity = make_activity(is_public=True, internal_note="kept to ourselves")
    approve(activity)
    publish(make_notice(activity))
    return json.loads(exported(is_draft=False)["json"])


def nothing_is_lost_or_added(rows):
    """But for the order of parts, which the factories leave open, and only the first time."""
    first, second = load(rows), load(rows)
    return (first.created, first.removed) == (0, 0) == (second.changed, second.removed)


def said_of(content):
    return [str(problem) for problem in read(json.dumps(content).encode()).problems]


def test_the_format_is_the_one_that_reports_write():
    assert (own_json.FORMAT, own_json.FORMAT_VERSION) == (
        report_summary.FORMAT,
        report_summary.FORMAT_VERSION,
    )


def test_drafts_bring_every_table_and_dates_of_review(drafts):
    content = read(json.dumps(drafts).encode())
    assert not content.problems
    assert not content.notes
    [entry] = [row for row in content.rows if row.values.get("reference") == "RPA-0001"]
    assert str(entry.place) == "register, entry 1 (RPA-0001)"
    assert entry.values["last_reviewed_on"] == "2026-03-31"
    assert load(content.rows).same > 100


def test_what_was_approved_is_what_the_register_has_already(approved):
    content = read(json.dumps(approved).encode())
    assert not content.problems
    assert {row.table for row in content.rows} == {"activities", "notices", "sections"}
    assert nothing_is_lost_or_added(content.rows)


def test_what_is_public_leaves_what_is_internal_alone(approved):
    content = read(exported(is_draft=False, is_public=True)["json"])
    assert not content.problems
    [entry] = [row for row in content.rows if row.table == "activities"]
    assert "internal_note" not in entry.values
    assert entry.values["purposes"][0]["statement"] == "do an example"
    assert nothing_is_lost_or_added(content.rows)


@pytest.mark.parametrize("key", ["counts", "digest"])
def test_content_that_does_not_agree_with_what_the_file_says_is_refused(drafts, key):
    drafts["tables"]["teams"][0]["name"] = "Changed by hand"
    drafts["tables"]["teams"] *= 1 if key == "digest" else 2
    assert [f"agree with its {key}" in said for said in said_of(drafts)][
        0 if key == "counts" else -1
    ]


def test_a_file_without_them_is_read_with_a_note(drafts):
    del drafts["counts"], drafts["digest"]
    content = read(json.dumps(drafts).encode())
    assert not content.problems
    assert [note.says for note in content.notes] == [
        "The file does not say its counts, so it was not compared.",
        "The file does not say its digest, so it was not compared.",
    ]


def test_a_document_that_is_not_the_one_approved_is_refused(approved):
    approved["entries"][0]["document"]["title"] = "Another"
    [said] = said_of(approved)
    assert "entry 1" in said
    assert "not the one that was approved" in said


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda file: file.update(about=None), "no export of a register"),
        (lambda file: file["about"].update(format_version=2), "another version"),
        (lambda file: file["about"].update(content="x"), "draft, approved or public"),
        (lambda file: file.update(entries={}), "“entries”: This is missing"),
        (lambda file: file.update(extra=1), "“extra”: No export has this."),
        (lambda file: file["entries"][0].update(x=1), "entry 1 (RPA-0001): This must have"),
        (lambda file: file["entries"][0].update(document=[]), "entry 1: This must have"),
        (lambda file: file["entries"][0]["review"].update(x=1), "“x”: No export has this."),
        (lambda file: file["tables"].update(teams={}), "“teams”: This must be a list"),
        (lambda file: file["tables"]["teams"].append(1), "teams 2: A row must be an object"),
        (
            lambda file: file["entries"][0]["document"]["purposes"][1].update(statement=3),
            "entry 1 (RPA-0001): “purposes 2, statement”: Input should be a valid string.",
        ),
        (lambda file: file["entries"][0]["document"].pop("title"), "“title”: Field required."),
    ],
)
def test_each_problem_has_its_place_and_says_what_to_do(drafts, change, says):
    change(drafts)
    assert any(says in said for said in said_of(drafts))


def test_a_selection_brings_entries_alone(drafts):
    assert Selection(is_draft=True, references=frozenset({"RPA-0002"})).is_whole is False
    content = read(exported(references=frozenset({"RPA-0002"}))["json"])
    assert [(row.table, row.values["reference"]) for row in content.rows] == [
        ("activities", "RPA-0002")
    ]
