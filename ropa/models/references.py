"""References of entries, such as RPA-0029: given once, in order, and never again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from django.db import models
from django.db.models import Max
from django.db.models.functions import Cast, Substr

REFERENCE_PREFIX = "RPA-"
# In regular expressions of Python, SQLite and PostgreSQL alike.
REFERENCE_PATTERN = rf"\A{REFERENCE_PREFIX}[0-9]{{4,8}}\Z"
GREATEST_REFERENCE = 99_999_999


def reference_of(number: int) -> str:
    """Return the reference with that number: `RPA-0029` for 29."""
    return f"{REFERENCE_PREFIX}{number:04d}"


class ReferencedQuerySet(models.QuerySet[Any]):
    def next_reference(self) -> str:
        """Return a reference that was never given out, such as `RPA-0029`."""
        return next(self.free_references())

    def given_to(self, references: Collection[str]) -> dict[str, set[int]]:
        """Return the keys of the entries, deleted ones too, to which each reference was ever given.

        Of what is no reference nothing is asked, because no database may hold it.
        """
        found = {each: set[int]() for each in references if re.match(REFERENCE_PATTERN, each)}
        given = self.model.history.filter(reference__in=found)
        for reference, entry in given.values_list("reference", "id").order_by().distinct():
            found[reference].add(entry)
        return found

    def free_references(self, besides: Collection[str] = ()) -> Iterator[str]:
        """Return references that were never given out, and are not among `besides`: those after
        the highest, and once the greatest there can be is given, the lowest that never were.

        What is no reference, as a database may hold from before it refused them, counts for
        nothing.
        """
        number = Cast(Substr("reference", len(REFERENCE_PREFIX) + 1), models.IntegerField())
        given = [
            each.filter(reference__regex=REFERENCE_PATTERN) for each in (self, self.model.history)
        ]
        wanted = {int(each.removeprefix(REFERENCE_PREFIX)) for each in besides}
        highest = max(
            *(each.aggregate(highest=Max(number))["highest"] or 0 for each in given), *wanted
        )
        yield from map(reference_of, range(highest + 1, GREATEST_REFERENCE + 1))
        taken = wanted.union(*(each.values_list(number, flat=True).distinct() for each in given))
        yield from (reference_of(free) for free in range(1, highest) if free not in taken)
