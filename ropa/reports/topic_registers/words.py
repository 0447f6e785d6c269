"""Words that several topic registers share."""

from __future__ import annotations

from datetime import date


def day(given: date | None) -> str:
    """Return a day as people read it, such as “31 March 2026”; nothing for none."""
    return f"{given:%-d %B %Y}" if given else ""
