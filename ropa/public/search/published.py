"""Search pages for notices and entries, from their newest public versions."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from ropa.documents.plain import plain_notes
from ropa.documents.published import published
from ropa.documents.schema import ActivityDocument, NoticeDocument, SectionDocument
from ropa.documents.sections import Content, content_of, notice_content, section_content
from ropa.models import Version

from ..addresses import section_address
from . import parts, search_text
from .pages import NOTICES, RECORD, Page, Passage


def pages_of(version: Version) -> Iterator[Page]:
    """Yield the pages that are made from a version: an entry's one, a notice's with its sections'.

    A notice of one section is one page.
    """
    if version.notice_id is None:
        yield _entry(published(ActivityDocument.model_validate_json(version.frozen_text)))
        return
    notice = published(NoticeDocument.model_validate_json(version.frozen_text))
    if len(notice.sections) == 1:
        only = tuple(_of_section(notice, notice.sections[0]))
        yield _notice(notice, *only)
        return
    yield _notice(notice)
    for section in notice.sections:
        yield Page(
            kind=NOTICES,
            title=section.title,
            address=section_address(notice.slug, section.slug),
            passages=tuple(_of_section(notice, section)),
            context=notice.title,
            weight=1.3,
        )


def _notice(notice: NoticeDocument, *more: Passage) -> Page:
    address = reverse("public:notice", args=[notice.slug])
    everything = notice_content(notice)
    lead = search_text.sentences(
        notice.summary,
        notice.introduction,
        notice.applies_to,
        *plain_notes(notice),
        *(section.title for section in notice.sections),
    )
    found = (
        Passage(address, lead),
        *more,
        parts.passage(
            parts.RIGHTS, f"{address}#{parts.RIGHTS.anchor}", search_text.rights(everything.rights)
        ),
        Passage(
            f"{address}#contact",
            search_text.sentences(*_reaching(notice)),
            "How to reach us and complain",
            "contact email telephone address complaint complaints complain regulator",
        ),
        _handling(everything, f"{address}#handling"),
    )
    return Page(
        kind=NOTICES,
        title=notice.title,
        address=address,
        passages=tuple(passage for passage in found if passage.text),
        context=search_text.named(notice.organisation),
        weight=1.2,
    )


def _of_section(notice: NoticeDocument, section: SectionDocument) -> Iterator[Passage]:
    alone = len(notice.sections) == 1

    def place(anchor: str = "") -> str:
        return section_address(notice.slug, section.slug, anchor, alone=alone)

    content = section_content(notice, section)
    texts = (section.covers, section.why, *plain_notes(section), *search_text.notes(content.notes))
    yield Passage(place(), search_text.sentences(*texts))
    for audience in section.audiences:
        yield Passage(
            place(f"{section.slug}-{audience.slug}"),
            search_text.sentences(audience.text, *plain_notes(audience)),
            audience.heading,
            audience.people.name,
        )
    yield from parts.passages(content, lambda anchor: place(f"{section.slug}--{anchor}"))


def _entry(entry: ActivityDocument) -> Page:
    address = reverse("public:activity", args=[entry.reference])
    content = content_of([entry])
    lead = search_text.sentences(
        entry.summary,
        entry.legal_regime.name,
        entry.if_not_provided,
        *search_text.notes(content.notes),
    )
    found = (
        Passage(address, lead),
        *parts.passages(content, lambda anchor: f"{address}#entry--{anchor}"),
        _handling(content, f"{address}#security"),
        parts.passage(
            parts.RIGHTS,
            f"{address}#entry--{parts.RIGHTS.anchor}",
            search_text.rights(content.rights),
        ),
    )
    return Page(
        kind=RECORD,
        title=entry.title,
        address=address,
        passages=tuple(passage for passage in found if passage.text),
        context=entry.reference,
        names=entry.reference,
    )


def _handling(content: Content, address: str) -> Passage:
    return Passage(
        address,
        search_text.sentences(*search_text.handling(content)),
        "How it is handled",
        "safe secure security abroad overseas computer automated decisions",
    )


def _reaching(notice: NoticeDocument) -> Iterator[str]:
    for body in (notice.organisation, notice.regulator):
        if body:
            yield search_text.named(body)
            yield from search_text.contacts(body.contact_points)
