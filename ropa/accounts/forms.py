"""The forms of the account pages: allauth's, with labels that stay and what browsers fill in."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from django import forms
from django.http import HttpRequest, HttpResponse

from . import links, weak_passwords
from .passwords import MINIMUM_LENGTH

NEW_PASSWORD = (
    f"At least {MINIMUM_LENGTH} characters, of any kind. Three or four words that have nothing to "
    "do with each other are easy to remember. Not your name, not words of this register, not a "
    "password that you use elsewhere. You may paste it from a password manager."
)


class PlainFields(forms.Form):
    """A form whose labels say everything: no placeholder that goes as soon as one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignInForm(PlainFields, account.LoginForm):
    """Sign in by user name or e-mail address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = "User name or email address"
        login.widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        login.error_messages["required"] = "Enter your user name or email address."
        password.help_text = ""
        password.error_messages["required"] = "Enter your password."

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        weak_passwords.note(request, self.user, self.cleaned_data["password"])
        return super().login(request, redirect_url)


class ChangePasswordForm(PlainFields, account.ChangePasswordForm):
    """Change one's own password, knowing the current one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Current password"
        self.fields["oldpassword"].help_text = ""
        _name_new_password(self)


class ReauthenticateForm(PlainFields, account.ReauthenticateForm):
    """Say once more that it is you, by password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class AskForLinkForm(PlainFields, account.ResetPasswordForm):
    """Ask for a link to set a new password. The answer is the same for every address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_email(self, "Your email address")

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        links.send_to_all(request, self.users)
        return str(self.cleaned_data["email"])


class LinkForm(account.UserTokenForm):
    """What a link in a mail says: whose it is, and that it still counts."""

    token_generator = links.tokens


class SetPasswordByLinkForm(PlainFields, account.ResetPasswordKeyForm):
    """Set a password, having come by a link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_new_password(self)


class ChangeEmailForm(PlainFields):
    """Ask for another address; it counts once the link sent there was followed."""

    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        _name_email(self, "New email address")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        if email == self.person.email:
            raise forms.ValidationError("This is your address already.")
        return email


def _name_email(form: forms.Form, label: str) -> None:
    email = form.fields["email"]
    email.label = label
    email.error_messages |= {
        "required": "Enter an email address.",
        "invalid": "Enter an email address such as name@example.org.",
    }


def _name_new_password(form: forms.Form) -> None:
    new, again = form.fields["password1"], form.fields["password2"]
    new.label, again.label = "New password", "New password again"
    new.help_text = NEW_PASSWORD
