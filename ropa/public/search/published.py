"""Search pages for notices and entries, from their newest public versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from ropa.documents.labelled_fields import labelled_notes
from ropa.documents.policy_documents import kept_principles, policy_section
from ropa.documents.public_copy import public_copy
from ropa.documents.schema import ActivityDocument, NoticeDocument, SectionDocument
from ropa.documents.sections import EntriesContent, entries_content, notice_content, section_content
from ropa.models import Version

from ..addresses import section_address
from ..extension_pages import ExtensionPage
from ..outlines import NoticeOutline
from . import parts, search_text
from .pages import NOTICES, POLICY_DOCUMENTS, RECORD, Passage, SearchPage


def pages_of(version: Version) -> Iterator[SearchPage]:
    """Yield the pages that are made from a version: an entry's one, a notice's with its sections'.

    A notice of one section is one page.
    """
    if version.notice_id is None:
        yield _entry(public_copy(ActivityDocument.model_validate_json(version.frozen_text)))
        return
    notice = public_copy(NoticeDocument.model_validate_json(version.frozen_text))
    if notice.is_policy_document:
        yield _policy_document(notice)
        return
    if len(notice.sections) == 1:
        only = tuple(_of_section(notice, notice.sections[0]))
        yield _notice(notice, *only)
        return
    yield _notice(notice)
    for section in notice.sections:
        yield SearchPage(
            kind=NOTICES,
            title=section.title,
            address=section_address(notice.slug, section.slug),
            passages=tuple(_of_section(notice, section)),
            context=notice.title,
            weight=1.3,
        )


def extension_page(page: ExtensionPage) -> SearchPage:
    """Return a page of another application."""
    return SearchPage(
        kind=page.kind,
        title=page.name,
        address=page.address,
        passages=(Passage(page.address, search_text.sentences(page.text)),),
        weight=1.2,
    )


def _notice(notice: NoticeDocument, *more: Passage) -> SearchPage:
    address = reverse("public:notice", args=[notice.slug])
    everything = notice_content(notice)
    lead = search_text.sentences(
        notice.summary,
        notice.introduction,
        notice.applies_to,
        *labelled_notes(notice),
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
    return SearchPage(
        kind=NOTICES,
        title=notice.title,
        address=address,
        passages=tuple(passage for passage in found if passage.text),
        context=search_text.organisation_name(notice.organisation),
        weight=1.2,
    )


def _policy_document(document: NoticeDocument) -> SearchPage:
    address = reverse("public:policy-document", args=[document.slug])
    lead = search_text.sentences(
        document.kind.name, document.summary, document.introduction, document.applies_to
    )
    sections = (
        Passage(
            f"{address}#{section.slug}",
            search_text.sentences(
                section.covers,
                section.why,
                *(
                    text
                    for condition in policy_section(document, section).content.conditions
                    for text in (*condition.names, *condition.explanations)
                ),
            ),
            section.title,
        )
        for section in document.sections
    )
    principles = (
        Passage(f"{address}#principle--{each.code}", each.text or each.to_be_supplied, each.name)
        for each in kept_principles(document)
    )
    return SearchPage(
        kind=POLICY_DOCUMENTS,
        title=document.title,
        address=address,
        passages=(Passage(address, lead), *sections, *principles),
        context=search_text.organisation_name(document.organisation),
    )


def policy_documents(documents: Sequence[NoticeOutline]) -> SearchPage:
    """Return the page that lists the policy documents, given the first of them."""
    address = reverse("public:policy-documents")
    titles = search_text.sentences(*(each.title for each in documents))
    return SearchPage(
        kind=POLICY_DOCUMENTS,
        title=POLICY_DOCUMENTS,
        address=address,
        passages=(Passage(address, titles),),
        names="appropriate policy documents",
        # Who names no other word of one wants all of them.
        weight=1.3,
    )


def _of_section(notice: NoticeDocument, section: SectionDocument) -> Iterator[Passage]:
    alone = len(notice.sections) == 1

    def place(anchor: str = "") -> str:
        return section_address(notice.slug, section.slug, anchor, alone=alone)

    content = section_content(notice, section)
    texts = (
        section.covers,
        section.why,
        *labelled_notes(section),
        *search_text.notes(content.notes),
    )
    yield Passage(place(), search_text.sentences(*texts))
    for audience in section.audiences:
        yield Passage(
            place(f"{section.slug}-{audience.slug}"),
            search_text.sentences(audience.text, *labelled_notes(audience)),
            audience.heading,
            audience.people.name,
        )
    yield from parts.passages(content, lambda anchor: place(f"{section.slug}--{anchor}"))


def _entry(entry: ActivityDocument) -> SearchPage:
    address = reverse("public:activity", args=[entry.reference])
    content = entries_content([entry])
    lead = search_text.sentences(
        entry.summary,
        entry.legal_regime.name,
        entry.capacity.name if entry.is_processor else "",
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
    return SearchPage(
        kind=RECORD,
        title=entry.title,
        address=address,
        passages=tuple(passage for passage in found if passage.text),
        context=entry.reference,
        names=entry.reference,
    )


def _handling(content: EntriesContent, address: str) -> Passage:
    return Passage(
        address,
        search_text.sentences(*search_text.handling(content)),
        "How it is handled",
        "safe secure security abroad overseas computer automated decisions",
    )


def _reaching(notice: NoticeDocument) -> Iterator[str]:
    for body in (notice.organisation, notice.regulator):
        if body:
            yield search_text.organisation_name(body)
            yield from search_text.contacts(body.contact_points)
