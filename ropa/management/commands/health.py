"""Say how the register is, and what is wrong."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ropa.health.readiness import examine


class Command(BaseCommand):
    """`manage.py health`: what `/health/ready/` looks at, with what is wrong in a sentence."""

    help = "Look at everything the register needs to do its work, and say what is wrong."
    # The database may be away: that is what people ask about.
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = examine()
        for name, problem in found.problems.items():
            self.stdout.write(f"{name}: {problem or 'ok'}")
        if found.word != "ok":
            raise CommandError("The register is not well: see above.")
