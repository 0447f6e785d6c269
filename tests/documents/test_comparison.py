"""What differs between two documents: nothing is missed, and everything is told in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from ropa.documents.classification import public_part
from ropa.documents.comparison import (
    Difference,
    DifferenceKind,
    RunKind,
    changed_words,
    compare,
    difference_sentence,
    suggested_change_note,
)
from ropa.documents.description import FieldDescription, description_of, description_of_node
from ropa.documents.notices import draft_notice_document
from ropa.documents.schema import (
    ActivityDocument,
    ContactDocument,
    NoticeDocument,
    OrganisationDocument,
)
from ropa.documents.wording import period_in_words
from tests.documents.filled import fill_activity, fill_notice
from tests.documents.test_classification import FIELDS, document_types

pytestmark = pytest.mark.django_db

Path = tuple[str | int, ...]


@pytest.fixture(scope="module")
def filled(django_db_setup, django_db_blocker) -> NoticeDocument:
    """A notice with something in every field, around an entry of which that is true as well."""
    with django_db_blocker.unblock(), transaction.atomic():
        document = draft_notice_document(fill_notice(fill_activity()))
        transaction.set_rollback(True)
    return document


@pytest.fixture(scope="module")
def entry(filled) -> ActivityDocument:
    return filled.activities[0].document


def leaves(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every single value in plain data, and where it stands."""
    if isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(inner, (*path, key))
    elif data is not None:
        yield path, data


def changed[D: (ActivityDocument, NoticeDocument)](document: D, *edits: tuple[Path, Any]) -> D:
    """A copy of the document with other values at some places."""
    data = json.loads(document.model_dump_json())
    for path, value in edits:
        within: Any = data
        for key in path[:-1]:
            within = within[key]
        within[path[-1]] = value
    return type(document).model_validate(data)


def without[D: (ActivityDocument, NoticeDocument)](document: D, field: str, place: int) -> D:
    items = getattr(document, field)
    return document.model_copy(update={field: items[:place] + items[place + 1 :]})


def other_than(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    try:
        return str(date.fromisoformat(value) + timedelta(days=1))
    except ValueError:
        return f"{value} indeed"


def read(value: Any) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    for in_words in (lambda text: f"{date.fromisoformat(text):%-d %B %Y}", period_in_words):
        with suppress(ValueError):
            return in_words(str(value))
    return str(value)


def all_said(differences: tuple[Difference, ...]) -> str:
    return "\n".join(
        "\n".join((each.location, each.before, each.after, difference_sentence(each), *each.places))
        for each in differences
    )


def only(differences: tuple[Difference, ...]) -> Difference:
    assert len(differences) == 1, [each.location for each in differences]
    return differences[0]


# The words of the schema


def test_every_field_of_every_document_has_a_label():
    without = [
        f"{model.__name__}.{field}"
        for model, field in FIELDS
        if not any(
            isinstance(mark, FieldDescription) for mark in model.model_fields[field].metadata
        )
    ]
    assert without == []


def test_labels_are_of_fields_and_every_document_has_a_name(subtests):
    for model in document_types()[1:]:
        with subtests.test(model=model.__name__):
            description = description_of(model)
            assert description.fields.keys() == model.model_fields.keys()
            assert description.identity
            assert description.name
            assert {
                path.partition(".")[0] for path in (*description.identity, *description.name)
            } <= description.fields.keys()
            labels = {said.label for said in description.fields.values()}
            assert len(labels) == len(description.fields)


def test_the_public_part_of_a_document_is_read_like_the_document(filled):
    organisation = public_part(filled.organisation)
    description = description_of(OrganisationDocument)
    assert description_of_node(organisation) is description
    del organisation["is_public_authority"]  # which the first version of the schema did not have
    assert description_of_node(organisation) is description
    assert description_of_node(
        public_part(filled.organisation.contact_points[0])
    ) is description_of(ContactDocument)


# Nothing is missed


def test_equal_documents_do_not_differ(filled, entry):
    for document in (filled, entry):
        again = type(document).model_validate_json(document.model_dump_json())
        assert compare(document, again) == ()


def test_any_change_of_a_single_value_is_told_with_what_it_was_and_is(filled, entry):
    data = json.loads(filled.model_dump_json())
    places = list(leaves(data))
    assert len(places) > 200
    for path, value in places:
        other = other_than(value)
        # when
        differences = compare(filled, changed(filled, (path, other)))
        # then
        assert differences, path
        before = "\n".join(each.before for each in differences)
        after = "\n".join(each.after for each in differences)
        is_named = path[2:3] == ("activities",)  # a section tells its entries by their titles
        assert (entry.title if is_named else read(value)) in before, path
        assert read(other) in after, path


def test_any_value_that_comes_or_goes_is_told(entry):
    for path, value in leaves(json.loads(entry.model_dump_json())):
        if isinstance(value, str) and path[-1] in {"summary", "detail", "purpose", "explanation"}:
            empty = changed(entry, (path, ""))
            assert {each.kind for each in compare(empty, entry)} == {DifferenceKind.ADDED}
            assert {each.kind for each in compare(entry, empty)} == {DifferenceKind.REMOVED}


@given(data=st.data())
def test_several_changes_at_once_are_all_told(filled, data):
    places = [
        (path, value)
        for path, value in leaves(json.loads(filled.model_dump_json()))
        if path[-1] in {"summary", "introduction", "trigger", "safeguards", "sharing_note"}
        and isinstance(value, str)
    ]
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, unique_by=lambda p: p[0]))
    edits = [(path, f"{value} {number}") for number, (path, value) in enumerate(chosen)]
    said = all_said(compare(filled, changed(filled, *edits)))
    for _, value in edits:
        assert value in said


