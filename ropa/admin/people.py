"""People: who they are, what they may do, and for which teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.models import Team

from .access import ByRole
from .decisions import Decides
from .deleting import RefusesDeletion
from .history import WithHistory
from .links import page_url
from .saving import StaysOnPage

# What a role may do is laid down in `ropa.permissions`, so there is nothing to edit in a group.
admin.site.unregister(User)
admin.site.unregister(Group)


class RolesField(forms.ModelMultipleChoiceField):
    """The choice of roles, each with what it is there for."""

    def label_from_instance(self, group: Any) -> str:
        about = {role.name: role.description for role in permissions.roles()}
        return f"{group.name}: {about[group.name]}" if group.name in about else str(group.name)


class PasswordLink(forms.Widget):
    """The way to give somebody a new password. How the old one is kept is nobody's business."""

    read_only = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        words = "Reset password" if is_password_usable(value) else "Set password"
        return format_html('<a class="button" href="{}">{}</a>', "../password/", words)

    def id_for_label(self, id_: str | None) -> str:
        return ""


class PersonForm(UserChangeForm):
    """A person with roles and teams."""

    password = ReadOnlyPasswordHashField(label="Password", widget=PasswordLink)
    groups = RolesField(
        label="Roles",
        queryset=Group.objects.order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        queryset=Team.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whose entries and notices the roles apply to. Approvers and auditors reach all "
        "of them.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if "teams" in self.fields:
            self.fields["teams"].initial = permissions.kept_teams(self.instance)


class NewPersonForm(AdminUserCreationForm):
    """The account of a person; what they may do comes next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


@admin.register(User)
class PersonAdmin(StaysOnPage, Decides, ByRole, UserAdmin):
    """Accounts. Nobody gives themselves a role, and only a superuser touches a superuser."""

    form = PersonForm
    add_form = NewPersonForm
    list_display = ("username", "name", "email", "roles", "is_active", "last_login")
    list_filter = ("is_active", "groups")
    filter_horizontal = ()
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "username",
                    ("first_name", "last_name"),
                    "email",
                    "password1",
                    "password2",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="name")
    def name(self, person: Any) -> str:
        return str(person.get_full_name())

    @admin.display(description="roles")
    def roles(self, person: Any) -> str:
        return ", ".join(group.name for group in person.groups.all())

    def saved_message(self, person: Any) -> SafeString:
        if person.is_superuser or person.groups.exists():
            return super().saved_message(person)
        return format_html(
            "Saved “{}”. They have no role yet, so there is nothing for them to see. Give them "
            'one under <a href="{}#id_groups">What they may do</a>.',
            person,
            page_url(person),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        may_change = self.has_change_permission(request, obj)
        reach: dict[str, Any] = {"fields": ["groups", "teams"]}
        if request.user.is_superuser:
            reach["fields"] = ["is_superuser", *reach["fields"]]
        elif obj == request.user or not may_change:
            reach = {
                "fields": ["roles", "works_for"],
                "description": "You cannot change your own roles and teams. Ask another "
                "administrator."
                if obj == request.user
                else "Only a superuser can change this account.",
            }
        return [
            (None, {"fields": ("username", "password") if may_change else ("username",)}),
            ("Who they are", {"fields": (("first_name", "last_name"), "email")}),
            ("What they may do", reach),
            (
                "Account",
                {
                    "fields": ("is_active", "last_login"),
                    "description": "When somebody leaves, untick “active”: they lose everything "
                    "at once and stay in the history.",
                },
            ),
        ]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        shown = flatten_fieldsets(self.get_fieldsets(request, obj))
        # Fields written out on a form stay on it wherever they are shown or not.
        for name in {"groups", "teams"} - set(shown):
            form.base_fields.pop(name, None)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("last_login", "roles", "works_for") if obj else ()

    @admin.display(description="teams")
    def works_for(self, person: Any) -> str:
        return ", ".join(team.name for team in permissions.kept_teams(person))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            # Everybody with an account works in the staff interface; roles say what they see.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "teams" not in form.cleaned_data:
            return
        chosen, kept = set(form.cleaned_data["teams"]), set(permissions.kept_teams(form.instance))
        for team in chosen - kept:
            permissions.let_keep(form.instance, team)
        for team in kept - chosen:
            permissions.stop_keeping(form.instance, team)


def _may_touch(request: HttpRequest, person: Any) -> bool:
    return person is None or not person.is_superuser or bool(request.user.is_superuser)


@admin.register(Team)
class TeamAdmin(StaysOnPage, WithHistory, RefusesDeletion, Decides, ByRole):
    """The teams that keep entries and notices."""

    list_display = ("name", "organisation", "code", "email")
    list_select_related = ("organisation",)
    search_fields = ("name", "code", "organisation__name")
    fields = ("name", "code", "organisation", "email")
    prepopulated_fields = {"code": ("name",)}
