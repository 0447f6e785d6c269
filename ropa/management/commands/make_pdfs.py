"""Make the PDFs that are missing, and remove those that nobody needs any more."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ropa.background.files import remove_files
from ropa.models import Version
from ropa.public.changes import SubjectPages
from ropa.public.pdf.files import KIND, make_pdf, pdf_name
from ropa.public.pdf.tasks import missing_pdfs
from ropa.typesetting import libraries
from ropa.typesetting.process import NotTypeset


class Command(BaseCommand):
    """`manage.py make_pdfs`."""

    help = (
        "Make the PDF of the newest version of every notice and public entry that has none yet, "
        "without waiting for a worker, and remove the PDFs that an earlier program made. Run it "
        "after every deployment."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.REGISTER_ADDRESS:
            raise CommandError(
                "The address of the site is not known: set REGISTER_ADDRESS, for example to "
                "https://register.example.org."
            )
        if absent := libraries.missing_libraries():
            raise CommandError(
                f"No PDFs can be made: this machine has no {', '.join(absent)}. On Debian and "
                f"Ubuntu: apt-get install {libraries.PACKAGES}."
            )
        in_force = Version.objects.public().in_force().defer("document")
        removed = remove_files(KIND, map(pdf_name, in_force))
        missing = missing_pdfs()
        failed = sum(not self._make(version) for version in missing)
        self.stdout.write(f"{len(missing) - failed} made, {removed} removed.")
        if failed:
            raise CommandError(f"{failed} could not be made: see above.")

    def _make(self, version: Version) -> bool:
        try:
            make_pdf(version)
        except NotTypeset as problem:
            self.stderr.write(f"{SubjectPages.of(version.subject).page}: {problem}")
            return False
        return True
