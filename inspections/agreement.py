"""Where a regime and its entries do not say the same of controllers, scopes and powers.

Of several entries each may tell a part: what a regime says has to stand in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.urls import reverse

from ropa.documents.remarks import Remark
from ropa.models import ControllerRole, ProcessingActivity

from .models import InspectionRegime

_PARTS = (
    "participants__organisation",
    "powers__power",
    "powers__held_by",
    "activities__controller_roles__organisation",
    "activities__power_uses__power",
    "activities__power_uses__held_by",
)


@dataclass(frozen=True)
class Disagreement:
    """What does not agree, in a sentence, and the entry that says it; none if no entry does."""

    message: str
    entry: ProcessingActivity | None = None


def disagreements(regime: InspectionRegime) -> list[Disagreement]:
    """Return where a regime and its entries do not agree, in a fixed number of queries."""
    prefetch_related_objects([regime], *_PARTS)
    entries = list(regime.activities.all())
    if not entries:
        return []
    return [*_of_controllers(regime, entries), *_of_powers(regime, entries)]


def remarks_on_entry(entry: ProcessingActivity) -> list[Remark]:
    """Return where an entry and the regimes that give rise to it do not agree, each with the page
    of the regime."""
    regimes: list[Any] = list(InspectionRegime.objects.filter(activities=entry))
    if not regimes:
        return []
    prefetch_related_objects(regimes, *_PARTS)
    return [
        Remark(f"{regime}: {each.message}", _address(regime))
        for regime in regimes
        for each in disagreements(regime)
        if each.entry in {None, entry}
    ]


def controllers_of(regime: InspectionRegime) -> dict[int, str]:
    """Return who answers for the data as the regime says, by the key of the body: of which data,
    empty for all."""
    if regime.controllership == InspectionRegime.Controllership.SOLE:
        return {regime.lead_id: ""}
    return {
        each.organisation_id: each.controller_of
        for each in regime.participants.all()
        if each.controller_of
    }


def _of_controllers(
    regime: InspectionRegime, entries: Iterable[ProcessingActivity]
) -> Iterator[Disagreement]:
    said = controllers_of(regime)
    named: set[int] = set()
    for entry in entries:
        for role in entry.controller_roles.all():
            if role.role not in ControllerRole.CONTROLLERS:
                continue
            named.add(role.organisation_id)
            if role.organisation_id not in said:
                yield Disagreement(
                    f"{role.organisation} is a controller in the entry, and not in the regime.",
                    entry,
                )
            elif role.scope and said[role.organisation_id] not in {"", role.scope}:
                yield Disagreement(
                    f"{role.organisation} answers for “{role.scope}” in the entry, and for "
                    f"“{said[role.organisation_id]}” in the regime.",
                    entry,
                )
    bodies = {each.organisation_id: each.organisation for each in regime.participants.all()}
    for key in said.keys() - named:
        body = bodies.get(key, regime.lead)
        yield Disagreement(f"{body} answers for data in the regime, and in no entry of it.")


def _of_powers(
    regime: InspectionRegime, entries: Iterable[ProcessingActivity]
) -> Iterator[Disagreement]:
    said = {(each.power_id, each.held_by_id): each for each in regime.powers.all()}
    named = set()
    for entry in entries:
        for use in entry.power_uses.all():
            key = (use.power_id, use.held_by_id)
            named.add(key)
            if key not in said:
                yield Disagreement(
                    f"{use.held_by} uses “{use.power}” in the entry, and not in the regime.", entry
                )
    for key, power in said.items():
        if key not in named:
            yield Disagreement(
                f"{power.held_by} uses “{power.power}” in the regime, and in no entry of it."
            )


def _address(regime: InspectionRegime) -> str:
    return reverse("admin:inspections_inspectionregime_change", args=[regime.pk])
