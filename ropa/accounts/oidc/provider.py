"""Sign-in with the OpenID provider of the organisation: its answers are checked before use.

Authlib speaks the protocol: state, nonce, PKCE with S256, the signature against the provider's
keys, expiry and the parts of the token that belong together. What it leaves to the application is
here (OpenID Connect Core 3.1.3.7; OWASP ASVS 5.0, 10.2 and 10.5).
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from authlib.integrations.requests_client import OAuth2Session
from django.conf import settings
from django.http import HttpRequest
from joserfc.errors import JoseError

TIMEOUT = 5  # seconds for each question to the provider
LEEWAY = 60  # seconds that its clock and ours may differ
DESCRIPTION_SECONDS = 3600  # seconds after which it is asked anew what it offers
# Those with a public key: with a shared one, whoever knows the client's secret could sign.
ALGORITHMS = {
    *(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512)),
    "EdDSA",
    "Ed25519",
}


class ProviderUnavailable(Exception):
    """The provider does not answer, or not as its own description says."""


class IdentityNotProven(Exception):
    """What came back proves nothing. `why` is a code for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class CheckedIdentity:
    """What the provider says about somebody, all of it checked; the token that said so; and what
    was kept with the question."""

    claims: dict[str, Any]
    id_token: str
    extra: dict[str, Any]


class _Straight(OAuth2Session):
    """Asks the address it was told, and follows nobody elsewhere (OWASP ASVS 5.0, 15.3.2)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_redirects = 0


class Provider(DjangoOAuth2App):
    """A provider that is who it was set to be, and signs as it must."""

    client_cls = _Straight

    def load_server_metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = super().load_server_metadata()
        if metadata.get("issuer") != settings.OIDC_ISSUER:
            # Not kept: once it is put right, the next question finds out.
            self.server_metadata.clear()
            raise ProviderUnavailable("issuer")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not _is_private(str(metadata.get(name, ""))):
                self.server_metadata.clear()
                raise ProviderUnavailable(name)
        offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
        believed = sorted(ALGORITHMS & set(offered))
        if not believed:
            self.server_metadata.clear()
            raise ProviderUnavailable("algorithms")
        metadata["id_token_signing_alg_values_supported"] = believed
        return metadata


_lock = threading.Lock()
_providers: dict[tuple[str, ...], tuple[float, Provider]] = {}


def provider() -> Provider:
    """Return the provider that is set, asked within the last hour what it offers."""
    key = (settings.OIDC_ISSUER, settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    with _lock:
        made, found = _providers.get(key, (0.0, None))
        if found is None or time.monotonic() - made > DESCRIPTION_SECONDS:
            found = _new_provider()
            _providers.clear()
            _providers[key] = (time.monotonic(), found)
        return found


def forget() -> None:
    """Ask the provider anew what it offers with the next sign-in."""
    with _lock:
        _providers.clear()


def _new_provider() -> Provider:
    class Directory(OAuth):
        oauth2_client_cls = Provider

    made: Provider = Directory().register(
        "directory",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT,
        },
    )
    return made


def begin(request: HttpRequest, callback: str, *, afresh: bool, **extra: Any) -> str:
    """Return the address of the provider's page, and keep what belongs to this question.

    `afresh` asks it to ask the person, even if it knows them. What is `extra` comes back with the
    answer to this question and no other. Raises `ProviderUnavailable`.
    """
    asked: dict[str, Any] = {"prompt": "login", "max_age": 0} if afresh else {}
    known = provider()
    try:
        question = known.create_authorization_url(callback, **asked)
    except (requests.RequestException, RuntimeError, ValueError) as error:
        raise ProviderUnavailable(type(error).__name__) from error
    known.save_authorize_data(request, redirect_uri=callback, kept=extra, **question)
    return str(question["url"])


def finish(request: HttpRequest) -> CheckedIdentity:
    """Return what the provider says about whoever comes back from it.

    Raises `IdentityNotProven` when it is not the answer to a question that this browser took
    there, or anything about it is wrong, and `ProviderUnavailable` when it cannot be asked.
    """
    known = provider()
    options = {
        "iss": {"essential": True, "values": [settings.OIDC_ISSUER]},
        "aud": {"essential": True, "values": [settings.OIDC_CLIENT_ID]},
        "sub": {"essential": True},
        "nonce": {"essential": True},
    }
    if request.GET.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:
        raise IdentityNotProven("issuer")  # RFC 9207, against mixed-up providers
    asked = known.framework.get_state_data(request.session, request.GET.get("state", ""))
    if not asked:
        raise IdentityNotProven("state")
    try:
        token = known.authorize_access_token(request, claims_options=options, leeway=LEEWAY)
    except requests.RequestException as error:
        raise ProviderUnavailable(type(error).__name__) from error
    except (AuthlibBaseError, JoseError) as error:
        raise IdentityNotProven(str(getattr(error, "error", "")) or type(error).__name__) from error
    except (ValueError, KeyError, TypeError, RuntimeError) as error:
        raise IdentityNotProven(type(error).__name__) from error
    claims = token.get("userinfo")
    if not claims or not isinstance(claims.get("sub"), str) or not claims["sub"]:
        raise IdentityNotProven("no-id-token")
    plain: dict[str, Any] = json.loads(json.dumps(claims))
    return CheckedIdentity(plain, str(token["id_token"]), asked["kept"])


def require_lately(claims: dict[str, Any]) -> None:
    """Raise `IdentityNotProven` unless the provider has just asked the person who they are."""
    at = claims.get("auth_time")
    if not isinstance(at, int | float) or not -LEEWAY <= time.time() - at <= 2 * LEEWAY:
        raise IdentityNotProven("auth-time")


def way_out(id_token: str, back: str) -> str | None:
    """Return where one signs out at the provider, if it says where; None if it does not answer."""
    try:
        metadata = provider().load_server_metadata()
        if not _is_private(str(metadata.get("end_session_endpoint", ""))):
            return None
        made = provider().create_logout_url(
            back, id_token_hint=id_token, client_id=settings.OIDC_CLIENT_ID
        )
    except (ProviderUnavailable, requests.RequestException, ValueError, RuntimeError):
        return None
    return str(made["url"])


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read or change what is sent there."""
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in {"127.0.0.1", "::1", "localhost"}
