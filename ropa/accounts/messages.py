"""Messages such as “Saved”, which wait in the session until a page shows them."""

from __future__ import annotations

from typing import Any

from django.contrib.messages.storage.session import SessionStorage


class EachOnce(SessionStorage):
    """What was said already and waits to be shown is not said twice."""

    def add(self, level: int, message: Any, extra_tags: str | None = "") -> None:
        storage: Any = self
        waiting = [*storage._loaded_messages, *storage._queued_messages]
        if not any(each.level == level and each.message == message for each in waiting):
            super().add(level, message, extra_tags)
