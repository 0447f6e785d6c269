"""What is counted while the register serves: requests by view, and events by name.

Nothing is counted unless `manage.py serve` was told to serve figures: it then names, in the
environment of its processes, the folder in which all of them count together. The values of labels
are names from the program, never anything from a request.
"""

from __future__ import annotations

import os
from functools import cache
from typing import Any

FOLDER_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"
# In seconds: from a page that is in memory to an export.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)

# As the process was started: whoever counts has counted from the first request on.
_counts = bool(os.environ.get(FOLDER_VARIABLE))


def is_counting() -> bool:
    """Whether this process counts."""
    return _counts


def count_request(view: str, status: int, seconds: float) -> None:
    """Count a request that `view` (empty if there was none) answered with `status`."""
    if not is_counting():
        return
    figures = _figures()
    figures["requests"].labels(view or "none", str(status)).inc()
    figures["seconds"].labels(view or "none").observe(seconds)


def count_event(name: str, outcome: str) -> None:
    """Count an event, by its name in docs/logging.md."""
    if is_counting():
        _figures()["events"].labels(name, outcome).inc()


@cache
def _figures() -> dict[str, Any]:
    # The library looks at the environment when it is loaded, and takes a moment to.
    from prometheus_client import Counter, Histogram

    return {
        "requests": Counter(
            "register_requests", "Requests answered, by view and status.", ["view", "status"]
        ),
        "seconds": Histogram(
            "register_request_seconds",
            "How long requests took until the answer began, by view.",
            ["view"],
            buckets=BUCKETS,
        ),
        "events": Counter(
            "register_events", "Events of the log, by name and outcome.", ["event", "outcome"]
        ),
    }
