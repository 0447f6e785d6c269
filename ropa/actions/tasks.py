"""What workers do for the chain of versions."""

from __future__ import annotations

from datetime import timedelta

from ropa.background import task
from ropa.background.schedule import every

from . import anchoring


@task(title="Note missing heads", attempts=1)
def note_missing_heads() -> int:
    """Add to the file of heads what it lacks, and return how many that were."""
    return anchoring.note_missing_heads()


every(timedelta(minutes=5), note_missing_heads)
