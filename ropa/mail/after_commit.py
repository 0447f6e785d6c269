"""Call something once after the current transaction commits, however often it was asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

logger = logging.getLogger(__name__)


def once_after_commit(function: Callable[[], object]) -> None:
    """Call `function` once the current transaction is committed, and not if it is rolled back.

    For asking for work that is also looked for now and then: what goes wrong is only logged.
    """
    waiting: Any = connection.run_on_commit
    if not any(getattr(entry[1], "asks", None) is function for entry in waiting):
        transaction.on_commit(_LoggedCall(function))


class _LoggedCall:
    def __init__(self, function: Callable[[], object]) -> None:
        self.asks = function

    def __call__(self) -> None:
        try:
            self.asks()
        except Exception:
            # What it is about is committed.
            logger.exception("Work could not be handed to a worker")
