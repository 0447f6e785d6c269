"""The register as JSON-LD: each entry in the terms of DPV and DPCat, written as they come."""

from __future__ import annotations

from collections.abc import Iterator

from .contents import Report
from .formats import Format, register_format
from .linked import CatalogueDescription, FrozenIn, catalogue_text
from .report_summary import content_sentence


def write(report: Report) -> Iterator[bytes]:
    """Yield one JSON-LD document: what the register is, its entries, and the terms it adds."""
    entries = (
        (
            entry.document,
            FrozenIn(entry.version.number, entry.digest, entry.version.created_at)
            if entry.version
            else FrozenIn(None, entry.digest, None),
        )
        for entry in report.entries()
    )
    for text in catalogue_text(_about(report), entries):
        yield text.encode()


def _about(report: Report) -> CatalogueDescription:
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
