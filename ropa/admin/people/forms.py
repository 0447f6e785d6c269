"""The forms of an account: who somebody is, and what they may do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User

from ropa import permissions
from ropa.accounts import emails
from ropa.models import Team


class RolesField(forms.ModelMultipleChoiceField):
    """The choice of roles, each with what it is there for."""

    def label_from_instance(self, group: Any) -> str:
        about = {role.name: role.description for role in permissions.roles()}
        return f"{group.name}: {about[group.name]}" if group.name in about else str(group.name)


class OwnAddress(forms.ModelForm):
    """A form that gives no two people the same address: they sign in by it."""

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email and emails.is_taken(email, apart_from=self.instance if self.instance.pk else None):
            raise forms.ValidationError(emails.ADDRESS_IN_USE)
        return email


class PersonForm(OwnAddress, UserChangeForm):
    """A person with roles and teams."""

    # Nobody sees or sets the password of somebody else.
    password = None  # type: ignore[assignment]
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
            self.fields["teams"].initial = list(permissions.teams_of(self.instance))


class NewPersonForm(OwnAddress):
    """The account of a person, what they may do, and where the link goes by which they come in."""

    groups = PersonForm.base_fields["groups"]
    teams = PersonForm.base_fields["teams"]

    class Meta:
        model = User
        fields = ("username", "first_name", "last_name", "email", "groups")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        email = self.fields["email"]
        email.required = True
        email.help_text = "Their own. The invitation goes there, and they can sign in by it."
