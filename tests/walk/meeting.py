"""What a person meets at an address, and whether that wrote anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from .addresses import Address
from .headers import wrong_headers

# What is written because somebody is there, whatever they do.
_NO_RECORD = re.compile(
    r'"ropa_signinsession"|"ropa_heldform"|"ropa_shared_cache"|"ropa_failedsignin"'
    r'|SET "last_login" = \S+ WHERE'
)
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


def meet(client: Client, method: str, address: Address) -> str:
    """Ask for an address as a person, put back what that changed, and say what came back.

    The words are those of the table in `tests/expected/addresses.md`; a status after which
    something was written without leading on, or a refusal without a reason, says so and is no
    word of the table.
    """
    cookies = SimpleCookie(client.cookies.output(header="", sep=";"))
    with transaction.atomic(), _writes() as written:
        if method == "GET":
            response = client.get(address.url)
        else:
            response = client.post(address.url, address.body)
        if response.streaming:
            response.getvalue()
        transaction.set_rollback(True)
    client.cookies = cookies
    wrong = wrong_headers(address.url, response)
    assert not wrong, f"{method} {address.url}: {'; '.join(wrong)}"
    return _outcome(address, response, bool(written))


def _outcome(address: Address, response: Any, wrote: bool) -> str:
    where = response.headers.get("Location", "")
    sign_in = (reverse("admin:login"), reverse("account_login"))
    if response.status_code == 302 and where.startswith(sign_in):
        return "sign in"
    # The page that keeps what was typed, and leads to the same.
    if any(each.name == "admin/held/carried.html" for each in response.templates):
        return "sign in"
    if response.status_code in {301, 302}:
        return "done" if wrote else "away"
    outcome = f"{response.status_code}{' done' if wrote else ''}"
    # What the script that offers choices is told is shown to nobody.
    is_shown = not address.url.startswith(reverse("admin:autocomplete"))
    if response.status_code == 403 and is_shown and not str(response.context["exception"]):
        outcome += " without a reason"
    return outcome


@contextmanager
def _writes() -> Iterator[list[str]]:
    """Collect every statement that writes a row, but those about sessions."""
    written: list[str] = []

    def watch(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql) and not _NO_RECORD.search(sql):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield written
