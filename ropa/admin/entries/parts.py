"""The kinds of part on an entry's page."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from ropa.models import (
    CollectionChannel,
    Condition,
    ControllerRole,
    DataHolding,
    DataSource,
    Disclosure,
    PowerUse,
    RetentionRule,
    SupportingDocument,
    SystemUse,
)
from ropa.models.base import Part
from ropa.models.roles import controllership_problem

from ..shared.parts import LongParts, PartForm, PartFormSet, PartInline, ShortParts
from ..shared.periods import PeriodField


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


class ConditionForm(PartForm):
    """A condition, which must belong to the law that governs the entry."""

    def _post_clean(self) -> None:
        super()._post_clean()
        for field, message in self.instance.outside_its_regime().items():
            self.add_error(field, message)


class Conditions(LongParts):
    model = Condition
    form = ConditionForm


class DataHoldings(ShortParts):
    model = DataHolding
    verbose_name = "row"


class DataSources(LongParts):
    model = DataSource
    verbose_name = "source"
    verbose_name_plural = "sources"


class Channels(ShortParts):
    model = CollectionChannel
    verbose_name = "way it reaches us"
    verbose_name_plural = "ways it reaches us"


class Disclosures(LongParts):
    model = Disclosure
    verbose_name = "recipient"
    verbose_name_plural = "recipients"


class RetentionRules(LongParts):
    model = RetentionRule

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


class SupportingDocuments(ShortParts):
    model = SupportingDocument
    verbose_name = "document"
    verbose_name_plural = "documents"


class SystemUses(ShortParts):
    model = SystemUse
    verbose_name = "system"
    verbose_name_plural = "systems"


_INLINES: dict[type[Model], type[PartInline]] = {
    each.model: each
    for each in (
        ControllerRoles,
        Conditions,
        DataHoldings,
        DataSources,
        Channels,
        Disclosures,
        RetentionRules,
        PowerUses,
        SupportingDocuments,
        SystemUses,
    )
}


def inline_of(model: type[Part]) -> type[PartInline]:
    """Return the inline for a kind of part: one of those above, or else `LongParts`."""
    if model not in _INLINES:
        _INLINES[model] = type(f"{model.__name__}s", (LongParts,), {"model": model})
    return _INLINES[model]
