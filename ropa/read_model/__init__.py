"""The read model: what pages need, kept ready in tables, and made again at any time.

`docs/read-model.md` says how a projection is declared, and when it is written.
"""

from .checking import check
from .projections import Changes, Projection, projection_named, projections, register
from .rebuilding import rebuild, rebuild_what_is_missing
from .refreshing import (
    add_up,
    mark_stale,
    record_changed,
    refresh,
    refreshed_together,
    stale_since,
)

__all__ = [
    "Changes",
    "Projection",
    "add_up",
    "check",
    "mark_stale",
    "projection_named",
    "projections",
    "rebuild",
    "rebuild_what_is_missing",
    "record_changed",
    "refresh",
    "refreshed_together",
    "register",
    "stale_since",
]
