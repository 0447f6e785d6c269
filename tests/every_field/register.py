"""A register in which every field of every row says something of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction

from ropa.models import (
    Agreement,
    CollectionChannel,
    Condition,
    ContactPoint,
    ControllerRole,
    DataHolding,
    DataSource,
    Legislation,
    Notice,
    NoticeSection,
    Organisation,
    PowerUse,
    PrincipleStatement,
    ProcessingActivity,
    Provision,
    Purpose,
    RetentionRule,
    SectionActivity,
    SecurityMeasure,
    SystemUse,
)
from ropa.models.base import Part

from .fields import (
    RECORD,
    Field,
    fields_of,
    is_listed,
    is_telling,
    is_text,
    name_of,
    number_of,
    other_values,
    text_of,
    value_of,
    word_of,
)

# Stand for the rows of another model that say something in every field.
FILLED, SECOND = object(), object()

# What one row may not say at once several say, and what a rule asks for is given; the rest follows
# from the fields. Second rows point at the filled rows, so that these stand in a document too.
ROWS: dict[type[models.Model], list[dict[str, Any]]] = {
    Agreement: [{"valid_to": date(1999, 12, 14)}],
    CollectionChannel: [{}, {"channel": FILLED}],
    Condition: [
        {"covers": "special", "schedule_8": ""},
        {"covers": "criminal", "article_9": "", "schedule_1": "", "activity": SECOND},
    ],
    ContactPoint: [
        {"subject": "dpo", "to_be_supplied": ""},
        {"subject": "rights", "email": "", "telephone": "", "address": "", "url": ""},
    ],
    ControllerRole: [
        {
            "role": "joint",
            "organisation": FILLED,
            "works_for": None,
            "task": "",
            "place": "",
            "due_diligence_on": None,
            "due_diligence_by": "",
        },
        {
            "role": "processor",
            "organisation": SECOND,
            "under_agreement": FILLED,
            "works_for": None,
        },
        {"role": "processor", "works_for": SECOND},
    ],
    DataHolding: [{}, {"people_category": FILLED, "data_category": FILLED}],
    DataSource: [
        {"group": "authority", "people_category": None},
        {"group": "public", "organisation": None},
    ],
    # Guidance alone is read elsewhere than the law is.
    Legislation: [
        {"kind": "act", "publication_url": ""},
        {"kind": "guidance", "identifier": ""},
    ],
    Notice: [{"kind": "privacy-notice"}, {"kind": "policy-document", "follows": None}],
    # A notice of one section has no pages for its sections.
    NoticeSection: [{}, {}],
    Organisation: [{"kind": "kind"}, {"is_regulator": False}],
    PowerUse: [{}, {"power": FILLED}],
    PrincipleStatement: [
        {"to_be_supplied": "", "notice": SECOND},
        {"text": "", "principle": "security", "notice": SECOND},
    ],
    Provision: [{"legislation": FILLED}, {"legislation": SECOND}],
    # Law enforcement alone takes a condition of Schedule 8.
    ProcessingActivity: [
        {
            "legal_regime": "uk-gdpr",
            "capacity": "controller",
            "is_public": True,
            "team": FILLED,
        },
        {
            "legal_regime": "dpa-part-3",
            "capacity": "controller",
            "is_public": True,
            "team": FILLED,
        },
    ],
    Purpose: [
        {"lawful_basis": "6-1-f", "recognised_interest": ""},
        {"lawful_basis": "6-1-ea", "interest": ""},
        {"lawful_basis": "6-1-e", "interest": "", "recognised_interest": "", "provisions": FILLED},
        {"lawful_basis": "6-1-e", "interest": "", "recognised_interest": "", "provisions": SECOND},
    ],
    RetentionRule: [
        {"to_be_supplied": "", "limit": "exactly"},
        {"minimum_period": "", "trigger": "", "schedule_reference": "", "limit": "at-most"},
    ],
    SectionActivity: [{}, {"activity": FILLED}, {"activity": SECOND}],
    SystemUse: [{}, {"system": FILLED}],
    SecurityMeasure: [{"to_be_supplied": ""}, {"description": ""}],
}


class FilledRegister:
    """Makes the rows when it is made, and knows them."""

    def __init__(self) -> None:
        self.rows: dict[type[models.Model], list[Any]] = {}
        self._targets: dict[tuple[type[models.Model], str], Any] = {}
        for model in RECORD:
            self.filled(model)

    def filled(self, model: type[models.Model]) -> Any:
        """Return the row of a model that says most, made the first time it is asked for."""
        return self._made(model)[0]

    def said(self, field: Field) -> list[Any]:
        """Return what the filled rows say in a field: of lists, each thing in them."""
        values = [getattr(row, field.name) for row in self.rows[field.model]]
        if is_listed(field):
            return [each for listed in values for each in listed.all()]
        return [value for value in values if value not in {"", None}]

    def target(self, field: Field, word: str = "") -> Any:
        """Return the row that a field points at, which says nothing but the field's word, or
        another word."""
        word = word or word_of(field)
        model: Any = field.related_model
        if (model, word) not in self._targets:
            relation: Any = field.remote_field
            limits = dict(relation.limit_choices_to or {})
            values = self._least(model, word, 2000 + len(self._targets)) | limits
            row = self._targets[model, word] = model.objects.create(**values)
            for each in filter(is_listed, fields_of(model)):
                if not each.blank:
                    getattr(row, each.name).add(self.target(each, "ofnofield"))
        return self._targets[model, word]

    @contextmanager
    def changed(self, *fields: Field) -> Iterator[list[Any]]:
        """Let one row of each field say something else for a while; give what each says.

        Raises `AssertionError` if nothing else can be said.
        """
        rows: list[Any] = []
        targets = dict(self._targets)
        with transaction.atomic():
            yield [self._change(field, rows) for field in fields]
            transaction.set_rollback(True)
        self._targets = targets
        for row in rows:
            row.refresh_from_db()

    def _change(self, field: Field, changed: list[Any]) -> Any:
        for row in self.rows[field.model]:
            value = getattr(row, field.name)
            for other in self._others(field, value) if value not in {"", None} else ():
                with suppress(IntegrityError), transaction.atomic():
                    if is_listed(field):
                        value.set([other])
                    else:
                        setattr(row, field.name, other)
                    row.save()
                    changed.append(row)
                    return other
                row.refresh_from_db()
        raise AssertionError(f"{name_of(field)} says nothing that could be said otherwise.")

    def _others(self, field: Field, value: Any) -> Iterator[Any]:
        if field.is_relation:
            return iter([self.target(field, f"{word_of(field)}other")])
        return other_values(field, value)

    def _made(self, model: type[models.Model]) -> list[Any]:
        if model not in self.rows:
            self.rows[model] = []
            for given in ROWS.get(model, [{}]):
                self.rows[model].append(self._row(model, given))
        return self.rows[model]

    def _row(self, model: type[models.Model], given: dict[str, Any]) -> Any:
        place = len(self.rows[model])
        values = self._owner(model, given)
        lists: dict[str, Any] = {}
        for field in fields_of(model):
            value = given[field.name] if field.name in given else self._value(field, place)
            if value in (FILLED, SECOND):
                related: Any = field.related_model
                value = self._made(related)[value is SECOND]
            (lists if is_listed(field) else values)[field.name] = value
        row = model._default_manager.create(**values)
        for name, value in lists.items():
            getattr(row, name).add(value)
        return row

    def _value(self, field: Field, place: int) -> Any:
        """What a row says in a field: of what no two rows may say alike, something of its own."""
        if field.is_relation:
            return self.target(field)
        if place and is_text(field) and is_telling(field):
            return text_of(field, f"{word_of(field)}{place}", 1000 * place + number_of(field))
        return value_of(field)

    def _owner(self, model: type[models.Model], given: dict[str, Any]) -> dict[str, Any]:
        if not issubclass(model, Part):
            return {}
        owner: Any = model._meta.get_field(model.owner_field)
        return {owner.name: self._made(owner.related_model)[given.get(owner.name) is SECOND]}

    def _least(self, model: type[models.Model], word: str, number: int) -> dict[str, Any]:
        """What a row of the model cannot do without, and what tells it from others."""
        values: dict[str, Any] = {}
        for field in fields_of(model):
            if is_listed(field) or field.has_default():
                continue
            if field.is_relation:
                if not field.null:
                    values[field.name] = self.target(field, word)
            elif field.choices:
                values[field.name] = field.flatchoices[0][0]
            elif is_text(field) and (not field.blank or is_telling(field)):
                values[field.name] = text_of(field, word, number)
        return values
