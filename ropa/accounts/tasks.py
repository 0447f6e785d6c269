"""What a worker does for people's own forms."""

from __future__ import annotations

from datetime import time

from ropa.background import task
from ropa.background.schedule import daily

from . import form_drafts


@task(title="Remove old drafts of forms")
def remove_old_drafts() -> int:
    """Remove what was typed long ago and never saved, and return how many drafts that were."""
    return form_drafts.remove_old_drafts()


daily(time(3), remove_old_drafts)
