"""The kinds of part on an entry's page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from ropa.models import (
    CollectionChannel,
    Condition,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PowerUse,
    Purpose,
    RetentionRule,
    SecurityMeasure,
    SupportingDocument,
    Transfer,
)
from ropa.models.roles import controllership_problem

from .parts import LongParts, PartFormSet, ShortParts
from .periods import PeriodField


class ControllerRoleFormSet(PartFormSet):
    """The organisations of an entry, which must make sense together."""

    def clean(self) -> None:
        super().clean()
        if any(form.errors for form in self.forms):
            return
        roles = [
            form.cleaned_data["role"]
            for form in self.forms
            if form.cleaned_data.get("role") and form not in self.deleted_forms
        ]
        problem = controllership_problem(roles)
        if problem:
            raise ValidationError(problem)


class ControllerRoles(LongParts):
    model = ControllerRole
    formset = ControllerRoleFormSet
    verbose_name = "organisation"
    verbose_name_plural = "organisations"
    fields = [("organisation", "role"), "scope", "essence", "arrangement", "position"]


class Purposes(LongParts):
    model = Purpose
    fields = [
        "statement",
        "lawful_basis",
        "provisions",
        "interest",
        "for_confirmation",
        "internal_note",
        "position",
    ]


class Conditions(LongParts):
    model = Condition
    fields = [
        "covers",
        "article_9",
        "schedule_1",
        "schedule_8",
        "explanation",
        "for_confirmation",
        "internal_note",
        "position",
    ]


class DataHoldings(ShortParts):
    model = DataHolding
    verbose_name = "row"
    fields = ["people_category", "data_category", "detail", "position"]


class DataSources(LongParts):
    model = DataSource
    verbose_name = "source"
    verbose_name_plural = "sources"
    fields = [
        "group",
        ("organisation", "people_category"),
        "including",
        "detail",
        "position",
    ]


class Channels(ShortParts):
    model = CollectionChannel
    verbose_name = "way it reaches us"
    verbose_name_plural = "ways it reaches us"
    fields = ["channel", "detail", "position"]


class Disclosures(LongParts):
    model = Disclosure
    verbose_name = "recipient"
    verbose_name_plural = "recipients"
    fields = [
        ("recipient", "frequency"),
        "purpose",
        "including",
        "gateway",
        "detail",
        "agreement",
        "position",
    ]


class RetentionRules(LongParts):
    model = RetentionRule
    fields = [
        "covers",
        "to_be_supplied",
        ("minimum_period", "is_usual"),
        "trigger",
        "extension",
        ("end_action", "review_interval"),
        "schedule_reference",
        "internal_note",
        "position",
    ]

    periods: ClassVar[dict[str, str]] = {
        "minimum_period": "In words or ISO 8601: “3 years” or P3Y. Empty where an event decides.",
        "review_interval": "In words or ISO 8601: “1 year” or P1Y.",
    }

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.periods:
            # The limit of the record is for its short form, not for words.
            kwargs |= {
                "form_class": PeriodField,
                "max_length": None,
                "help_text": self.periods[db_field.name],
            }
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class PowerUses(LongParts):
    model = PowerUse
    verbose_name = "power"
    verbose_name_plural = "powers"
    fields = ["power", ("held_by", "applied_through"), "explanation", "position"]


class Transfers(LongParts):
    model = Transfer
    fields = [("destination", "recipient"), "mechanism", "safeguards", "position"]


class SecurityMeasures(LongParts):
    model = SecurityMeasure
    fields = ["kind", "description", "to_be_supplied", "position"]


class SupportingDocuments(ShortParts):
    model = SupportingDocument
    verbose_name = "document"
    verbose_name_plural = "documents"
    fields = ["kind", "title", "location", "position"]
