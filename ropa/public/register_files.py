"""The public record as a file that is made once and kept: the workbook, the ZIP of CSV, and the PDF
of a topic register.

What a file is made from is pinned by the head of the chain, so its name is known before it is made.
"""

from __future__ import annotations

from django.conf import settings

from ropa.background import TaskFailed, task
from ropa.background.files import find_file, keep_file, name_of
from ropa.reports.all_formats import every_format
from ropa.reports.contents import Report
from ropa.reports.formats import Format
from ropa.reports.paper.files import PDF
from ropa.reports.paper.limits import NotOnPaper
from ropa.reports.report_query import report
from ropa.reports.selection import Selection
from ropa.reports.topic_registers import readable_topics
from ropa.reports.topic_registers.files import topic_forms

from .published_versions import NO_MARK, PageMark

PUBLIC_SELECTION = Selection(is_public=True)
# These are written piece by piece only once all of them is made, which takes long.
MADE_ONCE = frozenset({"xlsx", "csv-sheets"})


def mark_of(found: Report, kind: Format) -> PageMark:
    """Return what a file is made from, besides the program."""
    head = found.head
    mark = PageMark(head.row_hash, head.created_at) if head else NO_MARK
    return PageMark(f"{mark.identity} {kind.name} {settings.REGISTER_ADDRESS}", mark.changed)


def is_made_once(kind: Format) -> bool:
    """Say whether a worker makes a form of the record, or of a topic register, for all readers:
    no reader has one made for themselves that takes a core for long."""
    return kind.name in MADE_ONCE or kind.type == PDF.type


def register_file_name(found: Report, kind: Format) -> str:
    """Return the name of the file, whether it is made or not."""
    return name_of("register", mark_of(found, kind).identity)


def format_named(name: str) -> Format:
    """Return the form with that name. Raises `StopIteration` if there is none."""
    of_topics = (
        form for topic in readable_topics(by_public=True) for form in topic_forms(topic).values()
    )
    return next(each for each in (*every_format(), *of_topics) if each.name == name)


@task(title="The public record as a file", attempts=2)
def make_register_file(form: str) -> None:
    """Make the public record in a form, as it stands now, in the place of the file before.

    Raises `TaskFailed` for a form that is not made beforehand, and if it cannot be made.
    """
    kind = format_named(form)
    if not is_made_once(kind):
        raise TaskFailed("This form of the record is not made beforehand.")
    found = report(PUBLIC_SELECTION)
    name = register_file_name(found, kind)
    if find_file(name) is None:
        try:
            content = kind.write(found)
        except NotOnPaper as reason:
            raise TaskFailed(str(reason)) from reason
        keep_file(name, f"register-{form}", content, takes_place=True)
