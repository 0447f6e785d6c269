"""Create the roles."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from ropa import permissions


class Command(BaseCommand):
    """`manage.py create_roles`."""

    help = "Create the roles people can be given, or bring them back to their definition."

    def handle(self, *args: Any, **options: Any) -> None:
        permissions.create_roles()
        for role in permissions.roles():
            self.stdout.write(f"{role.name}: {role.description}")
