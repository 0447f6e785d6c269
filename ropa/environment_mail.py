"""The mail server and the sender's address, read from EMAIL_URL and MAIL_FROM.

Both functions raise ImproperlyConfigured, with one sentence that repeats no password.
"""

from __future__ import annotations

from email.errors import HeaderParseError
from email.headerregistry import Address, HeaderRegistry
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

from ropa import environment

SMTP = "ropa.mail.smtp.SmtpBackend"
CONSOLE = "ropa.mail.console.ConsoleBackend"
FILE = "django.core.mail.backends.filebased.EmailBackend"
MEMORY = "django.core.mail.backends.locmem.EmailBackend"

# How long, in seconds, to wait for one answer of the server. RFC 5321 section 4.5.3.2 would allow
# minutes; a server on the way to being healthy answers long before, and the others are asked later.
TIMEOUT = 30
PORTS = {"smtp": 587, "smtps": 465}
EXAMPLE = "smtp://user:password@mail.example.org:587"


def mail_server(base: Path) -> dict[str, Any] | None:
    """Return the entry of Django's MAILERS that EMAIL_URL names, or None if it is not set.

    `smtp://` encrypts with STARTTLS unless the address ends with `?starttls=off`, `smtps://` from
    the first byte. `console:` prints; `file:PATH` writes files to a folder, taken from `base`;
    `memory:` keeps messages in the process, for tests.
    """
    value = environment.text("EMAIL_URL")
    if not value:
        return None
    scheme, _, rest = value.partition(":")
    if scheme in PORTS:
        return {"BACKEND": SMTP, "OPTIONS": _smtp_options(value)}
    if scheme == "file":
        if not rest.strip("/"):
            raise ImproperlyConfigured(
                "EMAIL_URL names no folder: write it as file:var/mail, or file:/srv/mail."
            )
        folder = base / ("/" + rest.lstrip("/") if rest.startswith("/") else rest)
        return {"BACKEND": FILE, "OPTIONS": {"file_path": str(folder)}}
    if scheme in {"console", "memory"} and rest in {"", "//"}:
        return {"BACKEND": CONSOLE if scheme == "console" else MEMORY}
    raise ImproperlyConfigured(
        "EMAIL_URL must start with smtp://, smtps:// or file:, or be console: "
        f"(example: {EXAMPLE})."
    )


def mail_from(register_name: str, *, needed: bool, debug: bool) -> str:
    """Return the sender of every message, from MAIL_FROM: an address, or a name and an address in
    angle brackets. Without a name it is that of the register.

    `needed` is whether mail goes out to a server; then, but for DEBUG, it has to be set.
    """
    value = environment.text("MAIL_FROM")
    if not value:
        if needed and not debug:
            raise ImproperlyConfigured(
                "MAIL_FROM is not set, and EMAIL_URL is: set it to the address that mail comes "
                "from, for example register@example.org."
            )
        value = "register@example.org"
    try:
        if not value.isprintable():
            raise ValueError
        header: Any = HeaderRegistry()("From", value)
        (address,) = header.addresses
        if header.defects or header.groups[0].display_name is not None:
            raise ValueError
        validate_email(address.addr_spec)
        address.addr_spec.encode("ascii")
    except (ValueError, HeaderParseError, ValidationError, IndexError):
        raise ImproperlyConfigured(
            f"MAIL_FROM is set to “{value}”: set it to one address such as register@example.org, "
            "or to a name and an address such as Register <register@example.org>."
        ) from None
    name = address.display_name or register_name
    return str(Address(name, addr_spec=address.addr_spec))


def _smtp_options(value: str) -> dict[str, Any]:
    try:
        url = urlsplit(value)
        port = url.port or PORTS[url.scheme]
        user, password = unquote(url.username or ""), unquote(url.password or "")
        query = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query)))
    except ValueError:
        # Not chained: the original error may hold the address, and with it the password.
        raise _unreadable() from None
    if not url.hostname or url.path not in {"", "/"} or url.fragment:
        raise _unreadable()
    starttls = _starttls(url, query)
    if bool(user) != bool(password):
        raise ImproperlyConfigured(
            "EMAIL_URL gives a user name without a password, or a password without a user name: "
            f"give both, or neither (example: {EXAMPLE})."
        )
    if user and url.scheme == "smtp" and not starttls:
        raise ImproperlyConfigured(
            "EMAIL_URL would send a password in the clear: leave out ?starttls=off, or the user "
            "name and the password."
        )
    return {
        "host": url.hostname,
        "port": port,
        "username": user,
        "password": password,
        "use_tls": starttls,
        "use_ssl": url.scheme == "smtps",
        "timeout": TIMEOUT,
    }


def _starttls(url: SplitResult, query: dict[str, str]) -> bool:
    if url.scheme == "smtps":
        allowed: set[tuple[str, str]] = set()
    else:
        allowed = {("starttls", "on"), ("starttls", "off")}
    if not set(query.items()) <= allowed:
        raise ImproperlyConfigured(
            "EMAIL_URL ends with an option that is not known: the only one is ?starttls=off, and "
            "only with smtp://."
        )
    return url.scheme == "smtp" and query.get("starttls") != "off"


def _unreadable() -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"EMAIL_URL cannot be read as an address: write it as {EXAMPLE}, with any of : / ? # @ % "
        "in the user name or password percent-encoded."
    )
