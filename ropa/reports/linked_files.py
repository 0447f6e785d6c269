"""The register as JSON-LD: each entry in the terms of DPV and DPCat, written as they come."""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.schema import ActivityDocument

from .contents import Report
from .formats import Format, register_format
from .linked import CatalogueDescription, FrozenIn, catalogue_text
from .report_summary import content_sentence


def write(report: Report) -> Iterator[bytes]:
    """Yield one JSON-LD document: what the register is, its entries, and the terms it adds."""
    for text in catalogue_text(about(report), frozen_documents(report)):
        yield text.encode()


def frozen_documents(report: Report) -> Iterator[tuple[ActivityDocument, FrozenIn]]:
    """Yield each entry of a report with the version it stands in."""
    for entry in report.entries():
        version = entry.version
        yield (
            entry.document,
            FrozenIn(version.number, entry.digest, version.created_at)
            if version
            else FrozenIn(None, entry.digest, None),
        )


def about(report: Report) -> CatalogueDescription:
    """Return what a report says of itself in linked data."""
    selection, head = report.selection, report.head
    only = "; ".join(f"{label}: {value}" for label, value in selection.filters())
    return CatalogueDescription(
        title=report.name,
        description=content_sentence(report) + (f". Only: {only}" if only else ""),
        publisher_name=report.name,
        address=report.address,
        as_at=selection.at,
        head_hash=head.row_hash if head and not selection.is_draft else "",
    )


JSON_LD = register_format(
    Format(
        name="jsonld",
        title="Linked data (JSON-LD)",
        description="Every entry in the terms of the Data Privacy Vocabulary (DPV) and of DPCat, "
        "for catalogues and programs that know these.",
        suffix="jsonld",
        type="application/ld+json",
        write=write,
        public=True,
    )
)
