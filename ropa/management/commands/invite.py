"""Give out an account, or a new link to an account, where no mail can be sent yet."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from ropa import permissions
from ropa.accounts import emails, links


class Command(BaseCommand):
    """`manage.py invite NAME EMAIL [--role ROLE] [--superuser]`."""

    help = (
        "Make an account, unless it is there, and print the link by which its person sets their "
        "own password. Give the link to that person alone: it works once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the user name")
        parser.add_argument("email", help="the person's own email address")
        parser.add_argument("--role", help="one of the roles that create_roles lists")
        parser.add_argument("--superuser", action="store_true", help="who may do everything")

    def handle(
        self, *args: Any, name: str, email: str, role: str | None, superuser: bool, **options: Any
    ) -> None:
        person = User.objects.filter(username=name).first() or self._make(name, email, superuser)
        if not (person.is_active and person.is_staff):
            raise CommandError(f"The account “{name}” is closed: open it again first.")
        if person.email != email.lower():
            raise CommandError(f"The account “{name}” has another address.")
        if role:
            person.groups.add(self._role(role))
        address = links.invitation_for(person)
        self.stdout.write(address)
        if not settings.REGISTER_ADDRESS:
            self.stderr.write(
                "Put the address of your register before it: REGISTER_ADDRESS is not set."
            )
        self.stderr.write(f"It works once, for {links.INVITATION_DAYS} days.")

    def _make(self, name: str, email: str, superuser: bool) -> User:
        email = email.lower()
        person = User(username=name, email=email, is_staff=True, is_superuser=superuser)
        try:
            validate_email(email)
            User._meta.get_field("username").run_validators(name)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        if emails.is_taken(email):
            raise CommandError(emails.ADDRESS_IN_USE)
        person.set_unusable_password()
        person.save()
        return person

    def _role(self, role: str) -> Group:
        found = Group.objects.filter(name__iexact=role).first()
        if found is None:
            names = ", ".join(each.name for each in permissions.roles())
            raise CommandError(
                f"There is no role “{role}”. The roles are: {names}. If none are there yet, run "
                "manage.py create_roles first."
            )
        return found
