"""What the log says while something is done, as an installation writes it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ropa.monitoring import lines


@contextmanager
def captured_lines() -> Iterator[Callable[..., list[dict[str, Any]]]]:
    """Capture every line. Called with the name of an event, what is yielded returns the lines of
    that event as dictionaries; with nothing, all lines."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(lines.formatter(readable=False))
    handler.addFilter(lines.SaidByTheRequest())
    # Django's own loggers do not hand on what they are told to the root.
    loggers = [logging.getLogger(name) for name in ("", "django")]
    requests = logging.getLogger("ropa.requests")
    level = requests.level
    requests.setLevel(logging.INFO)
    for logger in loggers:
        logger.addHandler(handler)

    def said(event: str = "") -> list[dict[str, Any]]:
        found = [json.loads(line) for line in written.getvalue().splitlines()]
        return [line for line in found if not event or line["event"] == event]

    try:
        yield said
    finally:
        requests.setLevel(level)
        for logger in loggers:
            logger.removeHandler(handler)
