"""Make what a register of an earlier release lacks, once its tables have been migrated."""

from __future__ import annotations

import sys
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Model

from ropa.models import ProjectionState

from .checking import silent
from .projections import projections
from .rebuilding import rebuild_what_is_missing


def after_migrating(*, using: str, verbosity: int = 0, **_told: Any) -> None:
    """Make the projections that were never whole, and say how far that is.

    If it is interrupted, `migrate` goes on with it. It does nothing to a database that was migrated
    to an earlier state.
    """
    needed: set[type[Model]] = {ProjectionState, *(each.model for each in projections())}
    tables = {model._meta.db_table for model in needed}
    if using == DEFAULT_DB_ALIAS and tables.issubset(connection.introspection.table_names()):
        rebuild_what_is_missing(_progress if verbosity else silent)


def _progress(doing: str, done: int, total: int) -> None:
    if done == total or done % 1000 == 0:
        sys.stdout.write(f"  Making {doing}: {done} of {total}\n")
