"""All report formats: importing this module registers them."""

from __future__ import annotations

from . import csv_files, csv_zip, json_files, linked_files, workbooks
from .evidence import package
from .formats import Format, formats
from .paper import files as paper_files
from .topic_registers import files as topic_files

__all__ = [
    "csv_files",
    "csv_zip",
    "json_files",
    "linked_files",
    "package",
    "paper_files",
    "topic_files",
    "workbooks",
]

# As people are offered them: first what most come for. What is not named here comes last.
_ORDER = (
    "xlsx",
    "pdf",
    "csv",
    "csv-law-enforcement",
    "csv-processor",
    "csv-sheets",
    "registers",
    "json",
    "jsonld",
    "evidence",
)


def every_format() -> tuple[Format, ...]:
    """Return every form of report, in the order in which people are offered them."""
    known = {name: place for place, name in enumerate(_ORDER)}
    return tuple(sorted(formats().values(), key=lambda kind: known.get(kind.name, len(known))))
