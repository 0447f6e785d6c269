"""Collect organisations, law and categories from documents as they are streamed.

It is told as each document froze it, for people to read: what was called differently at different
times stands there with each of its names.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ropa.documents.classification import Document
from ropa.documents.schema import (
    ActivityDocument,
    AgreementDocument,
    DataCategoryDocument,
    NoticeDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    SystemDocument,
    Term,
)
from ropa.tables.cells import Cell

from .columns_words import law

REFERENCE_SHEET = "Reference data"

_ORGANISATION = "Organisation"
# What a name without more is the name of, by the field in which it stands.
_KINDS = {
    **dict.fromkeys(
        ("recipient", "held_by", "including", "parties", "supplier", "works_for"), _ORGANISATION
    ),
    "channel": "Channel",
    "team": "Team",
}


class Reference:
    """Everything that documents name besides themselves, each once."""

    titles = ("What", "Code", "Name", "More", "Where to read it")
    annex_titles = ("Notice", "Section", "Annex", "What", "Content")

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], tuple[str, str]] = {}

    def add(self, document: ActivityDocument) -> None:
        """Take in what an entry names."""
        self._walk(document)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the rows of the sheet, by kind and code."""
        for (kind, code, name), (more, address) in sorted(self._found.items()):
            yield [kind, code, name, more or None, address or None]

    def annex_rows(self, notice: NoticeDocument) -> Iterator[list[Cell]]:
        """Yield what other applications add to the sections of a notice, a row a value."""
        for section in notice.sections:
            for annex, content in section.annexes.items():
                for path, value in _leaves(content):
                    yield [notice.slug, section.slug, annex, path, value]

    def _walk(self, node: Any, field: str = "") -> None:
        if isinstance(node, tuple):
            for item in node:
                self._walk(item, field)
        elif isinstance(node, Document):
            self._take(node, field)
            for name, value in vars(node).items():
                if isinstance(value, (Document, tuple)):
                    self._walk(value, name)

    def _take(self, node: Document, field: str) -> None:
        match node:
            case OrganisationDocument():
                # What is known in full is told in full, whichever document came first.
                self._found[_ORGANISATION, node.code, node.name] = (node.description, node.website)
            case ProvisionDocument():
                self._note("Provision", node.code, node.citation, node.subject, node.url)
                self._note("Legislation", node.legislation.code, node.legislation.name)
            case PowerDocument():
                more = f"{node.kind.name}: {law(node.provision)}"
                self._note("Statutory power", node.code, node.name, more, node.provision.url)
            case DataCategoryDocument():
                more = "; ".join(filter(None, (node.sensitivity.name, node.description)))
                self._note("Data category", node.code, node.name, more)
            case PeopleDocument():
                self._note("People category", node.code, node.name, node.description)
            case AgreementDocument():
                more = "; ".join(filter(None, (node.kind.name, node.subject)))
                self._note("Agreement", node.code, node.name, more, node.location)
            case SystemDocument():
                more = "; ".join(filter(None, (node.kind.name, node.hosting)))
                self._note("System", node.code, node.name, more)
            case Term() if field in _KINDS:
                self._note(_KINDS[field], node.code, node.name)
            case _:
                pass

    def _note(self, kind: str, code: str, name: str, more: str = "", address: str = "") -> None:
        self._found.setdefault((kind, code, name), (more, address))


def _leaves(content: Any, path: str = "") -> Iterator[tuple[str, Cell]]:
    """The values in plain JSON data, each with where it stands."""
    if isinstance(content, dict):
        for name, value in content.items():
            yield from _leaves(value, f"{path}.{name}".removeprefix("."))
    elif isinstance(content, list):
        for number, value in enumerate(content, start=1):
            yield from _leaves(value, f"{path} {number}")
    elif content not in ("", None):
        yield path, content if isinstance(content, str) else json.dumps(content)
