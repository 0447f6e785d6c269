"""Documents as rows: the inverse of building them. What is loaded from the row of a document says
what the document says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ropa.documents.schema import (
    ActivityDocument,
    ChannelDocument,
    ConditionDocument,
    ControllerDocument,
    DisclosureDocument,
    HoldingDocument,
    NoticeDocument,
    PowerUseDocument,
    PurposeDocument,
    RetentionDocument,
    SectionDocument,
    SecurityDocument,
    SourceDocument,
    SupportingDocumentDocument,
    Term,
    TransferDocument,
)

from .rows import Named, Row


def activity_row(document: ActivityDocument) -> Row:
    """Return the row of an entry with all its parts.

    Of the published copy of a document, what is internal is left out. When an entry was reviewed
    is not part of its document.
    """
    row = _row(document, _ACTIVITY)
    for name, (field, of_part) in _PARTS.items():
        if hasattr(document, field):
            row[name] = [_row(part, of_part) for part in getattr(document, field)]
    return row


def notice_row(document: NoticeDocument) -> Row:
    """Return the row of a notice; its sections are rows of their own."""
    return _row(document, _NOTICE)


def section_rows(document: NoticeDocument) -> list[Row]:
    """Return the sections of a notice with their readers and entries."""
    names = {
        item.document.reference: f"{item.document.reference} {item.document.title}"
        for item in document.activities
    }
    return [
        {
            "slug": section.slug,
            "position": position,
            "notice": Named(document.slug, document.title),
            **_row(section, _SECTION),
            "section_activities": [
                {"activity": Named(reference, names[reference])} for reference in section.activities
            ],
            "audiences": [
                {
                    "slug": audience.slug,
                    "heading": audience.heading,
                    "people_category": _named(audience.people),
                    "text": audience.text,
                }
                for audience in section.audiences
            ],
        }
        for position, section in enumerate(document.sections, start=1)
    ]


def _row(document: Any, fields: dict[str, Callable[[Any], Any]]) -> Row:
    row: Row = {}
    for name, value in fields.items():
        try:
            row[name] = value(document)
        except AttributeError:
            # The published copy of a document has no internal fields.
            if document.model_fields_set >= type(document).model_fields.keys():
                raise
    return row


def _named(item: Any) -> Named | None:
    return Named(item.code, item.name) if item is not None else None


def _code(item: Term | None) -> str:
    return item.code if item is not None else ""


def _rows(items: Iterable[Any]) -> tuple[Named, ...]:
    return tuple(sorted(Named(item.code, item.name) for item in items))


def _own(*names: str) -> dict[str, Callable[[Any], Any]]:
    """Fields that stand in the document as they do in the row."""

    def reader(name: str) -> Callable[[Any], Any]:
        return lambda document: getattr(document, name)

    return {name: reader(name) for name in names}


_ACTIVITY: dict[str, Callable[[ActivityDocument], Any]] = {
    **_own("reference", "title", "summary"),
    "team": lambda entry: _named(entry.team),
    "legal_regime": lambda entry: _code(entry.legal_regime),
    **_own("is_public", "business_function", "internal_recipients", "sharing_note"),
    "providing": lambda entry: _code(entry.providing),
    **_own("if_not_provided"),
    "automated_decisions": lambda entry: _code(entry.automated_decisions),
    **_own("automated_decisions_detail"),
    "transfers_position": lambda entry: _code(entry.transfers_position),
    "dpia_status": lambda entry: _code(entry.dpia_status),
    "follows_retention_policy": lambda entry: _code(entry.follows_retention_policy),
    **_own("why_not_followed", "data_location", "internal_note"),
}
_CONTROLLER: dict[str, Callable[[ControllerDocument], Any]] = {
    "organisation": lambda part: _named(part.organisation),
    "role": lambda part: _code(part.role),
    **_own("scope", "arrangement", "essence"),
}
_PURPOSE: dict[str, Callable[[PurposeDocument], Any]] = {
    **_own("statement"),
    "lawful_basis": lambda part: _code(part.lawful_basis),
    **_own("interest", "for_confirmation", "internal_note"),
    "provisions": lambda part: tuple(
        sorted(Named(provision.code, provision.citation) for provision in part.provisions)
    ),
}
_CONDITION: dict[str, Callable[[ConditionDocument], Any]] = {
    "covers": lambda part: _code(part.covers),
    "article_9": lambda part: _code(part.article_9),
    "schedule_1": lambda part: _code(part.schedule_1),
    "schedule_8": lambda part: _code(part.schedule_8),
    **_own("explanation", "for_confirmation", "internal_note"),
}
_HOLDING: dict[str, Callable[[HoldingDocument], Any]] = {
    "people_category": lambda part: _named(part.people),
    "data_category": lambda part: _named(part.data),
    **_own("detail"),
}
_SOURCE: dict[str, Callable[[SourceDocument], Any]] = {
    "group": lambda part: _code(part.group),
    "organisation": lambda part: None if part.are_people else _named(part.origin),
    "people_category": lambda part: _named(part.origin) if part.are_people else None,
    **_own("detail"),
    "including": lambda part: _rows(part.including),
}
_CHANNEL: dict[str, Callable[[ChannelDocument], Any]] = {
    "channel": lambda part: _code(part.channel),
    **_own("detail"),
}
_DISCLOSURE: dict[str, Callable[[DisclosureDocument], Any]] = {
    "recipient": lambda part: _named(part.recipient),
    **_own("purpose"),
    "gateway": lambda part: _named(part.gateway),
    "frequency": lambda part: _code(part.frequency),
    **_own("detail", "agreement"),
    "including": lambda part: _rows(part.including),
}
_RETENTION: dict[str, Callable[[RetentionDocument], Any]] = {
    **_own("to_be_supplied", "covers", "minimum_period", "is_usual", "trigger", "extension"),
    "end_action": lambda part: _code(part.end_action),
    **_own("review_interval", "schedule_reference", "internal_note"),
}
_POWER_USE: dict[str, Callable[[PowerUseDocument], Any]] = {
    "power": lambda part: _named(part.power),
    "held_by": lambda part: _named(part.held_by),
    "applied_through": lambda part: (
        Named(part.applied_through.code, part.applied_through.citation)
        if part.applied_through
        else None
    ),
    **_own("explanation"),
}
_TRANSFER: dict[str, Callable[[TransferDocument], Any]] = {
    **_own("destination"),
    "recipient": lambda part: _named(part.recipient),
    "mechanism": lambda part: _code(part.mechanism),
    **_own("safeguards"),
}
_SECURITY: dict[str, Callable[[SecurityDocument], Any]] = {
    **_own("to_be_supplied"),
    "kind": lambda part: _code(part.kind),
    **_own("description"),
}
_PAPER: dict[str, Callable[[SupportingDocumentDocument], Any]] = {
    "kind": lambda part: _code(part.kind),
    **_own("title", "location"),
}
_NOTICE: dict[str, Callable[[NoticeDocument], Any]] = {
    **_own("slug", "title"),
    "organisation": lambda notice: _named(notice.organisation),
    "team": lambda notice: _named(notice.team),
    **_own("applies_to", "summary", "introduction", "internal_note"),
}
_SECTION: dict[str, Callable[[SectionDocument], Any]] = _own(
    "title", "covers", "why", "internal_note"
)

# By the name under which the entry reaches its parts: the field of the document, and its fields.
_PARTS: dict[str, tuple[str, dict[str, Callable[[Any], Any]]]] = {
    "controller_roles": ("controllers", _CONTROLLER),
    "purposes": ("purposes", _PURPOSE),
    "conditions": ("conditions", _CONDITION),
    "data_holdings": ("data_holdings", _HOLDING),
    "data_sources": ("data_sources", _SOURCE),
    "channels": ("channels", _CHANNEL),
    "disclosures": ("disclosures", _DISCLOSURE),
    "retention_rules": ("retention_rules", _RETENTION),
    "power_uses": ("power_uses", _POWER_USE),
    "transfers": ("transfers", _TRANSFER),
    "security_measures": ("security_measures", _SECURITY),
    "supporting_documents": ("supporting_documents", _PAPER),
}
