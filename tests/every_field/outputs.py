"""What leaves the register, as text in small letters: each output by its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from html import unescape

from django.core.cache import caches
from django.db import transaction
from django.test import Client

from ropa.documents.build import activity_document
from ropa.documents.canonical import canonical_json
from ropa.documents.left_out import Output
from ropa.documents.notices import draft_notice_document, notice_document
from ropa.models import Notice, ProcessingActivity, Version
from ropa.public.changes import SubjectPages
from ropa.public.index import (
    DATA,
    LEGISLATION,
    ORGANISATION,
    PEOPLE,
    PROVISION,
    register_index,
)
from ropa.public.index.subject_names import SubjectNames
from ropa.public.pdf.pages import page_of
from ropa.public.search import answer, search_query
from ropa.read_model import refreshed_together
from ropa.reports.selection import Selection
from ropa.tables.sheets import sheets
from tests.api.register import answers_of_everything
from tests.factories import frozen
from tests.reports.making import Sheets, csv_sheets, report_bytes, text_in, workbook
from tests.reports.paper.printed import html_of

from .fields import every_field, needles
from .register import FilledRegister

DRAFT, PUBLIC = Selection(is_draft=True), Selection(is_public=True)


def publish(register: FilledRegister) -> None:
    """Approve and publish everything as it stands, whatever the checks say of it."""
    with transaction.atomic(), refreshed_together():
        for activity in ProcessingActivity.objects.all():
            frozen(activity, activity_document(activity))
        for notice in Notice.objects.all():
            frozen(notice, notice_document(notice))
    caches["memory"].clear()


def _pages(addresses: Iterable[str]) -> str:
    client = Client()
    found = []
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        found.append(unescape(response.content.decode()))
    return "\n".join(found)


def subject_names() -> SubjectNames:
    """Everybody and everything that was published names."""
    return register_index().names


def _subjects(*kinds: str) -> str:
    links = subject_names().links().addresses
    return _pages(address for (kind, _), address in links.items() if kind in kinds)


def _entries(register: FilledRegister) -> list[str]:
    return [f"/register/{row.reference}/" for row in register.rows[ProcessingActivity]]


def _notice(register: FilledRegister) -> str:
    return f"/notices/{register.filled(Notice).slug}/"


def _policy_document(register: FilledRegister) -> str:
    return f"/policy-documents/{register.rows[Notice][1].slug}/"


def _sections(register: FilledRegister) -> list[str]:
    notice = register.filled(Notice)
    return [f"{_notice(register)}sections/{each.slug}/" for each in notice.sections.all()]


def _pdf(register: FilledRegister) -> str:
    """The pages that PDFs of everything published are typeset from."""
    return "\n".join(
        page_of(version, SubjectPages.of(version.subject), "https://example.org")
        for version in Version.objects.newest()
    )


def _search_text(register: FilledRegister) -> str:
    """Of all that fields say, what a search finds a page for."""
    asked = {each for field in every_field() for each in needles(field, register.said(field))}
    found = []
    for words in asked:
        found_by = answer(search_query(words))
        if found_by.hits and found_by.has_all and not found_by.is_corrected:
            found.append(words)
    return "\n".join(sorted(found))


def _cells(sheets: Sheets) -> str:
    return "\n".join(str(cell) for rows in sheets.values() for row in rows for cell in row)


def _workbook(selection: Selection) -> str:
    """The sheets of rows of a workbook. Others have the columns of the regulator's layout."""
    of_rows = {sheet.title for sheet in sheets()}
    found = workbook(report_bytes("xlsx", selection))
    return _cells({title: rows for title, rows in found.items() if title in of_rows})


class Source(Enum):
    """What an output is made of, which says what it can show."""

    ROWS = "rows"
    DOCUMENTS = "documents"
    PUBLIC = "the public part of documents"


