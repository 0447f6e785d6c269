"""The schema of the frozen record, and all that is said of its fields.

A document says what was true when it was frozen, in full: it carries names, labels and addresses
with it and needs no other table to be read. Field order is the order people read.
`ropa.documents.description` says what can be said of a field.
"""

from .entries import ActivityDocument
from .notices import ApprovedActivity, AudienceDocument, NoticeDocument, SectionDocument
from .parts import (
    ChannelDocument,
    ConditionDocument,
    ControllerDocument,
    DisclosureDocument,
    HoldingDocument,
    PowerUseDocument,
    PurposeDocument,
    RetentionDocument,
    SecurityDocument,
    SourceDocument,
    SupportingDocumentDocument,
    TransferDocument,
)
from .shared import (
    ContactDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    RightDocument,
    Term,
)

SCHEMA_VERSION = 3

__all__ = [
    "SCHEMA_VERSION",
    "ActivityDocument",
    "ApprovedActivity",
    "AudienceDocument",
    "ChannelDocument",
    "ConditionDocument",
    "ContactDocument",
    "ControllerDocument",
    "DataCategoryDocument",
    "DisclosureDocument",
    "HoldingDocument",
    "NoticeDocument",
    "OrganisationDocument",
    "PeopleDocument",
    "PowerDocument",
    "PowerUseDocument",
    "ProvisionDocument",
    "PurposeDocument",
    "RetentionDocument",
    "RightDocument",
    "SectionDocument",
    "SecurityDocument",
    "SourceDocument",
    "SupportingDocumentDocument",
    "Term",
    "TransferDocument",
]