def test_no_code_is_shown_where_there_is_a_name(filled):
    terms = {
        path[:-1] for path, _ in leaves(json.loads(filled.model_dump_json())) if path[-1] == "code"
    }
    assert len(terms) > 40
    for path in terms:
        edits = [((*path, "code"), "code-of-it"), ((*path, "name"), "Another name")]
        try:
            after = changed(filled, *edits)
        except ValueError:  # a provision has a citation instead of a name
            after = changed(filled, edits[0], ((*path, "citation"), "Another name"))
        differences = compare(filled, after)
        assert "Another name" in all_said(differences), path
        assert "code-of-it" not in all_said(differences), path
        assert "RPA-" not in all_said(differences), path


def test_documents_of_different_kinds_are_not_compared(filled, entry):
    with pytest.raises(TypeError, match="no version of"):
        compare(entry, filled)


# How it is told


def test_the_first_version_is_one_difference(entry):
    difference = only(compare(None, entry))
    assert (difference.kind, difference.location) == (DifferenceKind.ADDED, "First version")
    assert difference.after == entry.title
    assert difference_sentence(difference) == "First version."
    assert suggested_change_note([difference]) == ""


def test_periods_read_in_words(entry):
    # given
    rules = ("retention_rules", 0)
    fact = ((*rules, "covers"), "Inspection records")
    before = changed(entry, fact, ((*rules, "minimum_period"), "P3Y"))
    after = changed(entry, fact, ((*rules, "minimum_period"), "P6Y6M"))
    # when
    difference = only(compare(before, after))
    # then
    assert difference.location == "How long it is kept › Inspection records › Period"
    assert (difference.before, difference.after) == ("3 years", "6 years and 6 months")
    assert difference.key == "retention_rules.minimum_period"
    assert difference.is_public
    assert "6 years and 6 months" in difference_sentence(difference)


