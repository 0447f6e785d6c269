"""Content of entries that name whom a test wants, made without a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.documents.merged.entries import EntryReference
from ropa.documents.merged.flows import (
    MergedRecipient,
    MergedSource,
    MergedTransfer,
    SharingReason,
    SourceGroup,
)
from ropa.documents.merged.roles import MergedController
from ropa.documents.merged.safeguards import MergedNote
from ropa.documents.schema import DisclosureDocument, OrganisationDocument, Term, TransferDocument
from ropa.documents.sections import EntriesContent, entries_content

ENTRY = EntryReference("RPA-1", "Inspecting")
WHEN_NEEDED = Term(code="when-needed", name="When there is a need")


def term(name: str, code: str = "") -> Term:
    return Term(code=code or name, name=name)


def source(name: str, *including: Term, details: tuple[str, ...] = ()) -> MergedSource:
    return MergedSource(term(name), including, details, (ENTRY,))


def authorities(*sources: MergedSource) -> SourceGroup:
    return SourceGroup(term("Public authorities and services", "authority"), sources)


def themselves() -> SourceGroup:
    group = term("The people themselves", "themselves")
    return SourceGroup(group, (MergedSource(None, (), ("what they tell us",), (ENTRY,)),))


def controller(
    name: str, role: str, scope: str = "", entries: tuple[EntryReference, ...] = (ENTRY,)
) -> MergedController:
    names = {
        "sole": "Only controller",
        "independent": "Separate controller",
        "processor": "Processor",
    }
    body = OrganisationDocument(
        code=name,
        name=name,
        short_name="",
        description="",
        website="",
        privacy_notice_url="",
        contact_points=(),
    )
    return MergedController(body, Term(code=role, name=names[role]), scope, (), entries)


def recipient(name: str, *including: Term) -> MergedRecipient:
    part = DisclosureDocument(
        recipient=term(name),
        including=including,
        purpose="to see",
        gateway=None,
        frequency=WHEN_NEEDED,
        detail="",
        agreement="",
    )
    reason = SharingReason(part, (ENTRY,))
    return MergedRecipient(term(name), including, (reason,))


def abroad(destination: str, name: str = "") -> MergedTransfer:
    transfer = TransferDocument(
        destination=destination,
        recipient=term(name) if name else None,
        mechanism=term("Approved", "adequacy"),
        safeguards="",
    )
    return MergedTransfer(transfer, (ENTRY,))


def content(
    sources: Sequence[SourceGroup] = (),
    controllers: Sequence[MergedController] = (),
    recipients: Iterable[MergedRecipient] = (),
    transfers: Sequence[MergedTransfer] = (),
    inside: str = "",
) -> EntriesContent:
    """Return the content of entries that say no more than this."""
    nothing = entries_content([])
    return EntriesContent(
        **{name: getattr(nothing, name) for name in nothing.__dataclass_fields__}
        | {
            "sources": tuple(sources),
            "controllers": tuple(controllers),
            "recipients": tuple(recipients),
            "transfers": tuple(transfers),
            "internal_recipients": (MergedNote(inside, (ENTRY,)),) if inside else (),
        }
    )
