"""Time-stamps of heads (RFC 3161): a third party signs that it saw a head at an instant."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from ropa.documents.heads import Head, NotedPackage


class NoStamp(Exception):
    """It is no time-stamp of that head. The message says why."""


def question(head: Head | NotedPackage) -> bytes:
    """Return what a time-stamp service is asked: to sign the digest of the line of a head, which is
    all it learns."""
    builder = TimestampRequestBuilder().data(_line(head)).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()


def look_at(answer: bytes, head: Head | NotedPackage) -> datetime:
    """Return the instant that an answer states for a head, without asking who signed it. Raises
    `NoStamp`."""
    stamp = _decoded(answer)
    if stamp.tst_info.message_imprint.message != hashlib.sha256(_line(head)).digest():
        raise NoStamp("The time-stamp is of something else.")
    return stamp.tst_info.gen_time


def verify(answer: bytes, head: Head | NotedPackage, roots: Iterable[x509.Certificate]) -> datetime:
    """Return the instant at which a service, whose certificate one of `roots` vouches for, signed
    that it saw the head. Needs no network. Raises `NoStamp`."""
    builder = VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    at = look_at(answer, head)
    try:
        builder.build().verify_message(_decoded(answer), _line(head))
    except (VerificationError, ValueError) as error:
        raise NoStamp(f"Its signature does not hold ({error}).") from error
    return at


def certificates(path: Path) -> list[x509.Certificate]:
    """Return the certificates in a PEM file. Raises `NoStamp` if there is none."""
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise NoStamp(
            f"{path} holds no certificates in PEM: get the root certificate that the time-stamp "
            "service publishes."
        ) from error


def _line(head: Head | NotedPackage) -> bytes:
    return str(head).encode()


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        stamp = decode_timestamp_response(answer)
        if stamp.status != 0:
            said = "; ".join(stamp.status_string) or f"status {stamp.status}"
            raise NoStamp(f"The service gave no time-stamp ({said}).")
        stamp.tst_info  # noqa: B018 -- read here, since it may not be readable
    except ValueError as error:
        raise NoStamp(f"The answer is no time-stamp ({error}).") from error
    return stamp
