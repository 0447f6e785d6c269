"""Every field of the record is in every output, or is left out for a reason that is given."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import models, transaction

from ropa.documents.description import field_description
from ropa.documents.left_out import Output, left_out, left_out_keys, reason_left_out
from ropa.imports.mapping.described_targets import described_part_fields
from ropa.models import ProcessingActivity, RetentionRule
from ropa.models.base import part_relations
from ropa.reports.csv_zip import CSV_ZIP
from ropa.reports.json_files import JSON
from ropa.reports.workbooks import XLSX

from .fields import RECORD, Field, every_field, is_internal, is_plain, name_of, needles
from .outputs import TEXTS, Source, Text, publish
from .passes import in_comparisons, in_forms, in_histories, lost_in_imports
from .register import FilledRegister

FIELDS = every_field()
FOR_PUBLIC = [text for text in TEXTS if text.source is Source.PUBLIC]
OF_NO_TEXT = {
    Output.FORM: Source.ROWS,
    Output.COMPARISON: Source.DOCUMENTS,
    Output.HISTORY: Source.ROWS,
    Output.IMPORT: Source.ROWS,
    Output.SPREADSHEET: Source.ROWS,
}


STAFF_ONLY = {name_of(each) for each in FIELDS if is_internal(each)}


def is_in(source: Source, each: Field) -> bool:
    """Whether what an output is made of holds the field at all."""
    if source is Source.ROWS:
        return True
    in_documents = not reason_left_out(each, Output.DOCUMENT)
    return in_documents and not (source is Source.PUBLIC and is_internal(each))


def expected(output: Output, source: Source) -> list[Field]:
    """The fields that an output has no reason to leave out."""
    return [each for each in FIELDS if is_in(source, each) and not reason_left_out(each, output)]


@dataclass
class Filled:
    """A register with something of its own in every field, and what its outputs say of it."""

    register: FilledRegister = field(default_factory=FilledRegister)
    said: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.said = self.say(TEXTS)

    def say(self, texts: Collection[Text]) -> dict[str, str]:
        """Return what outputs say once everything is published, if they tell what is published;
        nothing stays published."""
        with transaction.atomic():
            if any(text.source is Source.PUBLIC for text in texts):
                publish(self.register)
            said = {text.name: text.said(self.register) for text in texts}
            transaction.set_rollback(True)
        return said

    def shows(self, text: Text, each: Field) -> bool:
        """Whether an output has words of the field or, where it tells a choice or a yes or no in
        words of its own, reads otherwise if the field says something else."""
        if self.has_words(text, each):
            return True
        return not is_plain(each) and self.reads_otherwise([text], [each])

    def has_words(self, text: Text, each: Field) -> bool:
        ways = needles(each, self.register.said(each))
        return any(way in self.said[text.name] for way in ways)

    def reads_otherwise(self, texts: Collection[Text], fields: Collection[Field]) -> bool:
        """Whether outputs say something else if the fields do."""
        with self.register.changed(*fields):
            after = self.say(texts)
        return any(self.said[name] != said for name, said in after.items())


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[Filled]:
    """Made once: what a test changes is undone after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Filled()
        transaction.set_rollback(True)


pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_no_field_is_missing(filled: Filled, text: Text) -> None:
    fields = expected(text.output, text.source)

    assert [name_of(each) for each in fields if not filled.shows(text, each)] == []


def test_every_field_can_be_filled_in_in_a_form(filled: Filled) -> None:
    missing = {*expected(Output.FORM, Source.ROWS)} - in_forms(filled.register)

    assert sorted(map(name_of, missing)) == []


def test_a_comparison_tells_of_every_field(filled: Filled) -> None:
    fields = expected(Output.COMPARISON, Source.DOCUMENTS)

    told = in_comparisons(filled.register, fields)

    assert [name_of(each) for each in fields if not told[each]] == []
    # And the public reads of those alone that are for it.
    for_public = {each for each in fields if any(one.is_public for one in told[each])}
    assert sorted(name_of(each) for each in for_public if is_internal(each)) == []


def test_a_history_tells_of_every_field(filled: Filled) -> None:
    missing = {*expected(Output.HISTORY, Source.ROWS)} - in_histories(filled.register)

    assert sorted(map(name_of, missing)) == []


@pytest.mark.parametrize("form", [XLSX, CSV_ZIP, JSON], ids=lambda form: form.name)
def test_every_field_comes_in_again(filled: Filled, form: Any) -> None:
    lost = lost_in_imports(form).intersection(expected(Output.IMPORT, Source.ROWS))

    assert sorted(map(name_of, lost)) == []