def test_how_long_is_told_in_a_sentence_of_its_own_however_many_fields_say_it(filled):
    # given a rule with another period, counted from something else
    rule = ("activities", 0, "document", "retention_rules", 0)
    fact = ((*rule, "covers"), "Pupil records"), ((*rule, "is_usual"), False)
    limit = {"code": "exactly", "name": "Exactly"}
    before = changed(
        filled,
        *fact,
        ((*rule, "limit"), {"code": "at-least", "name": "At least"}),
        ((*rule, "minimum_period"), "P3Y"),
        ((*rule, "trigger"), "the visit"),
    )
    after = changed(
        before,
        ((*rule, "limit"), limit),
        ((*rule, "minimum_period"), "P6Y"),
        ((*rule, "trigger"), "the pupil leaves"),
    )
    # then all that differs is one sentence, which says where it is and what was before
    title = filled.activities[0].document.title
    assert {difference_sentence(each) for each in compare(before, after)} == {
        f"{title[0].upper()}{title[1:]}: We now keep pupil records for 6 years after the pupil "
        "leaves. Before: at least 3 years after the visit."
    }


def test_a_purpose_stands_in_its_sentence_or_in_quotation_marks(entry):
    purpose = ("disclosures", 0, "purpose")
    before = changed(entry, (purpose, "to see"))
    name = entry.disclosures[0].recipient.name
    assert difference_sentence(only(compare(before, changed(entry, (purpose, "to get"))))) == (
        f"We now share it with {name} to get. Before: to see."
    )
    other = difference_sentence(only(compare(before, changed(entry, (purpose, "Safety.")))))
    assert other.endswith("changed from “to see” to “Safety.”")


def test_what_staff_alone_may_read_is_told_apart(entry):
    for difference in compare(without(entry, "disclosures", 0), entry):
        assert (difference.kind, difference.key) == (DifferenceKind.ADDED, "disclosures")
        assert ("disclosure.agreement" in difference.after) != difference.is_public
    note = only(compare(entry, changed(entry, (("internal_note",), "Something else"))))
    assert not note.is_public
    assert suggested_change_note([note]) == ""


def test_an_item_that_came_and_one_that_went(entry):
    recipient = {"code": "swe", "name": "Social Work England"}
    more = changed(entry, (("disclosures", 0, "recipient"), recipient))
    after = entry.model_copy(update={"disclosures": (*entry.disclosures, *more.disclosures)})
    public = next(each for each in compare(entry, after) if each.is_public)
    assert public.location == "Who we share it with › Social Work England"
    assert "Why: disclosure.purpose" in public.after
    assert difference_sentence(public) == "Social Work England added to who we share it with."
    gone = next(each for each in compare(after, entry) if each.is_public)
    assert difference_sentence(gone) == "Social Work England removed from who we share it with."


def test_an_item_that_was_rewritten_is_changed_and_not_another(entry):
    before = changed(
        entry,
        (("retention_rules", 0, "covers"), "Inspection records"),
        (("retention_rules", 1, "covers"), "Complaints"),
    )
    after = changed(
        before, (("retention_rules", 0, "covers"), "Inspection records and photographs")
    )
    difference = only(compare(before, after))
    assert difference.kind is DifferenceKind.CHANGED
    assert difference.before == "Inspection records"
    quite_other = changed(before, (("retention_rules", 0, "covers"), "Minutes of a panel"))
    kinds = {each.kind for each in compare(before, quite_other)}
    assert kinds == {DifferenceKind.REMOVED, DifferenceKind.ADDED}


def test_another_order_is_told_once(entry):
    before = changed(entry, (("purposes", 0, "statement"), "do something else altogether"))
    after = before.model_copy(update={"purposes": before.purposes[::-1]})
    difference = only(compare(before, after))
    assert difference.kind is DifferenceKind.MOVED
    assert difference.before.splitlines() == difference.after.splitlines()[::-1]
    assert difference_sentence(difference) == "The order of the purposes changed."


def test_a_body_that_was_renamed_is_one_difference(filled):
    old = filled.organisation.name
    text = filled.model_dump_json()
    after = NoticeDocument.model_validate_json(text.replace(f'"{old}"', '"The new name"'))
    # when
    difference = only(compare(filled, after))
    # then
    assert difference.location == "Organisations › The new name › Name"
    assert len(difference.places) > 5
    assert difference_sentence(difference) == f"“{old}” is now “The new name”."


