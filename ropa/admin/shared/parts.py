"""Parts of a row on its owner's page: as many as there are, for a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import FETCH_PEERS, ForeignKey, Model, QuerySet
from django.forms import HiddenInput
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property

from ropa.models.base import Part

from .access import RoleModelAdmin, StaffForm, keep_add_link_only, reachable_rows
from .choices import RowCache, RowField, RowSelect, RowSelectMultiple, RowsField, rows_of
from .layout import fields_in_order


class PartForm(StaffForm):
    """One part. Only what somebody changed is checked against the database."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, RowField | RowsField):
                for row in _read_already(self.instance, name):
                    field.rows.add(row)
        if "position" in self.fields:
            self.fields["position"].required = False
            if self.instance._state.adding:
                self.initial["position"] = None

    def _post_clean(self) -> None:
        if self.instance._state.adding or self.has_changed():
            super()._post_clean()  # type: ignore[misc]
            return
        # What the owner says may have changed under an untouched part.
        owner = self.instance.owner_field
        setattr(self.instance, owner, self.cleaned_data[owner])
        try:
            self.instance.clean()
        except ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


def _read_already(instance: Model, name: str) -> list[Model]:
    """What a field of a row points at, as far as it has been read."""
    if name in instance._state.fields_cache:
        row = instance._state.fields_cache[name]
        return [row] if row is not None else []
    return list(getattr(instance, "_prefetched_objects_cache", {}).get(name, ()))


class PartFormSet(BaseInlineFormSet):
    """All parts of a kind. A part without a number goes last."""

    model: Any

    @property
    def _key(self) -> str:
        return str(self.model._meta.pk.name)

    @cached_property
    def empty_form(self) -> Any:
        """The form of a part to come; a page asks for it some ten times."""
        return super().empty_form

    def get_queryset(self) -> Any:
        relation = self.fk.remote_field.get_accessor_name()
        if relation in getattr(self.instance, "_prefetched_objects_cache", {}):
            return getattr(self.instance, relation).all()
        return super().get_queryset()

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        key = self._key
        rows = RowCache()
        if form.instance.pk is not None:
            rows.add(form.instance)
        own = form.fields[key]
        form.fields[key] = RowField(
            own.queryset, rows=rows, initial=own.initial, required=False, widget=HiddenInput
        )

    def full_clean(self) -> None:
        if self.is_bound:
            self._read_chosen_rows()
        super().full_clean()

    def clean(self) -> None:
        """Refuse parts that make no sense together, each at the field at fault."""
        super().clean()
        if any(form.errors for form in self.forms):
            return
        kept = [
            form
            for form in self.forms
            if form not in self.deleted_forms and (form.has_changed() or form.instance.pk)
        ]
        problems = self.model.problems_together([form.instance for form in kept])
        for place, fields in problems.items():
            for field, sentence in fields.items():
                kept[place].add_error(field, sentence)

    def save(self, commit: bool = True) -> Any:
        last = max((form.instance.position or 0 for form in self.forms), default=0)
        for form in self.forms:
            if form.has_changed() and form.cleaned_data.get("position") is None:
                last += 1
                form.instance.position = last
        return super().save(commit)

    def _read_chosen_rows(self) -> None:
        """Read every row that a part points at now, one query for each kind of row."""
        fields: dict[type[Model], Any] = {}
        chosen: dict[type[Model], set[str]] = defaultdict(set)
        for form in self.forms:
            for name, field in form.fields.items():
                if isinstance(field, RowField | RowsField) and name != self._key:
                    posted = form[name].data or []
                    queryset: Any = field.queryset
                    fields[queryset.model] = field
                    chosen[queryset.model] |= {posted} if isinstance(posted, str) else set(posted)
        for model, field in fields.items():
            field.rows.get(field.queryset, chosen[model])


class PartInline(admin.options.InlineModelAdmin):
    """A kind of part on its owner's page, for those who may see or change the owner.

    Its fields stand as their description says, unless `fields` says otherwise.
    """

    form = PartForm
    formset = PartFormSet
    formfield_overrides = RoleModelAdmin.formfield_overrides
    extra = 0

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields or (*fields_in_order(self.model), "position")

    def _owner_admin(self) -> Any:
        return self.admin_site.get_model_admin(self.parent_model)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self._owner_admin().has_view_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = self._owner_admin()
        return bool(
            owner.has_change_permission(request, obj) if obj else owner.has_add_permission(request)
        )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        model: type[Part] = self.model
        related = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, ForeignKey) and field.name != model.owner_field
        ]
        queryset = super().get_queryset(request).fetch_mode(FETCH_PEERS)
        if related:
            queryset = queryset.select_related(*related)
        return queryset.prefetch_related(*(field.name for field in model._meta.many_to_many))

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == self.model.owner_field:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        return self._row_field(db_field, request, RowField, RowSelect, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return self._row_field(db_field, request, RowsField, RowSelectMultiple, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        keep_add_link_only(field)
        return field

    def _row_field(
        self, db_field: Any, request: HttpRequest, field: Any, widget: Any, **kwargs: Any
    ) -> Any:
        rows = rows_of(request)
        return db_field.formfield(
            **{
                "form_class": partial(field, rows=rows),
                "widget": widget(db_field, self.admin_site, rows=rows),
                "queryset": reachable_rows(self.admin_site, db_field, request),
                **kwargs,
            }
        )


class ShortParts(PartInline):
    """Parts of a few words: a table."""

    template = "admin/parts/short.html"


class LongParts(PartInline):
    """Parts with whole sentences: one below the other, folded."""

    template = "admin/parts/long.html"
