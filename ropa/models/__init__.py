"""The models of the register, a module for each subject.

Rows are the editable register. What people read outside it is made from frozen documents
(`ropa.documents`), never from these rows.
"""

from .activities import ProcessingActivity
from .agreements import Agreement
from .automated_decisions import AutomatedDecision
from .channels import Channel
from .data import DataCategory, PeopleCategory, RelatedGroup
from .decisions import Decision
from .failed_sign_ins import FailedSignIn
from .flows import CollectionChannel, DataHolding, DataSource, Disclosure, Transfer
from .frozen_history import FrozenHistory
from .imports import (
    ImportedEntry,
    ImportFile,
    ImportLedger,
    RegisterImport,
    RememberedMapping,
    RememberedNames,
)
from .jobs import Job, PeriodicRun, Worker
from .law import Legislation, Provision, StatutoryPower
from .made_files import MadeFile, MadeFilePiece
from .mail import OutgoingMail
from .mentions import Mention, NamedSubject, NamingCount
from .notices import (
    AudienceStatement,
    Notice,
    NoticeSection,
    PrincipleStatement,
    SectionActivity,
)
from .notifications import (
    Frequency,
    Notification,
    NotificationChoice,
    NotificationKind,
)
from .organisations import ContactPoint, Organisation, Team
from .packs import TakenEntry
from .people_choices import PeopleChoice
from .published_documents import PublishedDocument
from .purposes import Condition, Purpose
from .read_model import ProjectionState, StaleKey
from .receipts import HeadReceipt
from .register_rows import RegisterRow
from .replacements import PlannedReplacement
from .roles import ControllerRole, PowerUse
from .safeguards import RetentionRule, SecurityMeasure, SupportingDocument
from .search import SearchEntry, SearchTerm
from .sign_ins import DirectoryAccount, FormDraft, HeldForm, SignInSession
from .standings import Standing, StandingFinding, StandingUse, WorkedOut
from .systems import System, SystemUse
from .versions import Version

__all__ = [
    "Agreement",
    "AudienceStatement",
    "AutomatedDecision",
    "Channel",
    "CollectionChannel",
    "Condition",
    "ContactPoint",
    "ControllerRole",
    "DataCategory",
    "DataHolding",
    "DataSource",
    "Decision",
    "DirectoryAccount",
    "Disclosure",
    "FailedSignIn",
    "FormDraft",
    "Frequency",
    "FrozenHistory",
    "HeadReceipt",
    "HeldForm",
    "ImportFile",
    "ImportLedger",
    "ImportedEntry",
    "Job",
    "Legislation",
    "MadeFile",
    "MadeFilePiece",
    "Mention",
    "NamedSubject",
    "NamingCount",
    "Notice",
    "NoticeSection",
    "Notification",
    "NotificationChoice",
    "NotificationKind",
    "Organisation",
    "OutgoingMail",
    "PeopleCategory",
    "PeopleChoice",
    "PeriodicRun",
    "PlannedReplacement",
    "PowerUse",
    "PrincipleStatement",
    "ProcessingActivity",
    "ProjectionState",
    "Provision",
    "PublishedDocument",
    "Purpose",
    "RegisterImport",
    "RegisterRow",
    "RelatedGroup",
    "RememberedMapping",
    "RememberedNames",
    "RetentionRule",
    "SearchEntry",
    "SearchTerm",
    "SectionActivity",
    "SecurityMeasure",
    "SignInSession",
    "StaleKey",
    "Standing",
    "StandingFinding",
    "StandingUse",
    "StatutoryPower",
    "SupportingDocument",
    "System",
    "SystemUse",
    "TakenEntry",
    "Team",
    "Transfer",
    "Version",
    "WorkedOut",
    "Worker",
]
