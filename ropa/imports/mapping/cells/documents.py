"""Links and file references in cells: the papers that an entry rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ropa.models import SupportingDocument

from .lists import split_lines

TITLE_LENGTH, LOCATION_LENGTH = 200, 300

_ADDRESS = re.compile(r"(?:https?://|www\.|file://|\\\\|[A-Za-z]:[\\/])\S*", re.IGNORECASE)


@dataclass(frozen=True)
class NamedDocument:
    """A paper: its kind, what it is called, where it is; and what of the line has no room."""

    kind: str
    title: str
    location: str = ""
    unplaced: str = ""


def find_documents(text: str, kind: SupportingDocument.Kind) -> list[NamedDocument]:
    """Return the papers that a cell names, one a line, each once, all of the kind that the column
    is for."""
    return list(dict.fromkeys(_paper(line, kind) for line in split_lines(text)))


def _paper(line: str, kind: SupportingDocument.Kind) -> NamedDocument:
    name = str(kind.label)
    addresses = _ADDRESS.findall(line)
    if len(addresses) == 1 and len(addresses[0]) <= LOCATION_LENGTH:
        location = addresses[0].rstrip(".,;)>")
        title = line.replace(location, " ", 1).strip(" \t,;:.–—-()<>") or name
        title = " ".join(title.split())
        if len(title) <= TITLE_LENGTH:
            return NamedDocument(kind.value, title, location)
    if len(line) <= TITLE_LENGTH and not addresses:
        return NamedDocument(kind.value, line)
    if len(line) <= LOCATION_LENGTH:
        return NamedDocument(kind.value, name, line)
    return NamedDocument(kind.value, name, "", line)
