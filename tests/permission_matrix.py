"""Who may do what to which rows, asked cell by cell; and the same as a page for people to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, User
from django.db.models import Model

from inspections.models import InspectionRegime
from ropa import permissions
from ropa.actions.submitting import submit
from ropa.actions.transitions import transitions_of
from ropa.background import enqueue
from ropa.background.housekeeping import remove_old_jobs
from ropa.mail import send
from ropa.models import (
    Agreement,
    Channel,
    ContactPoint,
    DataCategory,
    Decision,
    Job,
    Legislation,
    Notice,
    Organisation,
    OutgoingMail,
    PeopleCategory,
    ProcessingActivity,
    Provision,
    StatutoryPower,
    System,
    Team,
    Version,
)
from ropa.models.attributed import Attributed
from ropa.permissions import Role, may, roles, rows
from tests.factories import (
    approve,
    make_activity,
    make_agreement,
    make_bare_activity,
    make_channel,
    make_data_category,
    make_legislation,
    make_notice,
    make_organisation,
    make_people_category,
    make_power,
    make_provision,
    make_reachable,
    make_regime,
    make_system,
    make_team,
    make_user,
)

# Whose a row is, as seen by the person who asks: of a team they work for, of another team but
# given to them, of another team, or everybody's.
OWN, SINGLE, OTHER, SHARED = "own_team", "given_singly", "other_team", "shared_by_all"
EDITING = ("view", "add", "change", "delete")

type Asked = dict[str, list[Model]]  # the rows of a kind, by whose they are
type Answers = dict[str, dict[str, dict[str, list[str]]]]  # kind, whose, role: what is allowed


@dataclass(frozen=True)
class Kind:
    """Rows to which the same rights apply: what they are called, and how each one is made."""

    name: str
    models: tuple[type[Model], ...]
    make: Callable[[Team], list[Model]]
    shared: bool = False
    given_singly: bool = False

    def actions(self) -> list[str]:
        """Return everything that could be done to such rows, by the verbs of the code."""
        if not self.given_singly:
            return list(EDITING)
        return [*EDITING, *(each.verb for each in transitions_of(self.models[0])), "share"]  # type: ignore[arg-type]

    def whose(self) -> list[str]:
        """Return whose such rows can be."""
        if self.shared:
            return [SHARED]
        return [OWN, SINGLE, OTHER] if self.with_singles() else [OWN, OTHER]

    def with_singles(self) -> bool:
        """Return whether a grant on a single entry or notice reaches such rows."""
        return self.given_singly or self.models[0] in {Version, Decision}


def _frozen(team: Team) -> list[Model]:
    activity = make_activity(team=team)
    notice = make_notice(activity, team=team)
    submit(subject=notice, by=make_user("Approver"), reason="It is ready.")
    version = approve(activity)
    return [version, *Decision.objects.filter(activity=activity), *notice.decisions.all()]


def _contact_points(team: Team) -> list[Model]:
    return list(make_reachable(team.organisation).contact_points.all())


def _mail(_team: Team) -> list[Model]:
    return [send(kind="example", to="anna@example.org", subject="x", text="y")]


KINDS = (
    Kind(
        "entries",
        (ProcessingActivity,),
        lambda team: [make_bare_activity(team=team)],
        given_singly=True,
    ),
    Kind("notices", (Notice,), lambda team: [make_notice(team=team)], given_singly=True),
    Kind("versions and decisions", (Version, Decision), _frozen),
    Kind("inspection regimes", (InspectionRegime,), lambda team: [make_regime(team=team)]),
    Kind("contact points", (ContactPoint,), _contact_points),
    Kind(
        "reference data",
        (
            Organisation,
            Channel,
            DataCategory,
            PeopleCategory,
            Legislation,
            Provision,
            StatutoryPower,
            Agreement,
            System,
        ),
        lambda _: [
            make_organisation(),
            make_channel(),
            make_data_category(),
            make_people_category(),
            make_legislation(),
            make_provision(),
            make_power(),
            make_agreement(),
            make_system(),
        ],
        shared=True,
    ),
    Kind("teams", (Team,), lambda _: [make_team()], shared=True),
    Kind("people", (User,), lambda _: [make_user("Editor")], shared=True),
    Kind("jobs in the background", (Job,), lambda _: [enqueue(remove_old_jobs)], shared=True),
    Kind("mail", (OutgoingMail,), _mail, shared=True),
    Kind("roles", (Group,), lambda _: [Group.objects.first()], shared=True),  # type: ignore[list-item]
)


def answers() -> Answers:
    """Return what `may` allows to whoever has one role, one team and one row given singly.

    Raises `AssertionError` where a reason is missing, where rows of one kind are treated
    differently, or where `rows` shows other rows than those that may be viewed.
    """
    permissions.create_roles()
    own, given, other = make_team(), make_team(), make_team()
    kinds = {kind: _rows_of(kind, own, given, other) for kind in KINDS}
    people = {role: _person(role, own, kinds) for role in roles()}
    return {
        kind.name: {
            whose: {role.name: _allowed(person, kind, subjects) for role, person in people.items()}
            for whose, subjects in asked.items()
        }
        for kind, asked in kinds.items()
    }


def _rows_of(kind: Kind, own: Team, given: Team, other: Team) -> Asked:
    teams = {OWN: own, SINGLE: given, OTHER: other, SHARED: other}
    return {whose: kind.make(teams[whose]) for whose in kind.whose()}


def _person(role: Role, own: Team, kinds: dict[Kind, Asked]) -> User:
    person = make_user(role.name, own)
    for kind, asked in kinds.items():
        for row in asked[SINGLE] if kind.with_singles() else ():
            subject: Any = row.subject if isinstance(row, Attributed) else row
            permissions.give_access(person, subject)
    return person


def _allowed(person: User, kind: Kind, subjects: list[Model]) -> list[str]:
    allowed = []
    for action in kind.actions():
        given = [may(person, action, _asked_about(action, row)) for row in subjects]
        assert all(bool(answer.reason) is not bool(answer) for answer in given)
        assert len({bool(answer) for answer in given}) == 1, (person, action, subjects)
        allowed += [action] if given[0] else []
    for row in subjects:
        model = type(row)
        if may(person, "view", model):
            reached = rows(person, model._default_manager.filter(pk=row.pk)).exists()
            assert reached == ("view" in allowed), (person, row)
    return allowed


def _asked_about(action: str, row: Any) -> Any:
    """The row itself or, where one is to be added, another one for the same team or body."""
    if action != "add":
        return row
    new = type(row)()
    for field in ("team_id", "organisation_id", "activity_id", "notice_id"):
        if hasattr(row, field):
            setattr(new, field, getattr(row, field))
    return new


# The page

_CELLS = {
    (True, True, True): "all",
    (True, True, False): "theirs",
    (True, False, False): "of their teams",
    (False, False, False): "–",
}

_OPENING = """\
# Who may do what

