"""The public record as a file that is made once and kept: the workbook, and the ZIP of CSV.

What a file is made from is pinned by the head of the chain, so its name is known before it is made.
"""

from __future__ import annotations

from django.conf import settings

from ropa.background import TaskFailed, task
from ropa.background.files import find_file, keep_file, name_of
from ropa.reports.all_formats import every_format
from ropa.reports.contents import Report
from ropa.reports.formats import Format
from ropa.reports.report_query import report
from ropa.reports.selection import Selection

from .published_versions import NO_MARK, PageMark

PUBLIC_SELECTION = Selection(is_public=True)
# These are written piece by piece only once all of them is made, which takes long.
MADE_ONCE = frozenset({"xlsx", "csv-sheets"})


def mark_of(found: Report, kind: Format) -> PageMark:
    """Return what a file is made from, besides the program."""
    head = found.head
    mark = PageMark(head.row_hash, head.created_at) if head else NO_MARK
    return PageMark(f"{mark.identity} {kind.name} {settings.REGISTER_ADDRESS}", mark.changed)


def register_file_name(found: Report, kind: Format) -> str:
    """Return the name of the file, whether it is made or not."""
    return name_of("register", mark_of(found, kind).identity)


def format_named(name: str) -> Format:
    """Return the form with that name. Raises `StopIteration` if there is none."""
    return next(each for each in every_format() if each.name == name)


@task(title="The public record as a file", attempts=2)
def make_register_file(form: str) -> None:
    """Make the public record in a form, as it stands now, in the place of the file before.

    Raises `TaskFailed` for a form that is not made beforehand.
    """
    if form not in MADE_ONCE:
        raise TaskFailed("This form of the record is not made beforehand.")
    kind = format_named(form)
    found = report(PUBLIC_SELECTION)
    name = register_file_name(found, kind)
    if find_file(name) is None:
        keep_file(name, f"register-{form}", kind.write(found), takes_place=True)
