"""A request as it comes in: bounded by what its first lines say, and refused with a page."""

from __future__ import annotations

import time
from copy import copy
from typing import Any

from django.conf import settings
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser
from waitress.task import ErrorTask
from waitress.utilities import Error

from . import limits
from .refusals import refusal_page


class TooBusy(Error):
    """More requests wait than will be answered soon."""

    code = 503
    reason = "Service Unavailable"


class BoundedRequest(HTTPRequestParser):
    """A request that knows since when it has been coming in, and how large it may become."""

    adj: Adjustments

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.started = time.monotonic()

    def parse_header(self, header_plus: bytes) -> None:
        """Read the first line and the headers, and bound the body that follows.

        Raises waitress's `ParsingError` for what is no request.
        """
        super().parse_header(header_plus)
        self.adj = copy(self.adj)
        self.adj.max_request_body_size = limits.body_limit(
            self.path, self.headers.get("COOKIE", ""), settings.SESSION_COOKIE_NAME
        )

    def is_late(self, now: float) -> bool:
        """Return whether it has been coming in for longer than it may, at a monotonic time."""
        if not self.headers_finished:
            return now - self.started > limits.HEADER_SECONDS
        body: int = self.body_bytes_received
        allowed = limits.HEADER_SECONDS + limits.BODY_SECONDS + body / limits.BODY_BYTES_A_SECOND
        return now - self.started > allowed


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
