"""Send a head to a place."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from ropa import mail
from ropa.documents.heads import Head, NotedPackage

from . import stamps
from .places import Witness, WitnessKind

SECONDS = 20
# Of a receipt no more is kept; a time-stamp with its certificates is some 6 KB.
MOST_BYTES = 100_000
SIGNATURE = "Register-Signature"


class NotSent(Exception):
    """The head did not arrive. The message says why, without anything secret."""


class _NoRedirects(HTTPRedirectHandler):
    """A place that moved is to be set anew: what is signed goes to no other."""

    def redirect_request(self, *_args: Any) -> None:
        return None


def send(head: Head | NotedPackage, place: Witness) -> bytes:
    """Send a head, and return the receipt: a time-stamp, or what a web service answered; a mail has
    none, and goes out with the current transaction. Raises `NotSent`."""
    if place.kind is WitnessKind.MAIL:
        return _mail(head, place.address)
    if place.kind is WitnessKind.TIME_STAMP:
        question = stamps.question(head)
        answer = _posted(place, question, {"Content-Type": "application/timestamp-query"})
        try:
            stamps.look_at(answer, head)
        except stamps.NoStamp as error:
            raise NotSent(str(error)) from error
        return answer
    body = f"{head}\n".encode()
    headers = {"Content-Type": "text/plain; charset=utf-8", SIGNATURE: signature(body)}
    return _posted(place, body, headers)


def signature(body: bytes) -> str:
    """Return the HMAC-SHA-256 of what is sent, with HEADS_SECRET, in hexadecimal digits: by it the
    other side knows who sent it. What is sent names its version and its instant, so sending it
    again says nothing new."""
    return hmac.new(settings.HEADS_SECRET.encode(), body, hashlib.sha256).hexdigest()


def _mail(head: Head | NotedPackage, to: str) -> bytes:
    if isinstance(head, NotedPackage):
        what = f"evidence package up to version {head.sequence}"
        text = (
            "This is the digest of an evidence package that was made of the register. Keep this "
            "mail. To check the package, save the first line in a file and give that to "
            "verify.py --heads.\n"
        )
    else:
        what = f"head of version {head.sequence}"
        text = (
            "This is the head of the register’s chain of versions after its newest version. Keep "
            "this mail. To check the register against it, save the first line in a file and give "
            "that to verify_versions --heads.\n"
        )
    text, subject = f"{head}\n\n{text}", f"{settings.REGISTER_NAME}: {what}"
    mail.send(kind="head", to=to, subject=subject, text=text, keep_trying=timedelta(days=14))
    return b""


def _posted(place: Witness, body: bytes, headers: dict[str, str]) -> bytes:
    request = Request(place.address, data=body, headers=headers, method="POST")  # noqa: S310 -- witness_of chose the schemes
    try:
        with build_opener(_NoRedirects).open(request, timeout=SECONDS) as response:
            receipt: bytes = response.read(MOST_BYTES + 1)
    except HTTPError as error:
        status = HTTPStatus(error.code).phrase if error.code in set(HTTPStatus) else ""
        raise NotSent(f"{place.name} answered {error.code} {status}.") from error
    except (URLError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise NotSent(f"{place.name} cannot be reached ({reason}).") from error
    if len(receipt) > MOST_BYTES:
        raise NotSent(f"{place.name} answered with more than {MOST_BYTES} bytes.")
    return receipt
