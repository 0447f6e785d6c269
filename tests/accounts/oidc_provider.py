"""A provider of OpenID Connect on loopback that signs its own tokens, and errs when told to."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

CLIENT, SECRET = "register", "a-secret-of-the-client"


@dataclass
class Provider:
    """What the provider answers. `person` are the claims about whoever signs in next; `changed` is
    applied to the claims of a token before it is signed, and `signed_by` signs in place of its key.
    """

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    changed: Callable[[dict[str, Any]], None] = lambda claims: None
    signed_by: RSAKey | OctKey | None = None
    algorithm: str = "RS256"
    described: dict[str, Any] = field(default_factory=dict)
    fails: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    stalls: threading.Event | None = None
    asked: list[dict[str, str]] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def description(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/leave",
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            **self.described,
        }

    def code_for(self, asked: dict[str, str]) -> str:
        self.asked.append(asked)
        code = secrets.token_urlsafe(12)
        self._codes[code] = asked
        return code

    def token_for(self, form: dict[str, str]) -> dict[str, Any] | None:
        """The tokens for a code: once, and only for whoever began."""
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "auth_time": now,
        } | self.person
        self.changed(claims)
        key = self.signed_by or self.key
        token = jwt.encode(
            {"alg": self.algorithm, "kid": self.key.kid}, claims, key, [self.algorithm]
        )
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": token}


class _Pages(BaseHTTPRequestHandler):
    provider: Provider

    def log_message(self, *args: Any) -> None:
        return

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if self._errs(parts.path):
            return
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        match parts.path:
            case "/.well-known/openid-configuration":
                self._json(self.provider.description())
            case "/jwks":
                public = self.provider.key.as_dict(private=False) | {"use": "sig", "alg": "RS256"}
                self._json({"keys": [public]})
            case "/authorize":
                code = self.provider.code_for(asked)
                back = urlencode({"code": code, "state": asked["state"]})
                self._redirect(f"{asked['redirect_uri']}?{back}")
            case "/leave":
                self._redirect(asked["post_logout_redirect_uri"])
            case _:
                self.send_error(404)

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self._errs(self.path):
            return
        token = self.provider.token_for({k: v[0] for k, v in parse_qs(sent).items()})
        if token is None or not self._is_the_client(sent):
            self._json({"error": "invalid_grant"}, 400)
        else:
            self._json(token)

    def _is_the_client(self, sent: str) -> bool:
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return self.headers.get("Authorization") == f"Basic {basic}" or SECRET in sent

    def _errs(self, path: str) -> bool:
        if self.provider.stalls is not None:
            self.provider.stalls.wait(30)
        path, _, query = path.partition("?")
        if path in self.provider.moved and "moved" not in f"{query}{self.path}":
            self.send_response(307)
            self.send_header("Location", f"{path}?moved=1")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return True
        if path in self.provider.fails:
            self.send_error(500)
            return True
        return False

    def _json(self, what: dict[str, Any], status: int = 200) -> None:
        body = json.dumps(what).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _redirect(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()


@contextmanager
def serving() -> Iterator[Provider]:
    """Serve a provider on a free port of this machine."""
    provider = Provider()
    pages = type("Pages", (_Pages,), {"provider": provider})
    server = ThreadingHTTPServer(("127.0.0.1", 0), pages)
    server.daemon_threads = True
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield provider
    finally:
        if provider.stalls is not None:
            provider.stalls.set()
        server.shutdown()
        server.server_close()
        thread.join()