def test_a_column_fills_every_field_of_a_part_that_is_only_described() -> None:
    filled_by_columns = {(field.column.name, field.part) for field in described_part_fields()}
    missing = [
        name_of(each)
        for name, model in part_relations(ProcessingActivity).items()
        for each in expected(Output.SPREADSHEET, Source.ROWS)
        if each.model is model and is_only_described(each)
        if (each.name, name) not in filled_by_columns
    ]

    assert missing == []


def is_only_described(each: Field) -> bool:
    said = field_description(each.model, each.name)
    return said is not None and not said.is_worded


def test_the_public_reads_nothing_internal(filled: Filled) -> None:
    # Text that is internal, and text that is in no document, is in no public output.
    read = {
        (name_of(each), text.name)
        for text in FOR_PUBLIC
        for each in FIELDS
        if not is_in(Source.PUBLIC, each) and has_a_word(each) and filled.has_words(text, each)
    }
    assert sorted(read) == []


def test_whatever_internal_fields_say_the_public_reads_the_same(filled: Filled) -> None:
    # Whether an entry is public decides that the public reads it.
    fields = [
        each
        for each in FIELDS
        if is_internal(each) and name_of(each) != "processingactivity.is_public"
    ]
    # What a search finds depends on what it is asked for, which is what fields say.
    texts = [text for text in FOR_PUBLIC if text.output is not Output.SEARCH]
    assert len(fields) > 10
    assert not filled.reads_otherwise(texts, fields)


@pytest.mark.parametrize("mark", ["to be supplied", "not yet verified", "to be confirmed"])
def test_the_public_reads_no_mark_of_a_draft(filled: Filled, mark: str) -> None:
    # given that facts are still to be supplied, and nobody has read the law at its source
    assert any(rule.to_be_supplied for rule in filled.register.rows[RetentionRule])

    # The column of a sheet that holds gaps is called so, as it is in the form.
    heading = str(RetentionRule._meta.get_field("to_be_supplied").verbose_name)
    said = {text.name: filled.said[text.name].replace(heading, "") for text in FOR_PUBLIC}
    assert [name for name, words in said.items() if mark in words] == []


def has_a_word(each: Field) -> bool:
    """Whether what the field says is a word that stands nowhere else."""
    return is_plain(each) and not isinstance(each, models.IntegerField)


def test_what_the_forms_call_for_staff_is_for_staff() -> None:
    helped = {
        name_of(each): str(each.help_text).lower()
        for each in expected(Output.DOCUMENT, Source.ROWS)
    }
    # Staff find what nobody has read at its source; that somebody has, the public may know.
    told = {name for name, text in helped.items() if "staff" in text} - {"provision.verified_on"}
    read = {name for name, text in helped.items() if "public reads" in text and "never" not in text}

    assert told - {"retentionrule.to_be_supplied"} <= STAFF_ONLY
    assert not read & STAFF_ONLY


# So that the tests above cannot pass by finding nothing, or by not looking.


def test_outputs_that_say_the_same_read_the_same(filled: Filled) -> None:
    assert filled.say(TEXTS) == filled.said


def test_something_is_for_staff_and_something_is_not() -> None:
    assert {"purpose.internal_note", "team.name", "supportingdocument.title"} <= STAFF_ONLY
    assert not {"purpose.statement", "organisation.name"} & STAFF_ONLY


def test_every_output_is_looked_at() -> None:
    assert {text.output for text in TEXTS} | OF_NO_TEXT.keys() == set(Output)


def test_every_field_says_something_of_its_own(filled: Filled) -> None:
    words = {
        name_of(each): needles(each, filled.register.said(each))
        for each in FIELDS
        if has_a_word(each) and not each.is_relation
    }
    assert len(words) > 80
    assert {model for model in RECORD if not any(each.model is model for each in FIELDS)} == set()
    within = {
        (one, other)
        for one, ways in words.items()
        for other, others in words.items()
        if one != other and any(way in longer for way in ways for longer in others)
    }
    assert within == set()


def test_no_reason_excuses_what_is_there(filled: Filled) -> None:
    """A reason goes when what it excuses is shown after all."""
    excused: dict[tuple[str, Output], bool] = {}
    for text in TEXTS:
        for each in FIELDS:
            for key in left_out_keys(each):
                if text.output in left_out().get(key, {}) and is_in(text.source, each):
                    idle = excused.get((key, text.output), True)
                    excused[key, text.output] = idle and filled.has_words(text, each)
    assert sorted(f"{key}: {output.value}" for (key, output), idle in excused.items() if idle) == []
