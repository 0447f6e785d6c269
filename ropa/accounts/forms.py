"""The forms of the account pages: allauth's, with labels that stay and what browsers fill in."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from django import forms


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


class ChangePasswordForm(PlainFields, account.ChangePasswordForm):
    """Change one's own password, knowing the current one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Current password"
        self.fields["oldpassword"].help_text = ""
        self.fields["password1"].label = "New password"
        self.fields["password2"].label = "New password again"


class ReauthenticateForm(PlainFields, account.ReauthenticateForm):
    """Say once more that it is you, by password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
