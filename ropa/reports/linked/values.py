"""Facts as JSON-LD values: what is empty is left out, and nothing is lost for being malformed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

Node = dict[str, Any]

_EMPTY: tuple[Any, ...] = ("", None, [], {})
_PERIOD = re.compile(
    r"P(?=[0-9])([0-9]{1,18}Y)?([0-9]{1,18}M)?(?:([0-9]{1,18})W)?(?:([0-9]{1,18})D)?"
)
# RFC 3987 allows none of these in an address.
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_EMAIL = re.compile(r"[^\s<>\"{}|\\^`@%?#]+@[^\s<>\"{}|\\^`@%?#]+")


def without_empty(facts: Node) -> Node:
    """Return the facts that say something. “No” does; an empty text or list does not."""
    return {name: value for name, value in facts.items() if value not in _EMPTY}


def ref(identifier: str) -> Node:
    """Return a reference to a node or term."""
    return {"@id": identifier}


def distinct_nodes(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes, each once, in the order first met.

    Nodes of one name that say different things are all kept: readers put them together.
    """
    met: list[Node] = []
    for node in nodes:
        if node not in met:
            met.append(node)
    return met


@lru_cache(maxsize=4096)  # The same few codes stand in every entry.
def safe(code: str) -> str:
    """Return `code` as it may stand in an identifier."""
    return quote(code, safe="")


def english(text: str) -> Node:
    """Return a text of the product's own, which is in English."""
    return {"@language": "en", "@value": text}


def day(value: date | None) -> Node | None:
    """Return a day, typed; `None` if it is not known."""
    return None if value is None else _typed("date", value.isoformat())


def instant(value: datetime | None) -> Node | None:
    """Return an instant in UTC, typed; `None` if there is none. `value` knows its time zone."""
    return None if value is None else _typed("dateTime", value.astimezone(UTC).isoformat())


def digest(value: str) -> Node | None:
    """Return a digest in hexadecimal digits, typed; `None` if there is none."""
    return _typed("hexBinary", value) if value else None


def duration(period: str) -> Node | str:
    """Return an ISO 8601 period as `xsd:duration`, which knows no weeks: `P2W` becomes `P14D`.

    What is no period of whole numbers stays the text it is.
    """
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    years, months, weeks, days = match.groups()
    counted = int(weeks or 0) * 7 + int(days or 0)
    in_days = f"{counted}D" if weeks or days else ""
    return _typed("duration", f"P{years or ''}{months or ''}{in_days}")


def link(address: str) -> Node | str:
    """Return the address of a web page as a link, or as text if it is none."""
    return ref(address) if _ADDRESS.fullmatch(address) else address


def mailbox(email: str) -> Node | str:
    """Return an email address as a link, or as text if it is none."""
    return ref(f"mailto:{email}") if _EMAIL.fullmatch(email) else email


def _typed(kind: str, value: str) -> Node:
    return {"@type": f"xsd:{kind}", "@value": value}
