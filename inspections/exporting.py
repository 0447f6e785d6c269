"""Choosing the entries of a report by the inspection regime that gives rise to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from ropa import permissions
from ropa.models import ProcessingActivity, Version
from ropa.reports.entry_filters import EntryFilter, Options

from .documents import ANNEX
from .models import InspectionRegime


def _options(by: Any) -> Options:
    regimes = InspectionRegime.objects.order_by("title")
    if by is not None:
        regimes = permissions.rows(by, regimes)
    return tuple(regimes.values_list("slug", "title"))


def _references(slug: str, at: datetime | None) -> frozenset[str]:
    return frozenset(_frozen(slug, at) if at is not None else _now(slug))


def _now(slug: str) -> Iterator[str]:
    """What the regime names, and what the section about it does."""
    of_regime = Q(regimes__slug=slug) | Q(section_activities__section__regime__slug=slug)
    found = ProcessingActivity.objects.filter(of_regime).order_by()
    yield from found.values_list("reference", flat=True)


def _frozen(slug: str, at: datetime) -> Iterator[str]:
    """What the sections about it named in the notices that were in force."""
    notices = Version.objects.newest(at=at).in_force().of_notices().order_by()
    stating = notices.filter(document__contains=f'"{ANNEX}":')
    for text in stating.values_list("document", flat=True):
        for section in json.loads(text)["sections"]:
            if section["annexes"].get(ANNEX, {}).get("slug") == slug:
                yield from section["activities"]


REGIMES = EntryFilter(
    name="regime",
    label="Inspection regime",
    every="With or without inspections",
    options=_options,
    references=_references,
)
