"""Differences between two people's versions of a page, in words: labels and names, no ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model
from django.forms.models import BaseInlineFormSet

from ..shared.choices import RowCache
from .merging import (
    POSITION,
    ROW,
    ChangedBy,
    EditDifference,
    EditedPlace,
    PageContent,
    PostedFields,
    PostedValue,
)
from .snapshot import editable, form_content

# Fields whose words are the same in many parts.
_LABELLED = (forms.BooleanField, forms.IntegerField, forms.TypedChoiceField)
NAME_UNKNOWN = "Something that is no longer there, or that you may not see"


@dataclass(frozen=True)
class ConflictSide:
    """One version of a field or part: its texts with their labels; a single field has no label."""

    fields: tuple[tuple[str, str], ...]
    is_there: bool = True


@dataclass(frozen=True)
class ConflictLine:
    """A place where the versions differ, as the page shows it."""

    place: EditedPlace
    title: str
    base: ConflictSide
    theirs: ConflictSide
    mine: ConflictSide
    is_whole_part: bool


class PageForms:
    """The forms of one page, filled with the stored row, and names for the values in them."""

    def __init__(
        self,
        form: forms.ModelForm,
        inlines: list[tuple[InlineModelAdmin, BaseInlineFormSet]],
        rows: RowCache,
    ) -> None:
        self.form = form
        self.formsets = [formset for _, formset in inlines]
        self.closed: set[str] = set()
        self._kinds, self._fields = {ROW: ""}, {ROW: editable(form)}
        self._parts: dict[tuple[str, str], Model] = {}
        for inline, formset in inlines:
            kind = str(formset.prefix)
            self._kinds[kind] = str(inline.verbose_name)
            self._fields[kind] = editable(formset.empty_form)
            for part in formset.initial_forms:
                self._parts[kind, str(part.instance.pk)] = part.instance
            if not formset.max_num:
                self.closed.add(kind)
        self._rows = rows
        self._names: dict[tuple[str, str], dict[str, str]] = {}

    def content(self) -> PageContent:
        """Return the page as it stands."""
        return form_content(self.form, self.formsets)

    def load_names(self, *pages: PageContent) -> None:
        """Read the names of every row that these pages point at, one query for each field."""
        for row in _related_rows(self.form):
            self._rows.add(row)
        for kind, fields in self._fields.items():
            for name, field in fields.items():
                if isinstance(field, forms.ModelChoiceField):
                    queryset: Any = field.queryset
                    keys = {
                        key
                        for page in pages
                        for part in page.get(kind, {}).values()
                        for key in part.get(name, ())
                    }
                    self._names[kind, name] = {
                        str(row.pk): str(field.label_from_instance(row))
                        for row in self._rows.get(queryset, keys)
                    }

    def lines(
        self,
        found: Iterable[EditDifference[PostedValue] | EditDifference[PostedFields]],
        by: ChangedBy,
    ) -> list[ConflictLine]:
        """Return what they, the person, or both changed."""
        return [self._line(difference) for difference in found if difference.by is by]

    def all_lines(self, page: PageContent) -> Iterator[tuple[str, ConflictSide]]:
        """Return a whole page: the row, then part for part, each with its title."""
        for kind, parts in page.items():
            for key, fields in parts.items():
                yield self._title(kind, key, fields), self._side(EditedPlace(kind, key), fields)

    def _line(
        self, difference: EditDifference[PostedValue] | EditDifference[PostedFields]
    ) -> ConflictLine:
        kind, key, field = place = difference.place
        if not field:
            part_fields: Any = difference.mine or difference.theirs or difference.base
            title = self._title(kind, key, part_fields)
        else:
            owner = self._title(kind, key, {})
            label = self._label(kind, field)
            title = f"{owner} – {label[:1].lower()}{label[1:]}" if owner else label
        return ConflictLine(
            place,
            title,
            base=self._side(place, difference.base),
            theirs=self._side(place, difference.theirs),
            mine=self._side(place, difference.mine),
            is_whole_part=not field,
        )

    def _title(self, kind: str, key: str, fields: PostedFields) -> str:
        noun = self._kinds.get(kind, kind)
        part = self._parts.get((kind, key))
        name = self._name(kind, fields) if part is None else str(part)
        return f"{noun[:1].upper()}{noun[1:]} “{name}”" if noun else ""

    def _name(self, kind: str, fields: PostedFields) -> str:
        """What to call a part that is not in the database: its first words that are not a label."""
        values = [
            (isinstance(self._fields.get(kind, {}).get(name), _LABELLED), words)
            for name, value in fields.items()
            if (words := self._words(kind, name, value))
        ]
        return min(values, key=itemgetter(0), default=(False, ""))[1]

    def _side(self, place: EditedPlace, value: Any) -> ConflictSide:
        kind, _, field = place
        if value is None:
            return ConflictSide((), is_there=False)
        if field:
            return ConflictSide((("", self._words(kind, field, value)),))
        return ConflictSide(
            tuple(
                (self._label(kind, name), words)
                for name, values in value.items()
                if name != POSITION and (words := self._words(kind, name, values))
            )
        )

    def _label(self, kind: str, name: str) -> str:
        field = self._fields.get(kind, {}).get(name)
        label = str((field and field.label) or name)
        return f"{label[:1].upper()}{label[1:]}"

    def _words(self, kind: str, name: str, value: PostedValue) -> str:
        match self._fields.get(kind, {}).get(name):
            case forms.BooleanField():
                return "Yes" if value else "No"
            case forms.ModelChoiceField():
                names = self._names.get((kind, name), {})
                return "; ".join(sorted(names.get(key, NAME_UNKNOWN) for key in value if key))
            case forms.ChoiceField() as field:
                labels = _labels(field)
                return "; ".join(labels.get(each, each) for each in value if each)
        return "\n".join(value)


def _labels(field: forms.ChoiceField) -> dict[str, str]:
    labels: dict[str, str] = {}
    choices: Any = field.choices
    for value, label in choices:
        inner = label if isinstance(label, list | tuple) else [(value, label)]
        labels |= {str(each): str(words) for each, words in inner}
    return labels


def _related_rows(form: forms.ModelForm) -> Iterator[Model]:
    """What the row of a form points at now: shown to whoever may open the form."""
    for name, field in editable(form).items():
        if isinstance(field, forms.ModelMultipleChoiceField):
            initial = form.get_initial_for_field(field, name) or ()
            yield from (row for row in initial if isinstance(row, Model))
        elif isinstance(field, forms.ModelChoiceField):
            row = getattr(form.instance, name, None)
            if isinstance(row, Model):
                yield row
