"""Events: one line of the log each, under a name that docs/logging.md lists.

    events.record("export.made", request=request, person=request.user, format="xlsx", rows=120)

Facts are numbers and codes. A text with spaces in it could be anything that somebody typed, a
password among it, so it is not written: the line says that it was withheld.
"""

from __future__ import annotations

import hmac
import logging
import re
from functools import partial
from typing import Any, Literal

import structlog
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from . import context, figures

Outcome = Literal["ok", "refused", "failed"]

LEVELS = {"ok": logging.INFO, "refused": logging.WARNING, "failed": logging.ERROR}
CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,100}")
WITHHELD = "(withheld)"
MOST_VALUES = 50

LOGGER = "ropa.events"
_events = structlog.get_logger(LOGGER)


def record(
    name: str,
    *,
    request: HttpRequest | None = None,
    person: Any = None,
    outcome: Outcome = "ok",
    **facts: Any,
) -> None:
    """Write one line to the log. It never raises: what is logged goes on.

    `name` is in docs/logging.md. `request` is the one being answered, unless another is given.
    `person` is who did it, as a user or a primary key; without it, who is signed in. `facts` are
    numbers, codes, or lists of them.
    """
    try:
        line = {key: fact(value) for key, value in facts.items()}
        if request is not None:
            line |= context.origin_of(request)
        if (number := context.number_of(person)) is not None:
            line["person"] = number
        _events.log(LEVELS[outcome], name, outcome=outcome, **line)
        figures.count_event(name, outcome)
    except Exception:  # noqa: BLE001 - whatever it was, the work it was to tell of is done
        logging.getLogger(LOGGER).error("An event could not be written: %s", name)


def record_on_commit(name: str, **said: Any) -> None:
    """Write the line once the transaction is committed, and none if it is undone."""
    said = {"request": context.current()} | said
    transaction.on_commit(partial(record, name, **said), robust=True)


def fact(value: Any) -> Any:
    """Return a value as the log may say it: a text that is no code is withheld."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return [fact(each) for each in list(value)[:MOST_VALUES]]
    text = str(value)
    return text if CODE.fullmatch(text) else WITHHELD


def disguised(typed: str) -> str:
    """Return a code that is the same for the same text and does not tell it.

    For what was typed as a user name: people type their password there. Only who has SECRET_KEY
    can try out whether a guess fits.
    """
    text = typed.strip().casefold().encode(errors="replace")
    key = b"ropa.monitoring:" + settings.SECRET_KEY.encode()
    return hmac.new(key, text, "sha256").hexdigest()[:12]
