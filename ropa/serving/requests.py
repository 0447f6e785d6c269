"""A request as it comes in: bounded by what its first lines say, and refused with a page."""

from __future__ import annotations

import re
import time
from copy import copy
from typing import Any

from django.conf import settings
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask
from waitress.utilities import BadRequest, Error, RequestHeaderFieldsTooLarge

from . import limits
from .refusals import refusal_page

# What waitress is given to read is well-formed: its own expressions take seconds to find out that
# long lines of certain kinds are not, and nobody is served meanwhile.
REQUEST_LINE = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Z]+ [^\x00-\x20\x7f]+ HTTP/1\.[01]")
NOT_IN_HEADERS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class TooBusy(Error):
    """More requests wait than will be answered soon."""

    code = 503
    reason = "Service Unavailable"


class AddressTooLong(Error):
    """The first line of a request is longer than any that the register writes."""

    code = 414
    reason = "URI Too Long"


class BoundedRequest(HTTPRequestParser):
    """A request that knows since when it has been coming in, and how large it may become."""

    adj: Adjustments

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.started = time.monotonic()

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the headers, and bound the body that follows.

        Raises waitress's `ParsingError` for what is no request, or one that a proxy in front might
        understand otherwise (RFC 9112, sections 2.3, 6.1 and 6.3; ASVS 5.0, 4.2.1).
        """
        self.error = _too_much(header_plus)
        if self.error:
            super().parse_header(b"GET / HTTP/1.0\r\n")
            return
        first_line, _, headers = header_plus.partition(b"\r\n")
        if not REQUEST_LINE.fullmatch(first_line) or NOT_IN_HEADERS.search(headers):
            raise ParsingError("It is not a request of HTTP/1.0 or HTTP/1.1")
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("The address or a number cannot be read") from error
        if "TRANSFER_ENCODING" in self.headers or (
            self.chunked and "CONTENT_LENGTH" in self.headers
        ):
            raise ParsingError("It is not certain where the body ends")
        self.adj = copy(self.adj)
        self.adj.max_request_body_size = limits.body_limit(
            self.path, self.headers.get("COOKIE", ""), settings.SESSION_COOKIE_NAME
        )

    def received(self, data: bytes) -> int:
        """Take in what a client has sent, and return how many bytes of it belong to this request.

        Only a body that is wanted and not there yet is worth a “100 Continue”. waitress would send
        one to any request that expects it, and then take the next for a part of this.
        """
        is_in_chunks = self.chunked and self.headers_finished
        consumed = int(super().received(data[: limits.CHUNKED_PIECE] if is_in_chunks else data))
        if is_in_chunks and not self.error and self._is_chopped():
            self.error, self.completed = BadRequest(""), True
        if self.completed:
            self.expect_continue = False
        return consumed

    def _is_chopped(self) -> bool:
        """Return whether a body comes in so many chunks that to read it is work of its own."""
        body = len(self.body_rcv)
        between: int = self.body_bytes_received - body
        return between > limits.BETWEEN_CHUNKS + body // 8

    def is_late(self, now: float) -> bool:
        """Return whether it has been coming in for longer than it may, at a monotonic time."""
        if not self.headers_finished:
            return now - self.started > limits.HEADER_SECONDS
        body: int = self.body_bytes_received
        allowed = limits.HEADER_SECONDS + limits.BODY_SECONDS + body / limits.BODY_BYTES_A_SECOND
        return now - self.started > allowed


def _too_much(header_plus: bytes) -> Error | None:
    """Return why the first line and the headers are refused unread, or nothing if they are not."""
    if header_plus.find(b"\r\n") > limits.FIRST_LINE:
        return AddressTooLong("")
    if header_plus.count(b"\r\n") > limits.HEADERS + 2:
        return RequestHeaderFieldsTooLarge("")
    return None


class RefusalTask(ErrorTask):
    """Answers what the server itself refuses with a page that says what to do."""

    def execute(self) -> None:
        """Write the answer, after which the connection is closed."""
        error: Any = self.request.error
        status, headers, body = refusal_page(error.code, error.reason)
        self.status = status
        self.response_headers.extend(headers)
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(b"" if self.request.__dict__.get("command") == "HEAD" else body)
