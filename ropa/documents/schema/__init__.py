"""The schema of the frozen record, and all that is said of its fields.

A document says what was true when it was frozen, in full: it carries names, labels and addresses
with it and needs no other table to be read. Field order is the order people read.
`ropa.documents.description` says what can be said of a field.
"""

from .entries import ActivityDocument
from .notices import (
    PRIVACY_NOTICE,
    ApprovedActivity,
    AudienceDocument,
    NoticeDocument,
    PrincipleDocument,
    SectionDocument,
)
from .parts import (
    AutomatedDecisionDocument,
    ChannelDocument,
    ConditionDocument,
    ControllerDocument,
    DisclosureDocument,
    HoldingDocument,
    PeopleChoiceDocument,
    PowerUseDocument,
    PurposeDocument,
    RetentionDocument,
    SecurityDocument,
    SourceDocument,
    SupportingDocumentDocument,
    SystemUseDocument,
    TransferDocument,
)
from .shared import (
    INFERRED,
    AgreementDocument,
    ContactDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
    PowerDocument,
    ProvisionDocument,
    RelatedGroupDocument,
    RightDocument,
    SystemDocument,
    Term,
    inferred,
)

SCHEMA_VERSION = 4

__all__ = [
    "INFERRED",
    "PRIVACY_NOTICE",
    "SCHEMA_VERSION",
    "ActivityDocument",
    "AgreementDocument",
    "ApprovedActivity",
    "AudienceDocument",
    "AutomatedDecisionDocument",
    "ChannelDocument",
    "ConditionDocument",
    "ContactDocument",
    "ControllerDocument",
    "DataCategoryDocument",
    "DisclosureDocument",
    "HoldingDocument",
    "NoticeDocument",
    "OrganisationDocument",
    "PeopleChoiceDocument",
    "PeopleDocument",
    "PowerDocument",
    "PowerUseDocument",
    "PrincipleDocument",
    "ProvisionDocument",
    "PurposeDocument",
    "RelatedGroupDocument",
    "RetentionDocument",
    "RightDocument",
    "SectionDocument",
    "SecurityDocument",
    "SourceDocument",
    "SupportingDocumentDocument",
    "SystemDocument",
    "SystemUseDocument",
    "Term",
    "TransferDocument",
    "inferred",
]
