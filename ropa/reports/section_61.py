"""The list of contents of a law-enforcement record, each made from an entry’s document.

Source: DPA 2018 section 61(2), and section 42, which adds what the record must say where
processing is sensitive (section 35(8)). The titles are the register’s own words.
"""

from __future__ import annotations

from collections.abc import Callable

from ropa.documents.schema import ActivityDocument
from ropa.models.grounds import LawfulBasis

from . import columns_bodies as bodies
from . import columns_data as data
from . import columns_documents as papers
from . import columns_grounds as grounds
from . import columns_people as people
from .columns import ReportColumn, further_columns
from .columns_words import DOES_NOT_APPLY, NONE_RECORDED, lines, recorded


def _legal_basis(document: ActivityDocument) -> str:
    """Each lawful basis with the law it rests on, and for which purposes where they differ; every
    statutory power or duty that is used; and what allows each transfer."""
    transfers = (
        f"Transfer to {part.destination}: {part.mechanism.name}" for part in document.transfers
    )
    return "\n".join((grounds.lawful_bases(document), *filter(None, (lines(transfers),))))


def _condition_or_consent(document: ActivityDocument) -> str:
    """Where special category data is held: that people consent, or each condition of Schedule 8
    and why it is met."""
    consent = [
        part for part in document.purposes if part.lawful_basis.code == LawfulBasis.LE_CONSENT
    ]
    found = lines((*grounds.bases_of_purposes(consent), *grounds.schedule_8_conditions(document)))
    missing = NONE_RECORDED if data.holds_special_category_data(document) else DOES_NOT_APPLY
    return found or missing


def _policy_document(document: ActivityDocument) -> str:
    """Where to find the appropriate policy document and the retention and erasure policy."""
    found = papers.policy_documents(document)
    sensitive = data.holds_special_category_data(document)
    return DOES_NOT_APPLY if found == NONE_RECORDED and not sensitive else found


def _how_section_35_is_satisfied(document: ActivityDocument) -> str:
    """Where special category data is held: each lawful basis with the law it rests on."""
    if data.holds_special_category_data(document):
        return recorded(grounds.bases_of_purposes(document.purposes))
    return DOES_NOT_APPLY


# These are made from what staff alone may read.
_INTERNAL = {14, 15, 16}

_COLUMNS_IN_ORDER: tuple[tuple[str, str, Callable[[ActivityDocument], str]], ...] = (
    (
        "Name and contact details of the controller and of joint controllers",
        "DPA 2018 section 61(2)(a) and (b)",
        bodies.controllers_with_contacts,
    ),
    (
        "Name and contact details of the data protection officer",
        "DPA 2018 section 61(2)(c)",
        bodies.officers,
    ),
    ("Purposes", "DPA 2018 section 61(2)(d)", grounds.purposes),
    (
        "Categories of recipients, in third countries and international organisations too",
        "DPA 2018 section 61(2)(e)",
        bodies.recipients,
    ),
    ("Categories of data subjects", "DPA 2018 section 61(2)(f)(i)", data.individuals),
    ("Categories of personal data", "DPA 2018 section 61(2)(f)(ii)", data.personal_data),
    ("Use of profiling", "DPA 2018 section 61(2)(g)", people.automated_decisions),
    ("Categories of transfers", "DPA 2018 section 61(2)(h)", data.transfers),
    (
        "Legal basis of the operations, transfers included",
        "DPA 2018 section 61(2)(i)",
        _legal_basis,
    ),
    ("Envisaged time limits for erasure", "DPA 2018 section 61(2)(j)", data.retention),
    ("General description of security measures", "DPA 2018 section 61(2)(k)", data.security),
    (
        "Sensitive processing: consent or Schedule 8 condition",
        "DPA 2018 section 42(4)(a)",
        _condition_or_consent,
    ),
    (
        "Sensitive processing: how section 35 is satisfied",
        "DPA 2018 section 42(4)(b)",
        _how_section_35_is_satisfied,
    ),
    (
        "Sensitive processing: link to the policy document",
        "DPA 2018 section 42(1) to (3)",
        _policy_document,
    ),
    (
        "Sensitive processing: retained and erased by the policy document?",
        "DPA 2018 section 42(4)(c)",
        papers.follows_policy,
    ),
    (
        "Sensitive processing: reasons if not",
        "DPA 2018 section 42(4)(c)",
        papers.why_not_followed,
    ),
)

SECTION_61: tuple[ReportColumn, ...] = tuple(
    ReportColumn(
        number, title, citation, required=True, is_public=number not in _INTERNAL, cell=cell
    )
    for number, (title, citation, cell) in enumerate(_COLUMNS_IN_ORDER, start=1)
) + further_columns(len(_COLUMNS_IN_ORDER))
