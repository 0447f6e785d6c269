"""Make the PDFs that are missing, and remove those that nobody needs any more."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ropa.environment import ORIGIN
from ropa.models import Notice, Version
from ropa.public.changes import Place
from ropa.public.pdf.files import LONGEST, NotMade, NotYetMade, clear, file_of, made
from ropa.public.pdf.pages import page_of
from ropa.public.reading import newest_versions
from ropa.typesetting import libraries


class Command(BaseCommand):
    """`manage.py make_pdfs [--address https://register.example.org]`."""

    help = (
        "Make the PDF of the newest version of every notice and public entry that has none yet, "
        "and remove the PDFs that an earlier program made. Run it after every deployment."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--address",
            default=settings.REGISTER_ADDRESS,
            help="the address of the site, which PDFs print (default: REGISTER_ADDRESS)",
        )

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        if not address:
            raise CommandError(
                "The address of the site is not known: set REGISTER_ADDRESS, or name it with "
                "--address, for example --address https://register.example.org."
            )
        if absent := libraries.missing():
            raise CommandError(
                f"No PDFs can be made: this machine has no {', '.join(absent)}. On Debian and "
                f"Ubuntu: apt-get install {libraries.PACKAGES}."
            )
        origin = address.rstrip("/")
        if not ORIGIN.fullmatch(origin):
            raise CommandError(
                f"“{address}” is not the address of a site: write it without a path, for example "
                "https://register.example.org."
            )
        everything = list(Version.objects.public().in_force().defer("document"))
        removed = clear(
            Path(settings.PDF_FOLDER), [file_of(version, origin) for version in everything]
        )
        missing = [
            version
            for version in newest_versions().select_related("activity", "notice")
            if not file_of(version, origin).exists()
        ]
        failed = sum(not self._make(version, origin) for version in missing)
        self.stdout.write(f"{len(missing) - failed} made, {removed} removed.")
        if failed:
            raise CommandError(f"{failed} could not be made: see above.")

    def _make(self, version: Version, origin: str) -> bool:
        subject = version.subject
        if isinstance(subject, Notice):
            place = Place("notice", subject.slug)
        else:
            place = Place("activity", subject.reference)
        page = partial(page_of, version, place, origin)
        try:
            # One that somebody else asked for may come first.
            made(file_of(version, origin), page, seconds=2 * LONGEST)
        except (NotMade, NotYetMade) as problem:
            self.stderr.write(f"{place.page}: {problem}")
            return False
        return True
