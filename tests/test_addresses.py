"""Every address the register serves, as each person, asked for and posted to: the table in
`tests/expected/addresses.md` says what they meet."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from ropa.models import ProcessingActivity
from ropa.permissions import reference_models
from tests.admin.forms import signed_in
from tests.factories import make_user
from tests.log_lines import captured_lines
from tests.walk.addresses import Address, addresses, routes
from tests.walk.meeting import meet
from tests.walk.register import WHY, Register

# For each address and each person: what they meet when they ask for it, and when they post to it.
type Table = dict[str, dict[str, tuple[str, str]]]

EXPECTED = Path(__file__).parent / "expected" / "addresses.md"
OUTCOMES = {"200", "403", "404", "405", "409", "410", "away", "sign in", "done"}
# What a person may do depends on no engine. What it does to the database is tried by those who meet
# no closed door (decision 21).
ON_EITHER_ENGINE = ("Approver", "Administrator")
needs_everybody = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="on PostgreSQL those walk who meet no closed door"
)
OUTSIDE = ("Anonymous", "Has left")
MISSED = {"away", "403", "404", "410"}
IN_ONE_TEAM = ("Given singly", "Editor", "Data protection lead")
OWN_PASSWORD = "/account/password/change/"
OWN_MAIL = "/account/notifications/"

OPENING = """\
# What each person meets at every address

Each cell says what comes back when the person asks for the page and, after a comma, when they post
to it a form as somebody with every right would fill it in. Where both are the same it is said once.

| word | means |
| --- | --- |
| 200 | a page; nothing was written |
| done | something was written, and the next page follows |
| away | another page; nothing was written |
| sign in | the page on which to sign in |
| 403, 404, 405 | refused with the reason, not there, not to be asked for in this way |
| 410 | was there and has ended |

“Has left” was an approver, still has the browser open in which they were signed in, and is no
longer active. “Given singly” is an editor without a team, to whom the entries and notices that are
`<own>` were given one by one. The other roles work for the team that keeps what is `<own>`; what
is `<other>` is kept by another team. An import that is `<own>` is of a file that the editor
brought.
`{reference}` stands for each kind of reference data.

If what people meet should change: `WRITE_EXPECTED=1 .venv/bin/python -m pytest
tests/test_addresses.py`, and read what that changed here.

"""


@pytest.fixture(scope="module")
def register(django_db_setup: None, django_db_blocker: Any) -> Iterator[Register]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield Register()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def told() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What the log said while the addresses were walked."""
    with captured_lines() as said:
        yield said


@pytest.fixture(scope="module")
def table(register: Register, told: object) -> Table:
    people = register.people()
    if connection.vendor != "sqlite":
        people = {who: people[who] for who in ON_EITHER_ENGINE}
    met: dict[str, dict[str, tuple[set[str], set[str]]]] = defaultdict(dict)
    for route in routes():
        for address in addresses(register, route):
            for who, client in people.items():
                asked, posted = met[address.name].setdefault(who, (set(), set()))
                asked.add(meet(client, "GET", address))
                posted.add(meet(client, "POST", address))
    return {
        name: {who: ("/".join(asked), "/".join(posted)) for who, (asked, posted) in by.items()}
        for name, by in met.items()
    }


def as_words(met: tuple[str, str]) -> str:
    """What somebody meets who asks for a page and posts to it, once where it is the same."""
    asked, posted = met
    return asked if asked == posted else f"{asked}, {posted}"


def as_text(table: Table) -> str:
    """Return the table as Markdown, in columns."""
    people = list(next(iter(table.values())))
    lines = [["address", *people]]
    lines += [[f"`{name}`", *map(as_words, by.values())] for name, by in table.items()]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return OPENING + "".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |\n"
        for line in lines
    )


pytestmark = pytest.mark.django_db


@needs_everybody
def test_everybody_meets_what_the_table_says(table):
    met = as_text(table)
    if os.environ.get("WRITE_EXPECTED"):
        EXPECTED.write_text(met, encoding="utf-8")
    assert met.splitlines() == EXPECTED.read_text(encoding="utf-8").splitlines()


def test_those_who_meet_no_closed_door_meet_on_either_engine_what_the_table_says(table):
    lines = [line.split("|") for line in EXPECTED.read_text(encoding="utf-8").splitlines()]
    head, *_ = (line for line in lines if len(line) > 2 and line[1].strip() == "address")
    columns = [cell.strip() for cell in head]
    expected = {
        line[1].strip().strip("`"): [line[columns.index(who)].strip() for who in ON_EITHER_ENGINE]
        for line in lines
        if line[0] == "" and len(line) == len(head) and line[1].strip().startswith("`/")
    }
    met = {name: [as_words(by[who]) for who in ON_EITHER_ENGINE] for name, by in table.items()}
    assert met == expected


