"""The demonstration register: two real notices, from rows to public page, and its people."""

from __future__ import annotations

import logging
import socket
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from ropa import permissions
from ropa.accounts.demonstration import password_of
from ropa.actions import anchoring
from ropa.actions.approving import approve_activities
from ropa.actions.publishing import publish_notice
from ropa.actions.refusal import Refused
from ropa.database.statistics import gather_statistics
from ropa.documents.heads import HEADS_LOGGER
from ropa.extensions import extensions
from ropa.imports.files import read_folder
from ropa.imports.loading import load
from ropa.imports.problems import CannotLoad
from ropa.models import Notice, Organisation, ProcessingActivity, Team
from ropa.monitoring import events
from ropa.public.areas import areas_now
from ropa.public.changes import SubjectPages

from .serve import DEFAULT_ADDRPORT, bound_socket, parse_address, serve

FIXTURES = settings.BASE_DIR / "fixtures"
REASON = "Loaded with the demonstration register."


@dataclass(frozen=True)
class Person:
    """Somebody to try a role as. `teams` are codes; nobody needs them who reaches every team."""

    username: str
    role: str
    teams: tuple[str, ...] = ()

    @property
    def password(self) -> str:
        return password_of(self.username)

    @property
    def email(self) -> str:
        return f"{self.username}@example.org"


APPROVER = "approver"
PEOPLE = (
    Person("editor", "Editor", ("social-care-regulation", "social-care-enforcement")),
    Person("school-lead", "Data protection lead", ("cale-green-office",)),
    Person(APPROVER, "Approver"),
    Person("auditor", "Auditor"),
    Person("administrator", "Administrator"),
)


PUBLIC_PASSWORDS = "--i-know-the-passwords-are-public"


class Command(BaseCommand):
    """`manage.py demo [--addrport HOST:PORT] [--no-serve] [--i-know-the-passwords-are-public]`."""

    help = "Make the demonstration register if it is not there yet, and serve it until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--addrport",
            default=DEFAULT_ADDRPORT,
            metavar="HOST:PORT",
            help=f"where to serve (default {DEFAULT_ADDRPORT})",
        )
        parser.add_argument(
            "--no-serve", action="store_true", help="make the register and stop there"
        )
        parser.add_argument(
            PUBLIC_PASSWORDS,
            action="store_true",
            dest="known_public",
            help="serve where other machines can reach it, though everybody who has read README.md "
            "can sign in and change everything",
        )

    def handle(
        self,
        *args: Any,
        addrport: str,
        no_serve: bool,
        known_public: bool = False,
        **options: Any,
    ) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demonstration has known passwords, so it runs only with DEBUG=1. "
                "For a real installation use manage.py migrate, create_roles and serve."
            )
        host, port = ("", 0) if no_serve else parse_address(addrport)
        if host and not known_public and not is_loopback(host):
            raise CommandError(
                f"{addrport} can be reached from other machines, and the passwords of the "
                "demonstration are in its documentation: anybody could sign in and change "
                "everything. Serve it at 127.0.0.1, or say that you want this by adding "
                f"{PUBLIC_PASSWORDS}."
            )
        # Better now than after all has been made.
        listening = bound_socket(host, port) if host else None
        call_command("migrate", verbosity=0)
        if not Organisation.objects.exists():
            self.stdout.write("Loading the register and publishing its notices ...")
            with _quietly():
                self._make()
            gather_statistics()
        self._introduce(addrport)
        if listening:
            with listening:
                serve(listening)

    def _make(self) -> None:
        """All of it or nothing, so that an interrupted start is simply started again."""
        try:
            with transaction.atomic():
                permissions.create_roles()
                load([row for folder in _folders() for row in read_folder(folder)])
                people = {person.username: self._create(person) for person in PEOPLE}
                approver = people[APPROVER]
                entries = list(ProcessingActivity.objects.select_related("team"))
                approve_activities(activities=entries, by=approver, reason=REASON)
                for notice in Notice.objects.select_related("team"):
                    publish_notice(notice=notice, by=approver, reason=REASON)
        except (CannotLoad, Refused) as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error

    def _create(self, person: Person) -> User:
        user = User.objects.create_user(
            person.username,
            email=person.email,
            password=person.password,
            first_name="Demonstration",
            last_name=person.username.replace("-", " "),
            is_staff=True,
        )
        user.groups.add(Group.objects.get(name=person.role))
        for team in Team.objects.filter(code__in=person.teams):
            permissions.give_access(user, team)
        return user

    def _introduce(self, addrport: str) -> None:
        root = f"http://{addrport if ':' in addrport else f'127.0.0.1:{addrport}'}"
        lines = [
            "",
            "For the public:",
            f"  {root}/",
            *(f"  {root}{address}" for address in self._notices()),
            f"  {root}/register/",
            *(f"  {root}{reverse(area.view)}" for area in areas_now()),
            "",
            f"For staff, at {root}/admin/ (name, password, role):",
            *(f"  {person.username:15}{person.password:22}{person.role}" for person in PEOPLE),
            "",
        ]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def _notices(self) -> list[str]:
        published = Notice.objects.filter(versions__isnull=False).distinct()
        return [SubjectPages.of(notice).page for notice in published.order_by("-kind", "slug")]


def _folders() -> Iterator[Path]:
    yield FIXTURES
    yield from (each.demonstration for each in extensions() if each.demonstration)


def is_loopback(host: str) -> bool:
    """Say whether only this machine reaches a host: every address it stands for is a loopback."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return all(ip_address(address[0]).is_loopback for *_, address in found)


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep the heads of versions and the decisions off the screen; the register has them. That the
    heads are added together at the end is told of no delay: everything is loaded at once."""
    kept_off = {
        HEADS_LOGGER: logging.WARNING,
        events.LOGGER: logging.WARNING,
        anchoring.__name__: logging.ERROR,
    }
    before = {name: logging.getLogger(name).level for name in kept_off}
    for name, level in kept_off.items():
        logging.getLogger(name).setLevel(level)
    try:
        yield
    finally:
        for name, level in before.items():
            logging.getLogger(name).setLevel(level)
