"""The register as one data set that can be had as files, for catalogues of data sets (DCAT-AP)."""

from __future__ import annotations

from dataclasses import dataclass

from .names import CatalogueDescription, NodeNames
from .values import Node, ref, without_empty

_FORMAT = "http://publications.europa.eu/resource/authority/file-type/"
_MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class PublicFile:
    """A file of what the public may read: what its name ends with, what people call it, its format
    in the list of the EU's Publications Office, and its media type."""

    suffix: str
    title: str
    format: str
    media_type: str


PUBLIC_FILES = (
    PublicFile("csv", "One table (CSV)", "CSV", "text/csv"),
    PublicFile(
        "xlsx",
        "Workbook (XLSX)",
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    PublicFile("zip", "All tables (ZIP of CSV)", "ZIP", "application/zip"),
    PublicFile("json", "Data (JSON)", "JSON", "application/json"),
    PublicFile("jsonld", "Linked data (JSON-LD)", "JSON_LD", "application/ld+json"),
)


def register_dataset(about: CatalogueDescription, names: NodeNames) -> Node:
    """Return the register as a `dcat:Dataset`, with a `dcat:Distribution` for each file the public
    can take along, where the site says at which address it is."""
    address = about.address.rstrip("/")
    return without_empty(
        {
            "@id": names.dataset,
            "@type": "dcat:Dataset",
            "dct:title": about.title,
            "dct:description": about.description,
            "dct:publisher": ref(names.publisher),
            "dcat:distribution": [
                _distribution(names, file, f"{address}/register.{file.suffix}")
                for file in PUBLIC_FILES
                if address
            ],
        }
    )


def _distribution(names: NodeNames, file: PublicFile, address: str) -> Node:
    return {
        "@id": names.shared("file", file.suffix),
        "@type": "dcat:Distribution",
        "dct:title": file.title,
        "dcat:accessURL": ref(address),
        "dcat:downloadURL": ref(address),
        "dct:format": {"@id": f"{_FORMAT}{file.format}", "@type": "dct:MediaTypeOrExtent"},
        "dcat:mediaType": {"@id": f"{_MEDIA_TYPE}{file.media_type}", "@type": "dct:MediaType"},
    }
