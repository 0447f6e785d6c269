"""What workers do for the chain of versions, and for what was decided for a day."""

from __future__ import annotations

from datetime import timedelta

from ropa.background import task
from ropa.background.schedule import run_every

from . import anchoring, planning


@task(title="Note missing heads", attempts=1)
def note_missing_heads() -> int:
    """Add to the file of heads what it lacks, and return how many that were."""
    return anchoring.note_missing_heads()


@task(title="Put in place what was planned for today", attempts=1)
def carry_out_replacements() -> int:
    """Carry out the replacements whose day has come, and return how many those were."""
    return planning.carry_out_due()


run_every(timedelta(minutes=5), note_missing_heads)
run_every(timedelta(minutes=5), carry_out_replacements)
