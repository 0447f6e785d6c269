"""The forms of second factors: allauth's, with plain labels, saying in sentences what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError

from .forms import PlainFields

NOT_THIS_PASSKEY = (
    "That passkey could not be used. It may belong to another site or to another account, or the "
    "page was open for too long. Try again, or use another way."
)
NOT_ADDED = (
    "The passkey could not be added. It may have been made for another site, or the page was open "
    "for too long. Try again."
)
# What the library raises about an answer that no browser sends.
UNREADABLE = (AttributeError, KeyError, LookupError, TypeError, ValueError)


class _CodeForm(PlainFields):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = self.fields["code"]
        code.widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}
        code.error_messages["required"] = "Enter the code."


class AuthenticateForm(_CodeForm, mfa.AuthenticateForm):
    """The second step of signing in: a code of the app, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code"


class ReauthenticateForm(_CodeForm, mfa.ReauthenticateForm):
    """Say once more that it is you, by a code."""


class ActivateTOTPForm(_CodeForm, totp.ActivateTOTPForm):
    """Show that the app makes the right codes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Code that the app shows"

    def clean_code(self) -> str:
        code = str(super().clean_code())
        # allauth would take the same code once more, to sign in (OWASP ASVS 5, 6.5.1).
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


def _in_a_sentence(check: Callable[[], Any], sentence: str) -> Any:
    """Return what a check of a passkey returns; whatever is wrong with it is said in one way."""
    try:
        return check()
    except ValidationError as error:
        if error.code == "incorrect_code":
            raise ValidationError(sentence, code="passkey") from error
        raise
    except UNREADABLE as error:
        raise ValidationError(sentence, code="passkey") from error


class AuthenticateWebAuthnForm(PlainFields, webauthn.AuthenticateWebAuthnForm):
    """The second step of signing in, by passkey."""

    def clean_credential(self) -> Any:
        return _in_a_sentence(super().clean_credential, NOT_THIS_PASSKEY)


class LoginWebAuthnForm(PlainFields, webauthn.LoginWebAuthnForm):
    """Signing in by passkey alone."""

    def clean_credential(self) -> Any:
        return _in_a_sentence(super().clean_credential, NOT_THIS_PASSKEY)


class ReauthenticateWebAuthnForm(PlainFields, webauthn.ReauthenticateWebAuthnForm):
    """Say once more that it is you, by passkey."""

    def clean_credential(self) -> Any:
        return _in_a_sentence(super().clean_credential, NOT_THIS_PASSKEY)


class AddWebAuthnForm(PlainFields, webauthn.AddWebAuthnForm):
    """Add a passkey. It also signs in without a password, where the device can keep it."""

    # allauth adds this box by a setting that is read when it is imported.
    passwordless = forms.BooleanField(
        label="Sign in with this passkey alone, without a password",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = "Name"
        name.help_text = "For you to tell your passkeys apart, such as “Work laptop”."
        self.fields["credential"].error_messages["required"] = NOT_ADDED

    def clean(self) -> Any:
        return _in_a_sentence(super().clean, NOT_ADDED)


class EditWebAuthnForm(PlainFields, webauthn.EditWebAuthnForm):
    """Call a passkey something else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Name"
        self.fields["name"].error_messages["required"] = "Enter a name."
