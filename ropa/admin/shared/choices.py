"""Choosing rows in forms without a query for each.

Django's own fields ask the database once for each row to name what is chosen in it, and once more
to check what was chosen; an entry has sixty such rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import FETCH_PEERS, Model, QuerySet
from django.http import HttpRequest

from ropa.digits import whole_number

GREATEST_KEY = 2**63 - 1  # greater numbers belong to no row, and databases refuse them


class RowCache:
    """The rows that the forms of one request point at, each read once."""

    def __init__(self) -> None:
        self._read_rows: dict[type[Model], dict[str, Model]] = defaultdict(dict)

    def add(self, row: Model) -> None:
        """Remember a row that has been read, so that nobody asks for it again."""
        self._read_rows[type(row)][str(row.pk)] = row

    def get(self, queryset: QuerySet[Any], keys: Iterable[Any]) -> list[Model]:
        """Return the rows of these primary keys, in this order.

        Rows not known yet are read from `queryset`, all at once. What is not in it is left out.
        """
        ordered_keys = [str(key) for key in keys]
        read_rows = self._read_rows[queryset.model]
        unknown = {
            key
            for key in ordered_keys
            if whole_number(key, GREATEST_KEY) is not None and key not in read_rows
        }
        if unknown:
            for row in queryset.filter(pk__in=unknown).fetch_mode(FETCH_PEERS):
                self.add(row)
        return [read_rows[key] for key in ordered_keys if key in read_rows]


def rows_of(request: HttpRequest) -> RowCache:
    """Return what the forms of this request share."""
    rows: RowCache = request.__dict__.setdefault("_rows", RowCache())
    return rows


class RowField(forms.ModelChoiceField):
    """The choice of one row."""

    def __init__(self, *args: Any, rows: RowCache, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Model | None:
        if value in self.empty_values:
            return None
        return _rows_found(self, [value])[0]


class RowsField(forms.ModelMultipleChoiceField):
    """The choice of several rows."""

    def __init__(self, *args: Any, rows: RowCache, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)

    def clean(self, value: Any) -> Any:
        keys = self.prepare_value(value)
        if not keys:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return []
        return _rows_found(self, keys)


def _rows_found(field: RowField | RowsField, keys: list[Any]) -> list[Model]:
    queryset: Any = field.queryset
    found = field.rows.get(queryset, keys)
    if len(found) < len(keys):
        raise ValidationError(
            "What you chose is no longer there, or not yours to choose. Choose again.",
            code="invalid_choice",
        )
    return found


class RowSelect(AutocompleteSelect):
    """Search and choose one row; what is chosen already is named from the shared rows."""

    def __init__(self, *args: Any, rows: RowCache, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        empty = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*empty, *_options(self, name, value)], 0)]


class _NumbersOnly:
    """Shows as chosen what may be a row; Django's own asks the database for whatever was sent."""

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        numbers = [key for key in value if whole_number(str(key), GREATEST_KEY) is not None]
        found: list[Any] = super().optgroups(name, numbers, attrs)  # type: ignore[misc]
        return found


class SelectOne(_NumbersOnly, AutocompleteSelect):
    """Search and choose one row."""


class SelectSeveral(_NumbersOnly, AutocompleteSelectMultiple):
    """Search and choose several rows; each goes by its own cross, and not all at one touch."""

    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> dict[str, Any]:
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class RowSelectMultiple(SelectSeveral):
    """Search and choose several rows, named from the shared rows."""

    def __init__(self, *args: Any, rows: RowCache, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)

    def optgroups(self, name: str, value: Sequence[str], attrs: Any = None) -> list[Any]:
        return [(None, _options(self, name, value), 0)]


def _options(
    widget: RowSelect | RowSelectMultiple, name: str, value: Sequence[str]
) -> list[dict[str, Any]]:
    chosen = widget.rows.get(widget.choices.queryset, value)
    return [
        widget.create_option(name, str(row.pk), str(row), True, index)
        for index, row in enumerate(chosen, start=1)
    ]
