"""A cache of rendered pages in memory, so that a page read often is rendered once."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from django.http import HttpResponse

from .conditions import PageCondition
from .page_reads import PageReads

# Fewer bytes than this travel in one packet anyway.
_WORTH_COMPRESSING = 500


@dataclass(frozen=True)
class Rendered:
    """A page as it was rendered: nothing of it depends on who asks."""

    content: bytes
    headers: Mapping[str, str]

    @classmethod
    def of(cls, response: HttpResponse) -> Rendered:
        """Return the page that a response carries."""
        return cls(response.content, dict(response.headers))

    @cached_property
    def compressed(self) -> bytes:
        """The content under gzip, the same bytes in every process."""
        return gzip.compress(self.content, compresslevel=6, mtime=0)

    def response(self, *, compressed: bool) -> HttpResponse:
        """Return a response with the content, under gzip if asked and worth it."""
        if not compressed or len(self.content) < _WORTH_COMPRESSING:
            return HttpResponse(self.content, headers=self.headers)
        return HttpResponse(self.compressed, headers={**self.headers, "Content-Encoding": "gzip"})


@dataclass(frozen=True)
class KeptPage:
    """A page with its condition, and with what it is made from: what it read, and the parts of the
    site in its menus, if it has any. `state` is that of the register when these were last seen to
    be the same."""

    state: str
    condition: PageCondition
    page: Rendered
    reads: PageReads
    menus: tuple[str, ...] | None = None

    @property
    def size(self) -> int:
        """The bytes it takes up, in both forms."""
        return len(self.page.content) + len(self.page.compressed) + self.reads.size


class PageCache:
    """The pages asked for last, by address, up to a number of bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: str) -> KeptPage | None:
        """Return the page kept for an address, or None."""
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def store(self, address: str, page: KeptPage) -> None:
        """Keep a page, and let go of those not asked for longest once there is no room."""
        if page.size > self._limit:
            return
        with self._lock:
            if (replaced := self._pages.pop(address, None)) is not None:
                self._size -= replaced.size
            self._pages[address] = page
            self._size += page.size
            while self._size > self._limit:
                _, oldest = self._pages.popitem(last=False)
                self._size -= oldest.size
