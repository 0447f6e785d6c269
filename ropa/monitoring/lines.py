"""How a line of the log is written: JSON for machines, or words for a developer; never more than
one line a message, and nothing in it that could be taken for another."""

from __future__ import annotations

import logging
import sys
import traceback
import unicodedata
from collections.abc import Mapping
from http import HTTPStatus
from types import TracebackType
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest

from . import context

LONGEST = 1000
MOST_FRAMES = 40
# Control, format (direction marks, zero width), surrogate, private, unassigned; line separators.
ESCAPED = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
# Errors whose message says what is wrong outside the register. What others say may quote what
# somebody typed: a value that breaks a constraint, a text that is no number.
OUTSIDE = (OperationalError, InterfaceError, OSError, ImproperlyConfigured)

DJANGO_SECURITY = "django.security."

Line = structlog.typing.EventDict


def escaped(text: str) -> str:
    """Return a text in which no character can break a line, hide, or turn the direction."""
    shown = text if len(text) <= LONGEST else text[:LONGEST] + "…"
    if shown.isascii() and shown.isprintable():
        return shown
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) in ESCAPED else char for char in shown
    )


def escape(_logger: Any, _method: str, line: Line) -> Line:
    """Escape every text of a line, its keys too."""
    return {
        escaped(str(key)): value if key == "exc_info" else _safe(value)
        for key, value in line.items()
    }


def _safe(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {escaped(str(key)): _safe(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_safe(each) for each in value]
    return escaped(str(value))


def found_exception(_logger: Any, _method: str, line: Line) -> Line:
    """Put the exception itself where a line may say “the one being handled”."""
    found = line.pop("exc_info", None)
    error = found[1] if isinstance(found, tuple) else found
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        line["exc_info"] = error
    return line


def explain_exception(_logger: Any, _method: str, line: Line) -> Line:
    """Say of an exception what it was and where, and what it said only if that is of the outside.

    The message of an error may quote what somebody wrote; the place in the program never does.
    """
    error = line.pop("exc_info", None)
    if error is not None:
        line["exception"] = _explained(error)
        if error.__cause__ is not None:
            line["cause"] = _explained(error.__cause__)
    return line


def _explained(error: BaseException) -> dict[str, Any]:
    kind = type(error)
    explained: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}"}
    if isinstance(error, OUTSIDE):
        explained["said"] = str(error).strip().partition("\n")[0]
    explained["at"] = _places(error.__traceback__)
    return explained


def _places(found: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(found)[-MOST_FRAMES:]
    ]


def add_origin(_logger: Any, _method: str, line: Line) -> Line:
    """Say of which request the line is, unless it says so itself."""
    request = context.current()
    if request is not None:
        for key, value in context.origin_of(request).items():
            line.setdefault(key, value)
    return line


def name_record(_logger: Any, _method: str, line: Line) -> Line:
    """Say which logger wrote the line, and name what Django reports as the events they are.

    Django's own words hold the path or the host that was asked for: a path may be a link that
    lets somebody in.
    """
    record: logging.LogRecord = line["_record"]
    line.update(logger=record.name, level=record.levelname.lower())
    if record.name == "django.request":
        line["event"] = "request.failed"
    elif record.name.startswith(DJANGO_SECURITY):
        line["event"] = f"security.{record.name.removeprefix(DJANGO_SECURITY)}"
    else:
        return line
    request = getattr(record, "request", None)
    if isinstance(request, HttpRequest):
        line.update(context.origin_of(request))
    return line


class SaidByTheRequest(logging.Filter):
    """Leave out what Django says of a request unless it tells of a fault of the program and its
    place: all else the line of the request itself says."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name != "django.request":
            return True
        failed = getattr(record, "status_code", 0) >= HTTPStatus.INTERNAL_SERVER_ERROR
        return failed and bool(record.exc_info)


def configure() -> None:
    """Let structlog's loggers write through Python's logging, as all others do."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def formatter(*, readable: bool) -> logging.Formatter:
    """Return what turns a record of any logger into a line: words if `readable`, else JSON."""
    render: list[Any] = (
        [
            escape,
            structlog.dev.ConsoleRenderer(
                colors=False,
                timestamp_key="time",
                # The other one, if it is installed, shows what every variable holds.
                exception_formatter=structlog.dev.plain_traceback,
            ),
        ]
        if readable
        else [explain_exception, escape, structlog.processors.JSONRenderer()]
    )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.contextvars.merge_contextvars],
        processors=[
            add_origin,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            name_record,
            found_exception,
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *render,
        ],
    )
