"""The page that a report is typeset from: everything selected, in one HTML document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ropa.dates import second_in_words
from ropa.documents.merged.entries import distinct
from ropa.documents.rights_contacts import rights_contacts
from ropa.documents.schema import ActivityDocument, Term
from ropa.documents.sections import EntriesContent, entries_content
from ropa.documents.wording import joined_names
from ropa.reports.columns_grounds import falls_under_part_3
from ropa.reports.contents import Report, ReportEntry
from ropa.reports.covers import Cover, cover
from ropa.reports.parties import Parties
from ropa.tables.content_digest import ContentDigest

from .facts import facts_of
from .limits import check_length


@dataclass(frozen=True)
class Printed:
    """An entry as it is printed, and what the contents and the overview say of it."""

    reference: str
    title: str
    controllers: str
    lawful_bases: tuple[Term, ...]
    is_law_enforcement: bool
    chapter: str
    page: SafeString


def page_of(report: Report) -> str:
    """Return the HTML of a report: cover, contents, controllers, overview, and the entries by
    business function or, of what is public, by controller.

    Raises `TooLarge` as soon as there is more than can be typeset.
    """
    digest, parties, entries = ContentDigest(), Parties(), list[Printed]()
    length = 0
    for entry in report.entries():
        digest.entry(*entry.digested)
        parties.add(entry.document, entry.version.created_at if entry.version else None)
        entries.append(_printed(entry, is_public=report.selection.is_public))
        check_length(length := length + len(entries[-1].page))
    for notice in report.notices():
        digest.notice(
            notice.document.slug,
            notice.digest,
            is_policy_document=notice.document.is_policy_document,
        )
    for table, rows in report.tables().items():
        for row in rows:
            digest.row(table, row)
    facts, *bodies = _parted(cover(report, digest, parties))
    context = {
        "report": report,
        "as_at": as_at_sentence(report),
        "made_at": as_at_instant(report),
        "facts": facts,
        "bodies": bodies,
        "entries": entries,
        "chapters": _chapters(entries),
    }
    return render_to_string("reports/pdf/register.html", context)


def as_at_sentence(report: Report) -> str:
    """Return the instant as at which the register is told, in words."""
    instant = as_at_instant(report)
    return f"As at {second_in_words(instant)}" if instant else "Before the first version"


def as_at_instant(report: Report) -> datetime | None:
    """Return the instant as at which the register is told: that which was asked for, or when the
    drafts were taken or the newest version was made; `None` if there is none yet."""
    head = report.head
    return report.taken_at or report.selection.at or (head.created_at if head else None)


def _printed(entry: ReportEntry, *, is_public: bool) -> Printed:
    document = entry.document
    content = entries_content([document])
    controllers = _controllers(content)
    context = {
        "activity": document,
        "entry": entry,
        "content": content,
        "facts": facts_of(document, is_public=is_public),
        "is_public": is_public,
        "is_law_enforcement": falls_under_part_3(document),
        "prefix": document.reference,
        "on_paper": True,
        "is_entry": True,
    }
    return Printed(
        reference=document.reference,
        title=document.title,
        controllers=controllers,
        lawful_bases=distinct(part.lawful_basis for part in document.purposes),
        is_law_enforcement=falls_under_part_3(document),
        chapter=controllers if is_public else _function(document),
        page=render_to_string("reports/pdf/entry.html", context),
    )


def _function(document: ActivityDocument) -> str:
    return document.business_function.strip() or document.team.name


def _controllers(content: EntriesContent) -> str:
    bodies = [each.organisation for each in rights_contacts(content.controllers)]
    return (
        joined_names([body.short_name or body.name for body in bodies]) or "No controller recorded"
    )


def _chapters(entries: list[Printed]) -> list[tuple[str, list[Printed]]]:
    """Entries by chapter: chapters in order of name, entries as they came."""
    placed = sorted(entries, key=lambda each: (each.chapter.casefold(), each.chapter))
    return [(name, list(group)) for name, group in groupby(placed, lambda each: each.chapter)]


def _parted(lines: Cover) -> Iterator[Cover]:
    """The lines of a cover in their groups: an empty line stands between two."""
    for is_said, group in groupby(lines, any):
        if is_said:
            yield list(group)
