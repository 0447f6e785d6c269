"""Remember how a sheet was read, for the next one like it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone

from ropa.models import RegisterImport, RememberedMapping, RememberedNames, Team

from .choosing import ChosenColumn
from .mapping.column_proposals import Certainty, Proposal, propose_columns
from .mapping.normalising import normalised
from .mapping.target_proposals import known_target
from .mapping.targets import BY_NAME, INTERNAL_NOTE

TITLE = "title"


def proposed_targets(columns: Sequence[ChosenColumn]) -> dict[str, Proposal]:
    """Return for the title of each column the target that it had when a sheet with the same titles
    was read; if there was none, what is proposed for the columns of each table by their titles and
    by examples of what stands in them."""
    titles = [column.title for column in columns]
    known = RememberedMapping.objects.filter(titles_digest=_digest(titles)).first()
    if known is None:
        proposed: dict[str, Proposal] = {}
        for table in sorted({table for column in columns for table in column.tables}):
            of_table = [column for column in columns if table in column.tables]
            proposed = _proposed_for(of_table, is_first=not table) | proposed
        return {title: proposed[title] for title in titles if title in proposed}
    before = {title: known.mapping.get(normalised(title), "") for title in titles}
    return {
        title: Proposal(target, Certainty.KNOWN)
        for title, target in before.items()
        if target in BY_NAME
    }


def _proposed_for(columns: Sequence[ChosenColumn], *, is_first: bool) -> dict[str, Proposal]:
    titles = [column.title for column in columns]
    proposed = propose_columns(titles, [column.examples for column in columns])
    if not is_first:
        # Other tables need no title for their rows, so that none is looked for.
        for title, each in proposed.items():
            if each == (TITLE, Certainty.GUESSED) and known_target(title) != TITLE:
                proposed[title] = Proposal(INTERNAL_NOTE, Certainty.NOT_RECOGNISED)
    return proposed


def remembered_names(titles: Iterable[str], team: Team | None) -> list[list[str]]:
    """Return what the organisation of `team` decided about names when a sheet with the same titles
    was read for any of its teams; nothing without a team."""
    if team is None:
        return []
    known = RememberedNames.objects.filter(
        organisation=team.organisation_id, titles_digest=_digest(titles)
    ).first()
    return known.names if known else []


def remember_mapping(imported: RegisterImport) -> None:
    """Keep how this spreadsheet is read for the next one with the same titles: its columns for
    everybody, who sees them proposed; what its names stand for, which is applied unseen, for the
    organisation alone whose team keeps the entries."""
    if not imported.mapping:
        return
    digest, now = _digest(imported.mapping), timezone.now()
    RememberedMapping.objects.update_or_create(
        titles_digest=digest,
        defaults={"mapping": _by_folded(imported.mapping), "used_at": now},
    )
    if imported.team is not None:
        RememberedNames.objects.update_or_create(
            organisation_id=imported.team.organisation_id,
            titles_digest=digest,
            defaults={"names": imported.names, "used_at": now},
        )


def _by_folded(mapping: Mapping[str, str]) -> dict[str, str]:
    return {normalised(title): target for title, target in mapping.items()}


def _digest(titles: Iterable[str]) -> str:
    alike = sorted({normalised(title) for title in titles})
    return hashlib.sha256("\n".join(alike).encode()).hexdigest()
