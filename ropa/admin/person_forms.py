"""The forms of an account: who somebody is, and what they may do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    UserChangeForm,
)
from django.contrib.auth.hashers import is_password_usable
from django.contrib.auth.models import Group
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ropa import permissions
from ropa.models import Team


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
        if "is_active" in self.fields:
            # What stands above the box says it in plainer words.
            self.fields["is_active"].help_text = ""
        if "teams" in self.fields:
            # What they were is still wanted when they have been changed.
            self.fields["teams"].initial = list(permissions.kept_teams(self.instance))


class NewPersonForm(AdminUserCreationForm):
    """The account of a person; what they may do comes next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