# What must hold whatever the table says


def test_the_table_has_every_pattern_of_the_project(table):
    assert len(routes()) > 120
    assert len(table) > 130
    assert {"/admin/ropa/notice/<other>/publish/", "/admin/{reference}/<any>/uses/"} <= set(table)
    assert len(reference_models()) == 9


def test_a_new_pattern_with_a_parameter_cannot_be_forgotten(register):
    for route in ("admin/odd/<int:number>/", "odd/<slug:slug>/", "admin/ropa/odd/<object_id>/"):
        with pytest.raises(LookupError, match="how to fill in"):
            addresses(register, route)


def test_nothing_fails_and_whoever_is_refused_reads_why_and_has_written_nothing(table):
    for name, by in table.items():
        for who, outcomes in by.items():
            assert set(outcomes) <= OUTCOMES, (name, who, outcomes)


def test_the_log_says_nothing_that_was_typed_and_names_nobody(table, told):
    typed = {WHY, "It has ended.", "Forged", "a-new-long-secret", "It is new."}
    people = set(User.objects.values_list("username", flat=True))
    titles = set(ProcessingActivity.objects.values_list("title", flat=True))
    lines = told()
    assert len(lines) > len(table)
    texts = [str(value) for line in lines for value in line.values()]
    for never in (typed | titles) - {""}:
        assert not [text for text in texts if never in text], never
    # A user name may be part of a word that is none, such as that of a view.
    assert not people & set(texts)


def test_asking_for_a_page_writes_nothing(table):
    assert not [
        (name, who)
        for name, by in table.items()
        for who, (asked, _) in by.items()
        if asked == "done"
    ]


@needs_everybody
@pytest.mark.parametrize("who", OUTSIDE)
def test_whoever_is_not_signed_in_is_asked_to_sign_in(table, who):
    within = {name: by[who] for name, by in table.items() if name.startswith("/admin/")}
    assert within.pop("/admin/logout/") == ("away", "away")
    assert len(within) > 100
    assert set(within.values()) == {("sign in", "sign in")}


@needs_everybody
@pytest.mark.parametrize("who", IN_ONE_TEAM)
def test_what_another_team_keeps_is_refused(table, who):
    others = {name: by[who] for name, by in table.items() if "<other>" in name}
    assert len(others) > 40
    for name, outcomes in others.items():
        # An address without a page leads to the page of the row, which is in the table as well.
        leads_on = re.fullmatch(r"/admin/(\w+/\w+|entry)/<other>/", name) or "/admin/r/" in name
        assert set(outcomes) <= ({"away", "404"} if leads_on else {"403"}), name


@needs_everybody
def test_those_who_read_change_nothing_but_their_password_and_what_they_are_told(table):
    changed = {name for name, by in table.items() if "done" in by["Auditor"]}
    assert changed == {OWN_PASSWORD, OWN_MAIL}


def test_an_administrator_changes_people_teams_mail_and_work_in_the_background_alone(table):
    changed = {name for name, by in table.items() if "done" in by["Administrator"]}
    assert changed == {
        OWN_PASSWORD,
        OWN_MAIL,
        "/admin/auth/user/<colleague>/change/",
        "/admin/auth/user/<colleague>/sign-in/",
        "/admin/auth/user/<colleague>/sessions/",
        "/admin/auth/user/<administrator>/change/",
        "/admin/auth/user/<administrator>/sessions/",
        "/admin/ropa/team/<any>/change/",
        "/admin/background/",
        "/admin/mail/",
    }
    seen = {name for name, by in table.items() if by["Administrator"][0] == "200"}
    assert not [name for name in seen if "/<own>/" in name or "{reference}" in name]


def test_whoever_approves_meets_no_closed_door_in_the_register(table):
    """So that no refusal above is one that everybody meets."""
    closed = {name for name, by in table.items() if "403" in by["Approver"]}
    closed -= {"/admin/background/", "/admin/mail/"}
    assert {name.split("/")[3] for name in closed} == {"user", "version"}


def test_rows_that_are_not_there_are_missed_by_nobody(register):
    client = signed_in(make_user("Approver", is_superuser=True))
    asked = 0
    for route in routes():
        if not re.match(r"admin/\w+/\w+/<", route):
            continue
        address = Address(route, "/" + re.sub("<[^>]+>", "999999", route), {"post": "yes"})
        for method in ("GET", "POST"):
            asked += 1
            assert meet(client, method, address) in MISSED, (method, route)
    assert asked > 150
