"""A generated register as rows of files: what `ropa.imports` loads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings

from ropa.imports.files import read_folder
from ropa.imports.rows import FileRow, RowPlace
from ropa.models.grounds import Sensitivity

from .bodies import Bodies, bodies_for, organisation_values, team_values
from .dice import dice_for
from .entries import entry
from .notices import notices
from .plans import Plan, plans

# Real bodies and real law, and what councils, health bodies and police need beside them.
REFERENCE = (settings.BASE_DIR / "fixtures" / "reference", Path(__file__).parent / "reference")
ENTRIES_IN_A_NOTICE, MOST_NOTICES = 40, 50


def usual_notices(activities: int) -> int:
    """Return how many notices a register of so many entries has, unless somebody says otherwise."""
    return min(MOST_NOTICES, -(-activities // ENTRIES_IN_A_NOTICE))


@dataclass(frozen=True)
class GeneratedRegister:
    """The register of a size and a seed. The same ones make the same register, byte for byte.

    Text is written without line breaks inside paragraphs, as it is kept.
    """

    activities: int
    seed: int
    notices: int

    @cached_property
    def _bodies(self) -> Bodies:
        return bodies_for(self.activities)

    @cached_property
    def _plans(self) -> list[Plan]:
        return plans(self.activities, self.seed, self._bodies)

    @cached_property
    def reference(self) -> tuple[FileRow, ...]:
        """All reference data and the teams: what the entries name."""
        dice = dice_for(self.seed, "bodies")
        return (
            *(row for folder in REFERENCE for row in read_folder(folder)),
            *(
                self._row("organisations", number, organisation_values(body, dice))
                for number, body in enumerate(self._bodies.named, start=1)
            ),
            *(
                self._row("teams", number, team_values(team))
                for number, team in enumerate(self._bodies.teams, start=1)
            ),
        )

    def entries(self) -> Iterator[FileRow]:
        """Yield the entries with their parts, in the order of their references."""
        sensitivities = {
            row.values["code"]: row.values.get("sensitivity", Sensitivity.ORDINARY.value)
            for row in self.reference
            if row.table == "data_categories"
        }
        shared = {name: self._codes(f"{name}s") for name in ("agreement", "system")}
        for plan in self._plans:
            values = entry(
                plan, self.seed, self._bodies, sensitivities, shared, children=self._children
            )
            yield self._row("activities", plan.number, values)

    def notices_and_sections(self) -> Iterator[FileRow]:
        """Yield the notices with their sections. Entries must be loaded before them."""
        rows = notices(self._plans, self.seed, self.notices, self._children)
        for number, (table, values) in enumerate(rows, start=1):
            yield self._row(table, number, values)

    @cached_property
    def _children(self) -> set[str]:
        """The codes of the categories of people who are children."""
        return {
            row.values["code"]
            for row in self.reference
            if row.table == "people_categories" and row.values.get("are_children")
        }

    def _codes(self, table: str) -> list[str]:
        return [row.values["code"] for row in self.reference if row.table == table]

    def _row(self, table: str, number: int, values: dict[str, object]) -> FileRow:
        return FileRow(
            table, values, RowPlace(f"the register of seed {self.seed}", f"{table} {number}")
        )
