"""Every field of the record, and the marker by which it is known again wherever it is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from ropa.documents.description import Visibility, field_description
from ropa.documents.left_out import Output, reason_left_out
from ropa.documents.wording import period_in_words
from ropa.models.base import Part, Recorded

type Field = models.Field[Any, Any]

RECORD: tuple[type[Recorded], ...] = tuple(
    model for model in apps.get_app_config("ropa").get_models() if issubclass(model, Recorded)
)

# Texts that must have a certain form, by the name of the field; {number} is the field's own.
FORMS = {
    "reference": "RPA-{number:04d}",
    "identifier": "ukpga/2001/{number}",
    "path": "section/{word}",
    "minimum_period": "P{number}D",
    "review_interval": "P{number}M",
    "ico_registration": "ZA1{number:04d}1",
    "ons_code": "E0000{number:04d}",
    "ods_code": "X{number}",
    "school_urn": "10{number:04d}",
    "ukprn": "1000{number:04d}",
    "company_number": "0000{number:04d}",
    "charity_number": "90{number:04d}",
}

# Numbers that must lie within bounds.
NUMBERS = {"from_age": 117, "children_youngest": 11, "children_oldest": 14}

DATES = ("%Y-%m-%d", "%-d %B %Y", "%-d %b %Y", "%d/%m/%Y")


def name_of(field: Field) -> str:
    return f"{field.model._meta.model_name}.{field.name}"


def fields_of(model: type[models.Model]) -> Iterator[Field]:
    """Yield the fields in which a row says something: all but its number and its owner."""
    owner = model.owner_field if issubclass(model, Part) else ""
    for field in model._meta.concrete_fields:
        if not field.primary_key and field.name != owner:
            yield field
    for listed in model._meta.many_to_many:
        through: Any = listed.remote_field.through
        if through._meta.auto_created:
            yield listed


@cache
def every_field() -> tuple[Field, ...]:
    return tuple(field for model in RECORD for field in fields_of(model))


@cache
def number_of(field: Field) -> int:
    """A number of three digits that no other field has."""
    return 401 + [name_of(each) for each in every_field()].index(name_of(field))


def word_of(field: Field) -> str:
    """A word that nothing but this field, or what it points at, says anywhere."""
    return f"{field.model._meta.model_name}{field.name}".replace("_", "")


def text_of(field: Field, word: str, number: int) -> str:
    """A text that the field takes, made of the word or the number."""
    if isinstance(field, models.URLField):
        return f"https://example.org/{word}"
    if isinstance(field, models.EmailField):
        return f"{word}@example.org"
    return FORMS.get(field.name, "{word}").format(word=word, number=number)


def value_of(field: Field) -> Any:
    """What the field says of itself, if it points at no other row."""
    if field.choices:
        return telling_choice(field)
    if isinstance(field, models.BooleanField):
        return not field.default
    if isinstance(field, models.DateField):
        years, month = divmod(number_of(field), 12)
        # In no year that is the number of a row as well: those are from 2000 on.
        return date(1900 + years, month + 1, 14)
    if isinstance(field, models.IntegerField):
        return NUMBERS.get(field.name, number_of(field))
    return text_of(field, word_of(field), number_of(field))


def telling_choice(field: Field) -> str:
    """The last answer that is not given unasked and that no other question has as well."""
    asked = Counter(
        str(label) for each in every_field() for _, label in each.flatchoices if each is not field
    )
    answers = [code for code, label in field.flatchoices if code != field.default]
    telling = [code for code, label in field.flatchoices if code in answers and not asked[label]]
    return (telling or answers)[-1]


def is_listed(field: Field) -> bool:
    """Whether the field names several rows."""
    return isinstance(field, models.ManyToManyField)


def is_text(field: Field) -> bool:
    """Whether people write in the field what they like."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def is_plain(field: Field) -> bool:
    """Whether the field is known by a word of its own wherever it is shown."""
    return not field.choices and not isinstance(field, models.BooleanField)


def is_telling(field: Field) -> bool:
    """Whether a rule keeps two rows from saying the same in the field."""
    rules = field.model._meta.constraints
    return field.unique or any(field.name in getattr(rule, "fields", ()) for rule in rules)


def written_forms(field: Field, value: Any) -> tuple[str, ...]:
    """In small letters, the ways in which a value may be written; none if it has no words."""
    if isinstance(value, Recorded):
        code = value.natural_key_text()
        names = {code, str(value), str(value).removeprefix(code).strip() or code}
        return tuple(each.casefold() for each in names)
    if isinstance(value, bool):
        return ()
    ways: tuple[str, ...] = (str(value),)
    if isinstance(value, date):
        ways = tuple(f"{value:{form}}" for form in DATES)
    elif field.choices:
        ways = (str(dict(field.flatchoices)[value]),)
    elif field.name in {"minimum_period", "review_interval"}:
        ways = (value, period_in_words(value))
    return tuple(each.casefold() for each in ways)


def needles(field: Field, values: Iterable[Any]) -> tuple[str, ...]:
    """The ways in which any of the values of a field may be written."""
    return tuple(way for value in values for way in written_forms(field, value))


def other_values(field: Field, value: Any) -> Iterator[Any]:
    """Yield what the field could say instead, if it points at no other row."""
    if field.choices:
        yield from (code for code, _ in field.flatchoices if code != value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, date):
        yield value + timedelta(days=3)
    elif isinstance(value, int):
        yield value + (1 if field.name in NUMBERS else 1000)
    else:
        yield text_of(field, f"{word_of(field)}other", number_of(field) + 5000)


def is_internal(each: Field) -> bool:
    """Whether documents keep the field for staff: as it is described, or because all that points at
    its model is for staff."""
    if said := field_description(each.model, each.name):
        return said.visibility is Visibility.INTERNAL
    pointing = [
        said.visibility
        for field in every_field()
        if field.related_model is each.model
        and (said := field_description(field.model, field.name))
    ]
    is_in_documents = not reason_left_out(each, Output.DOCUMENT)
    return is_in_documents and set(pointing) == {Visibility.INTERNAL}
