"""The choices that a report offers, each with the options open to a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.db.models import Q

from ropa import permissions
from ropa.documents.status import State
from ropa.models import ControllerRole, Organisation, ProcessingActivity, Team
from ropa.models.grounds import LegalRegime

from .entry_filters import Options, entry_filters

TEAM, CONTROLLER, LAW, STATUS = "team", "controller", "law", "status"

STATES = {
    str(state.value): state
    for state in (
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.APPROVED,
        State.CHANGED,
        State.RETIRED,
    )
}
# An entry that was never approved, or that was retired, is in no approved content.
NEVER_APPROVED = frozenset({State.DRAFT, State.RETIRED})
# So many answers are named to those who gave one that there is not.
_OPTIONS_NAMED = 12


@dataclass(frozen=True)
class ReportChoice:
    """A choice with its options: pairs of a code and a label.

    `every` is what they read for no answer, `one` what one of the answers is.
    """

    name: str
    label: str
    every: str
    one: str
    options: Options

    def problem(self, answers: Iterable[str]) -> str:
        """Return what is wrong with some answers, and what to do; empty if nothing is."""
        known = dict(self.options)
        for answer in answers:
            if answer not in known:
                refusal = f"“{answer[:80]}” is no {self.one} that can be chosen here."
                if near := get_close_matches(answer, known, n=1):
                    return f"{refusal} Did you mean “{near[0]}”?"
                named = ", ".join(list(known)[:_OPTIONS_NAMED]) + (
                    ", …" if len(known) > _OPTIONS_NAMED else ""
                )
                return f"{refusal} Choose one of: {named}; or leave it out."
        return ""

    def describe(self, answers: Iterable[str]) -> str:
        """Return answers as people read them, in the order of the options."""
        given = set(answers)
        return ", ".join(name for code, name in self.options if code in given)


def report_choices(by: Any = None) -> tuple[ReportChoice, ...]:
    """Return every question, with the answers that a person has a use for; all, if nobody asks."""
    return (
        ReportChoice(TEAM, "Team", "Every team", "team", _teams(by)),
        ReportChoice(CONTROLLER, "Controller", "Every controller", "controller", _controllers()),
        ReportChoice(LAW, "Law that applies", "Either law", "law", tuple(LegalRegime.choices)),
        *(
            ReportChoice(each.name, each.label, each.every, each.label.lower(), each.options(by))
            for each in entry_filters()
        ),
        ReportChoice(
            STATUS,
            "How it stands now",
            "However it stands",
            "status",
            tuple((code, str(state.label)) for code, state in STATES.items()),
        ),
    )


def _teams(by: Any) -> Options:
    teams = Team.objects.order_by("name")
    if by is not None:
        # Of what was given to somebody singly, the team is a choice as well.
        singly = permissions.rows(by, ProcessingActivity.objects.order_by()).values("team")
        reached = permissions.reachable_teams(by).order_by().values("pk")
        teams = teams.filter(Q(pk__in=reached) | Q(pk__in=singly))
    return tuple(teams.values_list("code", "name"))


def _controllers() -> Options:
    """Those who are or once were controllers: a report may be of a day in the past."""
    roles = ControllerRole.history.filter(role__in=ControllerRole.CONTROLLERS).order_by()
    found = Organisation.objects.filter(pk__in=roles.values("organisation_id"))
    return tuple(found.order_by("name").values_list("code", "name"))
