"""Why a job failed, in a sentence for people that repeats nothing of what the error says."""

from __future__ import annotations

import errno

from django.db import OperationalError

FULL = "The disk is full, so nothing was kept. Make room: docs/running.md says where."
READ_ONLY = "A file of the worker cannot be written: let it write to its temporary folder."
AWAY = "The database did not answer in time."
_DISK_FULL = "53100"  # PostgreSQL, Appendix A: disk_full


def reason_of(error: Exception) -> str:
    """Return why a job failed that raised this."""
    if _is_full(error):
        return FULL
    if isinstance(error, OSError) and error.errno in {errno.EROFS, errno.EACCES}:
        return READ_ONLY
    if isinstance(error, OperationalError):
        return AWAY
    return f"The program failed ({type(error).__name__}). The log of the worker says more."


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in {errno.ENOSPC, errno.EDQUOT}
    if isinstance(error, OperationalError):
        cause = error.__cause__
        return getattr(cause, "sqlstate", "") == _DISK_FULL or "disk is full" in str(error)
    return False
