"""Headers of conditional requests: the ETag and the date of a page."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags

from ropa.deployment import deployment

from .published_versions import PageMark

_NO_GZIP = re.compile(r"q\s*=\s*0(\.0*)?")


@dataclass(frozen=True)
class PageCondition:
    """A digest of everything that a page is made from, and when the last of it changed."""

    digest: str
    changed: datetime

    def etag(self, *, gzip: bool) -> str:
        """Return a strong ETag. Each form of a page has its own, so equal ones mean equal bytes."""
        return f'"{self.digest}-gzip"' if gzip else f'"{self.digest}"'

    def put_on[R: HttpResponseBase](self, response: R, age: int, *, gzip: bool) -> R:
        """Return the response with the headers by which it is asked for again."""
        response.headers["ETag"] = self.etag(gzip=gzip)
        response.headers["Last-Modified"] = self._date
        return public(response, age)

    @cached_property
    def _date(self) -> str:
        return http_date(self.changed.timestamp())


def condition_of(request: HttpRequest, mark: PageMark) -> PageCondition:
    """Return the condition of a page made from `mark`, asked for with a query string or without."""
    made_from = [mark.identity, deployment().digest, settings.REGISTER_NAME, str(settings.DEBUG)]
    if query := request.META.get("QUERY_STRING"):
        # What a query asks for, the future for example, may depend on what day it is.
        made_from += [query, str(timezone.localdate())]
    digest = hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:32]
    return PageCondition(digest, max(filter(None, (mark.changed, deployment().changed))))


def public[R: HttpResponseBase](response: R, age: int) -> R:
    """Return the response with the headers that let anybody keep it for a number of seconds."""
    response.headers["Cache-Control"] = f"public, max-age={age}, must-revalidate"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def names(request: HttpRequest, etag: str) -> bool:
    """Whether whoever asks has the page with this ETag already.

    A proxy that compresses pages again makes their ETags weak: then they mean the same page.
    """
    header: str = request.META.get("HTTP_IF_NONE_MATCH", "")
    return bool(header) and etag in {tag.removeprefix("W/") for tag in parse_etags(header)}


def accepts_gzip(request: HttpRequest) -> bool:
    """Whether whoever asks can read gzip."""
    for coding in request.META.get("HTTP_ACCEPT_ENCODING", "").split(","):
        name, _, weight = coding.partition(";")
        if name.strip().lower() == "gzip":
            return not _NO_GZIP.fullmatch(weight.strip())
    return False
