"""Check what pages need against the record, or make it anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ropa import read_model


class Command(BaseCommand):
    """`manage.py read_model`."""

    help = (
        "Check the tables that pages are made from against the record, row by row, or make them "
        "anew. Both can run while the register is used; making them anew goes on where it was "
        "interrupted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        doing = parser.add_mutually_exclusive_group(required=True)
        doing.add_argument(
            "--check", action="store_true", help="Name each row that is not what the record says."
        )
        doing.add_argument("--rebuild", action="store_true", help="Make everything anew.")

    def handle(self, *args: Any, **options: Any) -> None:
        self._told = ""
        if options["rebuild"]:
            read_model.rebuild(told=self._tell)
            self.stdout.write("The read model is made anew.")
            return
        found = 0
        for found, difference in enumerate(read_model.check(self._tell), 1):  # noqa: B007
            self.stdout.write(str(difference))
        if found:
            raise CommandError(
                f"{found} rows are not what the record says: run manage.py read_model --rebuild."
            )
        self.stdout.write("The read model is what the record says.")

    def _tell(self, doing: str, done: int, total: int) -> None:
        """Say how far it is, once for each hundredth."""
        line = f"{doing}: {100 * done // max(total, 1)} %"
        if line != self._told:
            self._told = line
            self.stderr.write(line)
