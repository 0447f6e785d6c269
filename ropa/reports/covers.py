"""The cover of a report: what it is, whose, as at when, and how to check it."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.tables.content_digest import ContentDigest

from .contents import Report
from .parties import Contact, Parties, Party
from .report_summary import content_sentence, head_sentence

type Cover = list[tuple[str, str]]

HOW_TO_CHECK = (
    "Each entry’s and notice’s digest is the SHA-256 of its document. The digest of the content is "
    "over a line for each entry, then for each notice, each ended by a line feed: the reference or "
    "address, a space and that digest. The chain’s hash is on the register’s "
    "public page about itself, and in the record of heads that its keeper has outside the database."
)


def cover(report: Report, digest: ContentDigest, parties: Parties) -> Cover:
    """Return the lines of the cover, each a label and what is said, once all was gone through."""
    return list(_lines(report, digest, parties))


def _lines(report: Report, digest: ContentDigest, parties: Parties) -> Iterator[tuple[str, str]]:
    yield "Record of processing activities", report.name
    yield "What it holds", content_sentence(report)
    if report.selection.is_draft:
        yield "Take care", "Nobody has approved drafts. They are for work, not for evidence."
    if not digest.entries:
        yield "Entries", _why_empty(report)
    else:
        yield "Entries", str(digest.entries)
    if not report.selection.is_draft:
        yield "Privacy notices", str(digest.notices)
        yield "Policy documents", str(digest.policy_documents)
    for label, value in report.selection.filters():
        yield f"Only: {label}", value
    if report.address:
        yield "Where it is kept", report.address
    yield "Digest of the content", f"SHA-256 {digest.hexdigest()}"
    yield "Chain of versions", head_sentence(report)
    yield "How to check", HOW_TO_CHECK
    for party in parties.found():
        yield "", ""
        yield from _party(party)


def _party(party: Party) -> Iterator[tuple[str, str]]:
    roles = ", ".join(role.lower() for role in party.roles)
    yield f"Controller ({roles})", _contact_lines(party.controller)
    yield "Data protection officer", _contact_lines(party.officer)
    if party.representative is not None:
        yield "Representative", _contact_lines(party.representative)


def _contact_lines(contact: Contact | None) -> str:
    """A name and how to reach it, a line each."""
    if contact is None:
        return "None recorded"
    details = (contact.name, contact.address, contact.email, contact.telephone, contact.url)
    return "\n".join(filter(None, (*details, contact.missing)))


def _why_empty(report: Report) -> str:
    if report.selection.at is not None and report.head is None:
        return "None: nothing had been approved by then. Choose a later day."
    return "None are selected."