def test_an_entry_approved_again_is_told_by_what_it_says(filled):
    path: Path = ("activities", 0)
    again = changed(filled, ((*path, "number"), 7), ((*path, "digest"), "0" * 64))
    assert [each.after for each in compare(filled, again)] == ["7", "0" * 64]
    reworded = changed(again, ((*path, "document", "summary"), "Another summary"))
    difference = only(compare(filled, reworded))
    assert difference.location == f"Entries › {filled.activities[0].document.title} › Summary"


def test_entries_of_a_section_are_told_by_their_titles(filled):
    after = changed(filled, (("sections", 0, "title"), "A section"))
    section = after.sections[0].model_copy(update={"activities": ()})
    before = after.model_copy(update={"sections": (section,), "activities": ()})
    difference = only(compare(before, after))
    title = filled.activities[0].document.title
    assert difference.location == f"Sections › A section › Entries › {title}"
    assert difference_sentence(difference) == (
        f"A section: “{title}” added to the entries in this section."
    )


def test_annexes_are_compared_as_well(filled):
    def with_annex(**annex: Any) -> NoticeDocument:
        section = filled.sections[0].model_copy(update={"annexes": {"some-annex": annex}})
        return filled.model_copy(update={"sections": (section,)})

    body = {"code": "a", "name": "Body A"}
    before = with_annex(how_often="yearly", takes_part=[{"organisation": body, "part": "leads"}])
    after = with_annex(how_often="monthly", takes_part=[{"organisation": body, "part": "helps"}])
    often, part = compare(before, after)
    place = f"Sections › {filled.sections[0].title} › Some annex"
    assert (often.location, often.before, often.after) == (
        f"{place} › How often",
        "yearly",
        "monthly",
    )
    assert part.location == f"{place} › Takes part › Body A › Part"
    assert [each.location for each in compare(filled, before)] == [place]


def test_a_note_has_few_sentences_and_says_how_many_more(entry):
    edits = [((name,), "Something else") for name in ("title", "summary", "sharing_note")]
    edits += [(("if_not_provided",), ""), (("internal_recipients",), "")]
    assert suggested_change_note(compare(entry, changed(entry, *edits))).count(".") >= 5
    edits += [(("automated_decisions_detail",), ""), (("internal_note",), "Never told")]
    edits += [(("reference",), "RPA-9999")]
    note = suggested_change_note(compare(entry, changed(entry, *edits)))
    assert note.endswith(" And 2 more changes.")
    assert "Never told" not in note


# Words


@given(before=st.text(), after=st.text())
def test_runs_of_words_give_both_texts_back(before, after):
    runs = changed_words(before, after)
    assert "".join(run.text for run in runs if not run.is_added) == before
    assert "".join(run.text for run in runs if not run.is_removed) == after


def test_words_that_changed_stand_between_words_that_did_not():
    before = "We look at the records of some children and talk to their families."
    runs = changed_words(before, before.replace("some", "all"))
    assert [(run.kind, run.text.strip()) for run in runs[1:3]] == [
        (RunKind.REMOVED, "some"),
        (RunKind.ADDED, "all"),
    ]
    assert runs[0].kind is runs[-1].kind is RunKind.KEPT


def test_a_paragraph_more_leaves_the_words_before_it_as_they_were():
    before = "We look at the records of some children and talk to their families."
    runs = changed_words(before, f"{before}\n\nWe keep them.")
    assert [(run.kind, run.text) for run in runs] == [
        (RunKind.KEPT, before),
        (RunKind.ADDED, "\n\nWe keep them."),
    ]


def test_short_values_are_told_whole():
    runs = changed_words("3 years after it ends", "6 years after it ends")
    assert [run.kind for run in runs] == [RunKind.REMOVED, RunKind.ADDED]


def test_removed_and_added_are_said_and_shown(entry):
    after = changed(entry, (("summary",), "<b>Bold</b>"))
    html = render_to_string("components/differences.html", {"differences": compare(entry, after)})
    assert "Was: </span>processingactivity.summary<" in html
    assert "Now: </span>&lt;b&gt;Bold&lt;/b&gt;<" in html
    assert "Nothing differs" in render_to_string(
        "components/differences.html", {"differences": compare(entry, entry)}
    )
