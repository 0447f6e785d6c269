"""The layout of a processor’s record, each column made from an entry’s document.

Sources: UK GDPR Article 30(2), DPA 2018 section 61(4), and the Information Commissioner’s
documentation template for processors. The titles are the register’s own words. Entries in which
the body is a processor stand here whichever of the two laws governs them.
"""

from __future__ import annotations

from collections.abc import Callable

from ropa.documents.schema import ActivityDocument

from . import columns_bodies as bodies
from . import columns_data as data
from . import columns_documents as papers
from .columns import ReportColumn, further_columns

_PARTIES = "UK GDPR Article 30(2)(a); DPA 2018 section 61(4)(a) to (c)"
_TRANSFERS = "UK GDPR Article 30(2)(c); DPA 2018 section 61(4)(e)"
# Made from what staff alone may read; good practice, as the law asks for the contract itself.
_CONTRACT = 8

_COLUMNS_IN_ORDER: tuple[tuple[str, str, Callable[[ActivityDocument], str]], ...] = (
    (
        "Name and contact details of the processor, and of processors it uses",
        _PARTIES,
        bodies.processors_with_contacts,
    ),
    ("Data protection officer of the processor", _PARTIES, bodies.officers_of_processors),
    ("Representative of the processor", _PARTIES, bodies.representatives_of_processors),
    (
        "Name and contact details of each controller",
        _PARTIES,
        bodies.controllers_with_contacts,
    ),
    ("Data protection officer of each controller", _PARTIES, bodies.officers),
    ("Representative of each controller", _PARTIES, bodies.representatives),
    (
        "Categories of processing carried out for each controller",
        "UK GDPR Article 30(2)(b); DPA 2018 section 61(4)(d)",
        bodies.categories_of_processing,
    ),
    ("Link to contract with the controller", "UK GDPR Article 28(3)", papers.agreements),
    (
        "Third countries or international organisations that personal data are transferred to",
        _TRANSFERS,
        data.transfers,
    ),
    ("Safeguards for exceptional transfers", _TRANSFERS, data.exceptional_transfers),
    (
        "General description of technical and organisational security measures",
        "UK GDPR Article 30(2)(d); DPA 2018 section 61(4)(f)",
        data.security,
    ),
)

PROCESSOR_COLUMNS: tuple[ReportColumn, ...] = tuple(
    ReportColumn(
        number,
        title,
        citation,
        required=number != _CONTRACT,
        is_public=number != _CONTRACT,
        cell=cell,
    )
    for number, (title, citation, cell) in enumerate(_COLUMNS_IN_ORDER, start=1)
) + further_columns(len(_COLUMNS_IN_ORDER))
