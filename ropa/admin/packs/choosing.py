"""What somebody chooses of a pack: for which organisation, which entries, and which team keeps
those under each heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.contrib.auth.models import User
from django.http import QueryDict

from ropa import permissions
from ropa.models import Organisation, Team
from ropa.packs.editions import MatchingEntry
from ropa.packs.reading import Pack, PackEntry
from ropa.packs.taking import PackChoice

CHOSEN, RENEWED, ORGANISATION = "entry", "renew", "organisation"
NOTHING = "Choose at least one entry, or go back to the packs."
TAKEN = (
    "What you chose has been taken meanwhile, perhaps in another window. Choose something else, "
    "or go back to the packs."
)
NO_TEAM = "Choose the team that keeps the entries under “{}”."


@dataclass(frozen=True)
class EntryLine:
    """An entry of a pack as a line to tick, and what the organisation has of it already."""

    entry: PackEntry
    standing: MatchingEntry | None
    is_chosen: bool


@dataclass(frozen=True)
class HeadingLines:
    """The entries under a heading, and the choice of the team that keeps them."""

    name: str
    field: str
    lines: list[EntryLine]
    team: str = ""
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is anything left to take."""
        return any(line.standing is None for line in self.lines)


@dataclass(frozen=True)
class ChosenOfPack:
    """What was chosen, as the page shows it, with what is wrong with it: a sentence for each place
    on the page."""

    headings: list[HeadingLines]
    teams: Mapping[str, Team]
    renewed: frozenset[str]
    problems: Mapping[str, str] = field(default_factory=dict)

    def of(self, pack: Pack, organisation: Organisation) -> PackChoice:
        """Return it as what is taken."""
        return PackChoice(pack, organisation, self.teams, self.renewed)


def teams_of_reach(user: User) -> list[Team]:
    """Return the teams for which somebody may take a pack, with their organisations."""
    return list(
        permissions.reachable_teams(user)
        .select_related("organisation")
        .order_by("organisation__name", "name")
    )


def chosen_organisation(data: QueryDict, teams: Iterable[Team]) -> Organisation | None:
    """Return the organisation that was chosen among those of the teams; if there is one alone,
    that."""
    bodies = {team.organisation.code: team.organisation for team in teams}
    if len(bodies) == 1:
        return next(iter(bodies.values()))
    return bodies.get(data.get(ORGANISATION, ""))


def chosen_of_pack(
    pack: Pack, there: Mapping[str, MatchingEntry], teams: Iterable[Team], sent: QueryDict | None
) -> ChosenOfPack:
    """Return what was sent; without anything, every entry is chosen, and the team if it is the only
    one."""
    by_code = {team.code: team for team in teams}
    only = next(iter(by_code)) if len(by_code) == 1 else ""
    ticked = set(sent.getlist(CHOSEN)) if sent is not None else pack.by_key.keys()
    headings: list[HeadingLines] = []
    kept: dict[str, Team] = {}
    problems: dict[str, str] = {}
    for number, (name, entries) in enumerate(pack.headings.items(), start=1):
        place = f"team-{number}"
        code = sent.get(place, "") if sent is not None else only
        wanted = [each.key for each in entries if each.key in ticked and each.key not in there]
        problem = ""
        if code in by_code:
            kept |= dict.fromkeys(wanted, by_code[code])
        elif wanted and sent is not None:
            problem = problems[place] = NO_TEAM.format(name)
        lines = [EntryLine(each, there.get(each.key), each.key in ticked) for each in entries]
        headings.append(HeadingLines(name, place, lines, code, problem))
    renewed = frozenset(sent.getlist(RENEWED) if sent is not None else ())
    renewed &= {key for key, standing in there.items() if standing.can_be_renewed}
    if sent is not None and not (kept or renewed or problems):
        problems["entries"] = TAKEN if ticked & there.keys() else NOTHING
    return ChosenOfPack(headings, kept, renewed, problems)
