"""What allauth's second factors ask of this project."""

from __future__ import annotations

import base64
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from . import second_factors

PURPOSE = b"ropa.accounts: secrets of second factors"


class MFAAdapter(DefaultMFAAdapter):
    """allauth's adapter: secrets are kept encrypted, and nobody drops what their role requires."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or has been used. Enter the next one.",
        "cannot_delete_authenticator": second_factors.STILL_REQUIRED,
    }

    def get_totp_issuer(self) -> str:
        return settings.REGISTER_NAME

    def build_totp_svg(self, url: str) -> str:
        # Without the declaration of XML, to stand within a page.
        return str(super().build_totp_svg(url)).partition("?>")[2].strip()

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        return not second_factors.is_last_required(authenticator)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Passkey {number + 1}"


def _fernet() -> MultiFernet:
    """Return what encrypts with a key made from SECRET_KEY, and also reads what a former one,
    still listed in SECRET_KEY_FALLBACKS, has written."""
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(_derived(str(key).encode())))
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ]
    )


def _derived(key: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(key)