What a person may do follows from their **roles**, and to which entries and notices they may do it
from their **teams** and from **single entries and notices** that were given to them. An
administrator gives roles and teams, on the page of the person. Whoever approves an entry or
publishes a notice can give that one to somebody else, on its page “Who keeps it”.

When somebody leaves, an administrator unticks “active” on the page of the person. From the next
page they ask for they reach nothing. Their name stays wherever they changed or decided something,
so no account is ever deleted.

This page is made from the answers of `ropa/permissions.py`, which the staff interface and every
decision ask. A test compares the answers with `tests/expected/permissions.toml`, and another one
opens every address of the register as each of these people (`tests/expected/addresses.md`).

## The roles
"""

_LEGEND = """\
## What each role allows

| in the tables | means |
| --- | --- |
| all | every one in the register |
| theirs | those of the teams they work for, and those given to them one by one |
| of their teams | those of the teams they work for; of contact points, those of the teams’ bodies |
| – | none |
"""

_NOTES = {
    "entries": "What has been approved once is never deleted, but retired. “Share” is letting "
    "somebody else keep this one. Who may change an entry may change all its parts. Who may "
    "change entries may import them from a file, in which each row is asked of like any other "
    "change; an import is seen by whoever brought the file and by those who reach the whole "
    "register.",
    "notices": "What has been published once is never deleted, but withdrawn. Who may change a "
    "notice may change its sections.",
    "versions and decisions": "They are only ever added, by approving, publishing and the other "
    "decisions above; the database itself refuses to change them. The history of a row is read by "
    "whoever may view the row.",
    "people": "Nobody gives themselves a role or a team, and only a superuser changes the account "
    "of a superuser. A superuser may do everything here that anybody may, and is meant for setting "
    "up the register.",
    "jobs in the background": "They are asked for by the program: PDFs, imports, mail. To change "
    "one is to have it tried again, or to discard it.",
    "mail": "Administrators see whom a message went to and what became of it, and nothing of what "
    "it says. To change one is to have it sent again.",
    "roles": "What a role allows is laid down in the program, and changed nowhere else.",
}


def page(found: Answers) -> str:
    """Return the answers as a page of Markdown."""
    lines = [_OPENING]
    lines += [f"- **{role.name}.** {role.description}" for role in roles()]
    lines += ["", _LEGEND]
    for kind in KINDS:
        lines += [f"### {kind.name.capitalize()}", "", *_table(kind, found[kind.name]), ""]
        if kind.name in _NOTES:
            lines += [_NOTES[kind.name], ""]
    return "\n".join(lines)


def _table(kind: Kind, found: dict[str, dict[str, list[str]]]) -> Iterator[str]:
    names = [role.name for role in roles()]
    yield _line(["to", *names])
    yield _line(["---"] * (len(names) + 1))
    for action in kind.actions():
        yield _line([action, *(_cell(action, found, name) for name in names)])


def _cell(action: str, found: dict[str, dict[str, list[str]]], role: str) -> str:
    # What everybody shares is nobody's own; what is not given singly is another team's.
    others = found.get(OTHER, found.get(SHARED, {}))
    own, single, other = (
        action in found.get(whose, others)[role] for whose in (OWN, SINGLE, OTHER)
    )
    return _CELLS[own, single, other]


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
