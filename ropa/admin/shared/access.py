"""Who may do what in the staff interface: every question goes to `ropa.permissions`, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import BaseConstraint, DateField, Model, QuerySet, TextField, URLField
from django.http import HttpRequest, HttpResponse

from ropa import permissions

from .choices import SelectOne, SelectSeveral
from .days import Day
from .form_problems import name_what_is_missing, problems_in
from .lists import StaffList
from .row_pages import RowPages
from .texts import Prose


def allowed(request: HttpRequest, verb: str, subject: Model | type[Model]) -> bool:
    """Say whether the person may do this. Asked again in the same request, it costs nothing."""
    answers: dict[Any, bool] = request.__dict__.setdefault("_answers", {})
    question = (
        (verb, subject)
        if isinstance(subject, type)
        else (verb, type(subject), subject.pk, getattr(subject, "team_id", None))
    )
    if question not in answers:
        answers[question] = bool(permissions.may(request.user, verb, subject))
    return answers[question]


class StaffForm(forms.ModelForm):
    """A form whose labels carry no colon, and which asks the database only about what changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if self.is_bound:
            name_what_is_missing(self.fields.values())

    def validate_constraints(self) -> None:
        """Check the constraints that a changed field has a part in."""
        if self.instance._state.adding:
            super().validate_constraints()
            return
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]
        changed = set(self.changed_data)
        for constraint in self.instance._meta.constraints:
            if changed & _fields_of(constraint):
                try:
                    constraint.validate(type(self.instance), self.instance, exclude=exclude)
                except ValidationError as error:
                    self._update_errors(error)  # type: ignore[attr-defined]


def _fields_of(constraint: BaseConstraint) -> set[str]:
    names = set(getattr(constraint, "fields", ()))
    condition = getattr(constraint, "condition", None)
    return names | condition.referenced_base_fields if condition is not None else names


class RoleModelAdmin(RowPages):
    """An admin that lets people see and do what their roles and teams allow."""

    form: Any = StaffForm
    # Django's widget for web addresses shows each twice.
    formfield_overrides = {
        DateField: {"form_class": Day},
        TextField: {"form_class": Prose},
        URLField: {"widget": forms.URLInput},
    }
    actions = None
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    # Counting everything beside what was found takes one more look at the whole list.
    show_full_result_count = False
    view_on_site = False

    def permission_subject(self, obj: Any) -> Model | type[Model]:
        """Return the row, or the model if there is none yet, whose permissions govern `obj`."""
        return obj or self.model

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return permissions.rows(request.user, super().get_queryset(request))

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Return the row, `None` if there is none, or say why the person may not see it."""
        # Django takes an empty name, from the address, for that of a field.
        row = super().get_object(request, object_id, from_field or None)
        found = self._find_row(object_id) if row is None else row
        if found is not None and not allowed(request, "view", self.permission_subject(found)):
            self.refuse(request, "view", found)
        return row

    def _find_row(self, object_id: str) -> Any:
        try:
            return self.model._base_manager.filter(pk=object_id).first()
        except (ValueError, ValidationError):
            return None

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with self._with_reason(request, "view"):
            return super().changelist_view(request, *args, **kwargs)

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        verb = "change" if request.method == "POST" else "view"
        with self._with_reason(request, verb if object_id else "add", object_id):
            return super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        with self._with_reason(request, "delete", object_id):
            return super().delete_view(request, object_id, *args, **kwargs)

    def refuse(self, request: HttpRequest, verb: str, row: Any) -> None:
        """Raise `PermissionDenied` with the reason, if there is one."""
        subject = self.permission_subject(row)
        answer = permissions.may(request.user, verb, subject)
        if not answer:
            raise PermissionDenied(answer.reason)

    @contextmanager
    def _with_reason(
        self, request: HttpRequest, verb: str, object_id: str | None = None
    ) -> Iterator[None]:
        """Give a refusal of Django's own, which says nothing, its reason."""
        try:
            yield
        except PermissionDenied as denied:
            if not denied.args:
                self.refuse(request, verb, self._find_row(object_id) if object_id else None)
                nobody = f"Nobody may {verb} {self.opts.verbose_name_plural}."
                raise PermissionDenied(nobody) from denied
            raise

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return allowed(request, "view", self.permission_subject(obj))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return allowed(request, "add", self.permission_subject(None))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return allowed(request, "change", self.permission_subject(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return allowed(request, "delete", self.permission_subject(obj))

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # Django’s own line says that there are errors, and not which.
        context["errors"] = None
        context["problems"] = problems_in(
            context["adminform"].form, context["inline_admin_formsets"]
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def prepare_rows(self, rows: list[Any]) -> None:
        """Read what the columns of a list need for these rows, and leave it on them.

        Called once for a page of the list, so that no column asks the database for each row.
        """

    def prepare_row(self, row: Any) -> None:
        """Read what the page of a row needs, and leave it on the row."""
        self.prepare_rows([row])

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StaffList

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        changelist: Any = super().get_changelist_instance(request)
        changelist.result_list = list(changelist.result_list)
        self.prepare_rows(changelist.result_list)
        if not changelist.is_popup:
            name = str(self.opts.verbose_name_plural)
            changelist.title = f"{name[:1].upper()}{name[1:]}"
        return changelist

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        keep_add_link_only(field)
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectOne(db_field, self.admin_site))
        kwargs.setdefault("queryset", reachable_rows(self.admin_site, db_field, request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SelectSeveral(db_field, self.admin_site))
        kwargs.setdefault("queryset", reachable_rows(self.admin_site, db_field, request))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def keep_add_link_only(field: Any) -> None:
    """Remove the links beside a choice of rows, except the one that adds a row.

    Shared rows are changed and deleted on their own pages, where their uses are shown.
    """
    if isinstance(field, forms.Field) and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget.can_change_related = False
        field.widget.can_delete_related = False
        field.widget.can_view_related = False


def reachable_rows(site: admin.AdminSite, db_field: Any, request: HttpRequest) -> QuerySet[Any]:
    """Return the rows a person may choose from in a field."""
    model = db_field.remote_field.model
    try:
        return site.get_model_admin(model).get_queryset(request)
    except NotRegistered:
        return permissions.rows(request.user, model._default_manager.all())
