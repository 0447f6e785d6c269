"""Links and file references in cells: the papers that an entry rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ropa.models import SupportingDocument

from .lists import lines

Kind = SupportingDocument.Kind

TITLE_LENGTH, LOCATION_LENGTH = 200, 300

_ADDRESS = re.compile(r"(?:https?://|www\.|file://|\\\\|[A-Za-z]:[\\/])\S*", re.IGNORECASE)
_LABEL = re.compile(
    rf"^\s*(?P<label>{'|'.join(re.escape(str(kind.label)) for kind in Kind)}):\s*(?=\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Paper:
    """A paper: its kind, what it is called, where it is; and what of the line has no room."""

    kind: str
    title: str
    location: str = ""
    left: str = ""


def papers(text: str, kind: SupportingDocument.Kind) -> list[Paper]:
    """Return the papers that a cell names, one a line, each once. A line may begin with what kind
    of paper it is; else it is of the kind that its column is for."""
    return list(dict.fromkeys(_paper(line, kind) for line in lines(text)))


def _paper(line: str, kind: SupportingDocument.Kind) -> Paper:
    if label := _LABEL.match(line):
        said = label["label"].casefold()
        kind = next(each for each in Kind if str(each.label).casefold() == said)
        line = line[label.end() :].strip()
    name = str(kind.label)
    addresses = _ADDRESS.findall(line)
    if len(addresses) == 1 and len(addresses[0]) <= LOCATION_LENGTH:
        location = addresses[0].rstrip(".,;)>")
        title = line.replace(location, " ", 1).strip(" \t,;:.–—-()<>") or name
        title = " ".join(title.split())
        if len(title) <= TITLE_LENGTH:
            return Paper(kind.value, title, location)
    if len(line) <= TITLE_LENGTH and not addresses:
        return Paper(kind.value, line)
    if len(line) <= LOCATION_LENGTH:
        return Paper(kind.value, name, line)
    return Paper(kind.value, name, "", line)