@dataclass(frozen=True)
class Text:
    """One way in which an output leaves the register. `text` makes all that it says."""

    name: str
    output: Output
    source: Source
    text: Callable[[FilledRegister], str]

    def said(self, register: FilledRegister) -> str:
        """Return in small letters what it says, without what differs each time it is said."""
        return _CHANGING.sub("", unescape(self.text(register)).casefold())


TEXTS = (
    Text(
        "document",
        Output.DOCUMENT,
        Source.ROWS,
        lambda r: "\n".join(
            canonical_json(draft_notice_document(notice)) for notice in r.rows[Notice]
        ),
    ),
    Text(
        "workbook",
        Output.WORKBOOK,
        Source.ROWS,
        lambda _: _workbook(DRAFT),
    ),
    Text(
        "workbook for the public",
        Output.PUBLIC_SHEETS,
        Source.PUBLIC,
        lambda _: _workbook(PUBLIC),
    ),
    Text(
        "sheets as CSV",
        Output.WORKBOOK,
        Source.ROWS,
        lambda _: _cells(csv_sheets(report_bytes("csv-sheets", DRAFT))),
    ),
    Text(
        "sheets as CSV for the public",
        Output.PUBLIC_SHEETS,
        Source.PUBLIC,
        lambda _: _cells(csv_sheets(report_bytes("csv-sheets", PUBLIC))),
    ),
    Text("CSV", Output.CSV, Source.DOCUMENTS, lambda _: text_in(report_bytes("csv", DRAFT))),
    Text(
        "CSV for the public",
        Output.CSV,
        Source.PUBLIC,
        lambda _: text_in(report_bytes("csv", PUBLIC)),
    ),
    Text("JSON", Output.JSON, Source.ROWS, lambda _: text_in(report_bytes("json", DRAFT))),
    Text(
        "JSON for the public",
        Output.JSON,
        Source.PUBLIC,
        lambda _: text_in(report_bytes("json", PUBLIC)),
    ),
    Text(
        "JSON-LD",
        Output.LINKED_DATA,
        Source.PUBLIC,
        lambda _: text_in(report_bytes("jsonld", PUBLIC)),
    ),
    Text("register as PDF", Output.PDF, Source.DOCUMENTS, lambda _: html_of(DRAFT)),
    Text("PDFs for the public", Output.PDF, Source.PUBLIC, _pdf),
    Text("page of an entry", Output.ENTRY_PAGE, Source.PUBLIC, lambda r: _pages(_entries(r))),
    Text(
        "notice section by section",
        Output.NOTICE_PAGES,
        Source.PUBLIC,
        lambda r: _pages([_notice(r), *_sections(r), _policy_document(r)]),
    ),
    Text(
        "notice on one page",
        Output.NOTICE_PAGES,
        Source.PUBLIC,
        lambda r: _pages([f"{_notice(r)}whole/", _policy_document(r)]),
    ),
    Text(
        "pages of organisations",
        Output.ORGANISATION_PAGE,
        Source.PUBLIC,
        lambda _: _subjects(ORGANISATION),
    ),
    Text(
        "organisations in the API",
        Output.ORGANISATION_PAGE,
        Source.PUBLIC,
        lambda _: _pages(f"/api/v1/organisations/{code}" for code in subject_names().organisations),
    ),
    Text("pages of people", Output.PEOPLE_PAGE, Source.PUBLIC, lambda _: _subjects(PEOPLE)),
    Text("pages of data", Output.DATA_PAGE, Source.PUBLIC, lambda _: _subjects(DATA)),
    Text(
        "pages of the law",
        Output.LAW_PAGE,
        Source.PUBLIC,
        lambda _: _subjects(LEGISLATION, PROVISION),
    ),
    Text(
        "API",
        Output.API,
        Source.PUBLIC,
        lambda _: "\n".join(
            text
            for address, text in answers_of_everything(Client()).items()
            if "openapi" not in address
        ),
    ),
    Text("search", Output.SEARCH, Source.PUBLIC, _search_text),
)

# Digests and times of day.
_CHANGING = re.compile(r"\b[0-9a-f]{16,64}\b|[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?z?")
