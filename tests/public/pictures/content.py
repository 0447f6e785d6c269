"""Content of entries that name whom a test wants, made without a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.documents.merged.entries import Entry
from ropa.documents.merged.flows import Reason, Recipient, Source, SourceGroup, Transfer
from ropa.documents.merged.roles import Controller
from ropa.documents.merged.safeguards import Note
from ropa.documents.schema import DisclosureDocument, OrganisationDocument, Term, TransferDocument
from ropa.documents.sections import Content, content_of

ENTRY = Entry("RPA-1", "Inspecting")
WHEN_NEEDED = Term(code="when-needed", name="When there is a need")


def term(name: str, code: str = "") -> Term:
    return Term(code=code or name, name=name)


def source(name: str, *including: Term, details: tuple[str, ...] = ()) -> Source:
    return Source(term(name), including, details, (ENTRY,))


def authorities(*sources: Source) -> SourceGroup:
    return SourceGroup(term("Public authorities and services", "authority"), sources)


def themselves() -> SourceGroup:
    group = term("The people themselves", "themselves")
    return SourceGroup(group, (Source(None, (), ("what they tell us",), (ENTRY,)),))


def controller(
    name: str, role: str, scope: str = "", entries: tuple[Entry, ...] = (ENTRY,)
) -> Controller:
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
    return Controller(body, Term(code=role, name=names[role]), scope, (), entries)


def recipient(name: str, *including: Term) -> Recipient:
    part = DisclosureDocument(
        recipient=term(name),
        including=including,
        purpose="to see",
        gateway=None,
        frequency=WHEN_NEEDED,
        detail="",
        agreement="",
    )
    reason = Reason(part, (ENTRY,))
    return Recipient(term(name), including, (reason,))


def abroad(destination: str, name: str = "") -> Transfer:
    transfer = TransferDocument(
        destination=destination,
        recipient=term(name) if name else None,
        mechanism=term("Approved", "adequacy"),
        safeguards="",
    )
    return Transfer(transfer, (ENTRY,))


def content(
    sources: Sequence[SourceGroup] = (),
    controllers: Sequence[Controller] = (),
    recipients: Iterable[Recipient] = (),
    transfers: Sequence[Transfer] = (),
    inside: str = "",
) -> Content:
    """Return the content of entries that say no more than this."""
    nothing = content_of([])
    return Content(
        **{name: getattr(nothing, name) for name in nothing.__dataclass_fields__}
        | {
            "sources": tuple(sources),
            "controllers": tuple(controllers),
            "recipients": tuple(recipients),
            "transfers": tuple(transfers),
            "internal_recipients": (Note(inside, (ENTRY,)),) if inside else (),
        }
    )
