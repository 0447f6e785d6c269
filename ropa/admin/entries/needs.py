"""Which entries need work: a first approval, and what is to be confirmed."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from ropa.models import ProcessingActivity, Version
from ropa.models.base import Fact, part_relations

_FACTS = [part for part in part_relations(ProcessingActivity).values() if issubclass(part, Fact)]


def has_inferred() -> Q:
    """Return the condition on entries: something is the register’s reading, for the body to
    confirm."""
    return reduce(or_, (_has(fact, is_inferred=True) for fact in _FACTS))


def ever_approved() -> Q:
    """Return the condition on entries: it was approved at least once."""
    return _has(Version)


def _has(model: Any, **conditions: Any) -> Q:
    return _in(model.objects.filter(**conditions))


def _in(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows.filter(activity=OuterRef("pk"))))
