"""Which outputs leave a field out, and why: the one table of what somebody might miss.

A key is a field of a model, such as “organisation.kind”, a whole model, such as
“supportingdocument”, or a field of every model, such as “*.position”. What is internal need not
say that the public does not read it, nor what no document holds that no output of documents does.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from django.db.models import Field, Model


class Output(Enum):
    """Where a fact leaves the register, and where it comes in."""

    FORM = "the form"
    DOCUMENT = "documents"
    ENTRY_PAGE = "the page of an entry"
    SECTION_PAGE = "the page of a section"
    SUBJECT_PAGES = "the pages of organisations, people, data and law"
    WORKBOOK = "the workbook"
    CSV = "comma-separated values"
    JSON = "JSON"
    API = "the API"
    LINKED_DATA = "JSON-LD"
    PDF = "PDF"
    SEARCH = "search"
    COMPARISON = "comparisons of versions"
    HISTORY = "history"
    IMPORT = "imports"


type Reasons = Mapping[Output, str]

_reasons: dict[str, dict[Output, str]] = {}


def leave_out(table: Mapping[str, Reasons]) -> None:
    """Add to the table: for each key, the outputs that leave it out, each with the reason."""
    for key, reasons in table.items():
        _reasons.setdefault(key, {}).update(reasons)


def left_out() -> Mapping[str, Reasons]:
    """Return the whole table."""
    return _reasons


def why_left_out(field: Field | type[Model], output: Output) -> str:
    """Return why an output leaves out a field, or a whole model; empty if it must show it."""
    model = field.model if isinstance(field, Field) else field
    keys = [str(model._meta.model_name)]
    if isinstance(field, Field):
        keys += [f"{model._meta.model_name}.{field.name}", f"*.{field.name}"]
    return next((reason for key in keys if (reason := _reasons.get(key, {}).get(output))), "")


_NOTE = "a note on the shared row, not on the entry that uses it"
_CHOSEN = "says when the row may be chosen, not what it says"
_REVIEW = "reviewing an entry does not change what it says"

leave_out(
    {
        "*.position": {Output.DOCUMENT: "the order of the list says it"},
        "*.valid_from": {Output.DOCUMENT: _CHOSEN},
        "*.valid_to": {Output.DOCUMENT: _CHOSEN},
        "*.superseded_by": {Output.DOCUMENT: _CHOSEN},
        "datacategory.internal_note": {Output.DOCUMENT: _NOTE},
        "datacategory.verified_on": {Output.DOCUMENT: "shown for the law only"},
        "legislation.internal_note": {Output.DOCUMENT: _NOTE},
        "legislation.kind": {Output.DOCUMENT: "the title says it"},
        "legislation.verified_on": {Output.DOCUMENT: "shown for its provisions"},
        "organisation.internal_note": {Output.DOCUMENT: _NOTE},
        "organisation.is_regulator": {
            Output.DOCUMENT: "chooses a body, and a document holds the body chosen"
        },
        "organisation.kind": {Output.DOCUMENT: "the name says it"},
        "organisation.verified_on": {Output.DOCUMENT: "shown for the law only"},
        "peoplecategory.internal_note": {Output.DOCUMENT: _NOTE},
        "peoplecategory.verified_on": {Output.DOCUMENT: "shown for the law only"},
        "processingactivity.last_reviewed_on": {Output.DOCUMENT: _REVIEW},
        "processingactivity.review_due_on": {Output.DOCUMENT: _REVIEW},
        "provision.internal_note": {Output.DOCUMENT: _NOTE},
        "statutorypower.internal_note": {Output.DOCUMENT: _NOTE},
        "statutorypower.verified_on": {Output.DOCUMENT: "shown for the law only"},
        "team.approves_own_work": {Output.DOCUMENT: "each version approved so says it itself"},
        "team.email": {Output.DOCUMENT: "for colleagues to reach each other"},
        "team.organisation": {
            Output.DOCUMENT: "notices and controllers name their organisations themselves"
        },
    }
)
