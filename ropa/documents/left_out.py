"""The table of which outputs leave a field out, and why.

A key is a field of a model, such as “organisation.kind”, a whole model, such as
“supportingdocument”, or a field of every model, such as “*.position”. What is internal need not
say that the public does not read it, nor what no document holds that no output of documents does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from django.db.models import Field, Model

from ropa.models.identifiers import IDENTIFIER_FORMS


class Output(Enum):
    """Where a fact leaves the register, and where it comes in."""

    FORM = "the form"
    DOCUMENT = "documents"
    ENTRY_PAGE = "the page of an entry"
    NOTICE_PAGES = "the pages of a notice"
    ORGANISATION_PAGE = "the page of an organisation"
    PEOPLE_PAGE = "the page of a group of people"
    DATA_PAGE = "the page of a kind of data"
    LAW_PAGE = "the pages of the law"
    WORKBOOK = "the sheets of a workbook"
    PUBLIC_SHEETS = "the sheets for the public"
    CSV = "comma-separated values"
    JSON = "JSON"
    API = "the API"
    LINKED_DATA = "JSON-LD"
    PDF = "PDF"
    SEARCH = "search"
    COMPARISON = "comparisons of versions"
    HISTORY = "history"
    IMPORT = "imports"
    SPREADSHEET = "columns of somebody’s spreadsheet"


type OutputReasons = Mapping[Output, str]

_reasons: dict[str, dict[Output, str]] = {}


def leave_out(table: Mapping[str, OutputReasons]) -> None:
    """Add to the table: for each key, the outputs that leave it out, each with the reason."""
    for key, reasons in table.items():
        _reasons.setdefault(key, {}).update(reasons)


def leave_out_of(outputs: Iterable[Output], reason: str, *keys: str) -> None:
    """Add to the table: outputs that leave out several things for one reason."""
    leave_out({key: dict.fromkeys(outputs, reason) for key in keys})


def left_out() -> Mapping[str, OutputReasons]:
    """Return the whole table."""
    return _reasons


def reason_left_out(field: Field | type[Model], output: Output) -> str:
    """Return why an output leaves out a field, or a whole model; empty if it must show it."""
    reasons = (_reasons.get(key, {}).get(output) for key in left_out_keys(field))
    return next((reason for reason in reasons if reason), "")


def left_out_keys(field: Field | type[Model]) -> list[str]:
    """Return the keys under which the table may have a field, or a whole model."""
    model = field.model if isinstance(field, Field) else field
    keys = [str(model._meta.model_name)]
    if isinstance(field, Field):
        keys += [f"{model._meta.model_name}.{field.name}", f"*.{field.name}"]
    return keys


_NOTE = "a note on the shared row, not on the entry that uses it"
_CHOSEN = "says when the row may be chosen, not what it says"
_LOOKED_AFTER = "says how staff look after the row, not what the entry does"
_REVIEW = "reviewing an entry does not change what it says"
_REVIEW_OF_ROW = "reviewing an agreement does not change what it says"
_SHARED_ROWS = (
    "agreement",
    "channel",
    "datacategory",
    "legislation",
    "organisation",
    "peoplecategory",
    "provision",
    "statutorypower",
    "system",
)

leave_out(
    {
        "*.position": {Output.DOCUMENT: "the order of the list says it"},
        "*.valid_from": {Output.DOCUMENT: _CHOSEN},
        "*.valid_to": {Output.DOCUMENT: _CHOSEN},
        "*.source_read": {Output.DOCUMENT: _LOOKED_AFTER},
        "*.superseded_by": {Output.DOCUMENT: _CHOSEN},
        "agreement.reviewed_on": {Output.DOCUMENT: _REVIEW_OF_ROW},
        "channel.also_called": {Output.DOCUMENT: "finds the row, and says no more of it"},
        "legislation.kind": {Output.DOCUMENT: "the address says it, or else the kind itself"},
        "legislation.verified_on": {Output.DOCUMENT: "shown for its provisions"},
        "noticesection.activities": {Output.DOCUMENT: "its rows say it, in their order"},
        "organisation.is_regulator": {
            Output.DOCUMENT: "chooses a body, and a document holds the body chosen"
        },
        "organisation.kind": {Output.DOCUMENT: "the name says it"},
        "processingactivity.last_reviewed_on": {Output.DOCUMENT: _REVIEW},
        "processingactivity.review_due_on": {Output.DOCUMENT: _REVIEW},
        "system.loss": {Output.DOCUMENT: _LOOKED_AFTER},
        "system.owner": {Output.DOCUMENT: _LOOKED_AFTER},
        "team.approves_own_work": {Output.DOCUMENT: "each version approved so says it itself"},
        "team.email": {Output.DOCUMENT: "for colleagues to reach each other"},
        "team.organisation": {
            Output.DOCUMENT: "notices and controllers name their organisations themselves"
        },
    }
)

leave_out_of((Output.DOCUMENT,), _NOTE, *(f"{each}.internal_note" for each in _SHARED_ROWS))
leave_out_of(
    (Output.DOCUMENT,),
    "shown for the law only",
    *(f"{each}.verified_on" for each in _SHARED_ROWS if each not in {"legislation", "provision"}),
)

_PAGES = (Output.ENTRY_PAGE, Output.NOTICE_PAGES)
_ABOUT_SUBJECTS = (Output.PEOPLE_PAGE, Output.DATA_PAGE, Output.LAW_PAGE)
_SUBJECT_PAGES = (Output.ORGANISATION_PAGE, *_ABOUT_SUBJECTS)
_TOLD_IN_WORDS = (Output.CSV, Output.PDF)

_FOR_STAFF = "a note or mark for colleagues who edit the entry"
_ENTRY = "the entry says it, to which the page leads"
_SUBJECT = "the page about it says it, to which this one leads"
_NAMED = "the name beside it says the same to people"
_NO_WORD = "an address is no word that people look for"
_CITED = "the citation says it, or the address to which it leads"

# Files and search

leave_out_of(
    (Output.WORKBOOK, Output.JSON, Output.IMPORT),
    "the order of rows says it, and comes back with them",
    "*.position",
)
leave_out_of(
    (Output.PUBLIC_SHEETS,),
    "shared rows have no sheets there: the sheets of entries name them",
    *(each for each in _SHARED_ROWS if each != "channel"),  # which is its name, and no more
    "contactpoint",
    "relatedgroup",
)
leave_out_of(
    (
        *_TOLD_IN_WORDS,
        *_PAGES,
        Output.ORGANISATION_PAGE,
        Output.DATA_PAGE,
        Output.LAW_PAGE,
        Output.LINKED_DATA,
        Output.SEARCH,
    ),
    "the page about the people says it, and leads on",
    "relatedgroup",
)
leave_out_of(
    (Output.PEOPLE_PAGE,),
    "“you are” and “you may be” say it to the reader",
    "relatedgroup.relation",
)
leave_out_of(
    (*_TOLD_IN_WORDS, Output.LINKED_DATA),
    "it holds entries, and no notices",
    "audiencestatement",
    "notice",
    "noticesection",
    "principlestatement",
)
leave_out_of(_TOLD_IN_WORDS, _FOR_STAFF, "*.internal_note", "purpose.compatibility")
leave_out_of(
    _TOLD_IN_WORDS,
    "what the law asks for is where data goes and what allows it",
    "transfer.assessed_on",
    "transfer.assessment",
)
leave_out_of(
    _TOLD_IN_WORDS,
    "the register of children’s data says it, for staff",
    "processingactivity.children_considered_by",
    "processingactivity.children_considered_on",
)
leave_out_of((*_TOLD_IN_WORDS, Output.SEARCH), _NAMED, "*.code", "*.slug")
leave_out_of(
    _TOLD_IN_WORDS, "says what the body does, not what it does here", "organisation.description"
)
leave_out_of(_TOLD_IN_WORDS, "decides who reads the entry", "processingactivity.is_public")
leave_out_of(
    (Output.CSV,),
    "says who keeps the entry, not what is done with data",
    "processingactivity.team",
    "team",
)
leave_out_of((Output.CSV,), _NAMED, "organisation.short_name")
leave_out_of(
    (Output.CSV,),
    "tells the public in short what the columns say at length",
    "processingactivity.summary",
)
leave_out_of(
    (Output.CSV,), "decides in which of two files the entry is", "processingactivity.legal_regime"
)
leave_out_of(
    (Output.NOTICE_PAGES,), "a processor’s entry is in no notice", "processingactivity.capacity"
)
leave_out_of((Output.CSV,), "stands in the file for law enforcement", "condition.schedule_8")
leave_out_of(
    (Output.PDF,),
    "the contact points say how to reach the body",
    "organisation.privacy_notice_url",
    "organisation.website",
)
leave_out_of(
    (Output.SEARCH,),
    _NO_WORD,
    "contactpoint.url",
    "organisation.privacy_notice_url",
    "organisation.website",
    "peoplechoice.url",
    "automateddecision.tool_record",
)
leave_out_of(
    (Output.SEARCH,),
    "heads a list, whose items are found by their names",
    "datasource.group",
    "statutorypower.kind",
)
leave_out_of(
    (Output.SEARCH,), "“the register’s reading” is no word that people look for", "*.is_inferred"
)
leave_out_of(
    (Output.SEARCH,), "“usually” is no word that people look for", "retentionrule.is_usual"
)
leave_out_of(
    (Output.SEARCH,),
    "people look for the decision, and read there how they can answer it",
    "automateddecision.a_person_steps_in",
    "automateddecision.can_be_contested",
    "automateddecision.people_are_heard",
)

# What documents hold, and pages tell elsewhere or in other words

leave_out_of(
    (*_PAGES, Output.ORGANISATION_PAGE, Output.CSV, Output.SEARCH),
    _CITED,
    "legislation.identifier",
    "legislation.publication_url",
    "provision.path",
)
leave_out_of((*_PAGES, Output.PDF), _CITED, "provision.subject")
leave_out_of(
    (*_PAGES, Output.ORGANISATION_PAGE, *_TOLD_IN_WORDS, Output.SEARCH),
    "staff read in the findings which law nobody has read at its source",
    "provision.verified_on",
)
leave_out_of(
    (*_PAGES, *_ABOUT_SUBJECTS, *_TOLD_IN_WORDS, Output.SEARCH),
    "decides what the law asks of the body",
    "organisation.is_public_authority",
)
leave_out_of(
    (*_PAGES, *_SUBJECT_PAGES, Output.PDF, Output.SEARCH),
    "the name says it, and decides how plainly they are spoken to",
    "peoplecategory.are_children",
)
leave_out_of(
    (*_PAGES, *_SUBJECT_PAGES, Output.PDF, Output.SEARCH),
    "what the measure says tells of which kind it is",
    "securitymeasure.kind",
)
leave_out_of((*_PAGES, *_SUBJECT_PAGES), _NAMED, "*.code")
leave_out_of(
    (*_PAGES, *_ABOUT_SUBJECTS), _SUBJECT, "organisation.description", "organisation.website"
)
leave_out_of(
    (*_PAGES, *_ABOUT_SUBJECTS, *_TOLD_IN_WORDS),
    "the page of the body says it",
    *(f"organisation.{name}" for name in IDENTIFIER_FORMS),
)
leave_out_of(
    (Output.ENTRY_PAGE,),
    "the notice says it, to which the page leads",
    "audiencestatement",
    "notice",
    "noticesection",
    "principlestatement",
)
leave_out_of(
    (Output.NOTICE_PAGES,),
    "a section says in its own words what its entries are about",
    "processingactivity.summary",
)
leave_out_of((*_PAGES, Output.PDF), "the page of the law says it", "legislation.extent")

# A page about one thing says of entries and notices what they say of that thing

leave_out_of(
    _SUBJECT_PAGES,
    _ENTRY,
    "audiencestatement",
    "channel",
    "collectionchannel",
    "condition",
    "notice",
    "noticesection",
    "principlestatement",
    "processingactivity",
    "securitymeasure",
)
leave_out_of(
    (Output.ORGANISATION_PAGE, Output.DATA_PAGE, Output.LAW_PAGE),
    _ENTRY,
    "automateddecision",
    "peoplechoice",
)
leave_out_of(_ABOUT_SUBJECTS, _ENTRY, "transfer")
leave_out_of(
    (Output.ORGANISATION_PAGE,),
    _ENTRY,
    "datacategory",
    "dataholding",
    "legislation",
    "peoplecategory",
    "provision.label",
    "provision.legislation",
    "provision.subject",
    "purpose",
    "retentionrule",
)
leave_out_of(
    (Output.PEOPLE_PAGE, Output.DATA_PAGE),
    _ENTRY,
    "legislation",
    "poweruse",
    "provision",
    "purpose.interest",
    "purpose.is_inferred",
    "purpose.further_use",
    "purpose.original_purpose",
    "purpose.provisions",
    "purpose.recognised_interest",
    "statutorypower",
)
leave_out_of((Output.DATA_PAGE,), _SUBJECT, "peoplecategory.description")
leave_out_of((Output.DATA_PAGE,), _ENTRY, "datasource")
leave_out_of(
    (Output.LAW_PAGE,),
    _ENTRY,
    "contactpoint",
    "controllerrole",
    "datacategory",
    "dataholding",
    "datasource",
    "disclosure.including",
    "organisation",
    "peoplecategory",
    "purpose.further_use",
    "purpose.interest",
    "purpose.original_purpose",
    "purpose.recognised_interest",
    "retentionrule",
)

# Columns of a spreadsheet that stand in no layout of ours

leave_out_of((Output.SPREADSHEET,), "a mark for whoever looks an import over", "*.is_inferred")
leave_out_of(
    (Output.SPREADSHEET,),
    "what has no place of its own goes to the note of the entry",
    "condition.internal_note",
    "purpose.internal_note",
    "retentionrule.internal_note",
)
leave_out_of(
    (Output.SPREADSHEET,),
    "each kind has a column of its own, with its papers",
    "supportingdocument",
)
