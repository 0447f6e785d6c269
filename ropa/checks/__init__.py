"""Rules that an entry or a notice is checked against, each with its citation.

They read documents and nothing else, so checking takes no queries.
"""

from __future__ import annotations

from collections.abc import Iterable

from ropa.documents.schema import ActivityDocument, NoticeDocument

from . import law_enforcement, sensitive
from .automated_decisions import AUTOMATED_DECISIONS
from .children import CHILDREN
from .choices import CHOICES
from .controllers import CONTROLLERS
from .gaps import GAPS
from .grounds import GROUNDS
from .law import LAW
from .law_enforcement import LAW_ENFORCEMENT
from .notice_entries import NOTICE_ENTRIES
from .notices import NOTICES
from .policy_documents import POLICY_DOCUMENTS
from .processors import PROCESSORS
from .record import RECORD
from .retention import RETENTION
from .rules import FieldPlace, Finding, Rule, RuleGroup, Severity
from .sensitive import SENSITIVE
from .transfers import TRANSFERS

__all__ = [
    "ACTIVITY_GROUPS",
    "ACTIVITY_RULES",
    "NOTICE_GROUPS",
    "NOTICE_RULES",
    "FieldPlace",
    "Finding",
    "Rule",
    "Severity",
    "blocking_findings",
    "check_activity",
    "check_notice",
]

ACTIVITY_GROUPS: tuple[RuleGroup[ActivityDocument], ...] = (
    RECORD,
    PROCESSORS,
    CONTROLLERS,
    GROUNDS,
    SENSITIVE,
    CHILDREN,
    LAW_ENFORCEMENT,
    AUTOMATED_DECISIONS,
    TRANSFERS,
    RETENTION,
    CHOICES,
    LAW,
    GAPS,
)
NOTICE_GROUPS: tuple[RuleGroup[NoticeDocument], ...] = (NOTICES, NOTICE_ENTRIES, POLICY_DOCUMENTS)

ACTIVITY_RULES = tuple(rule for group in ACTIVITY_GROUPS for rule in group.rules)
NOTICE_RULES = tuple(rule for group in NOTICE_GROUPS for rule in group.rules)

# They ask for an appropriate policy document: one that is published here is as good as one on file.
POLICY_ON_FILE = (sensitive.policy_on_file, law_enforcement.policy_on_file)


def check_activity(document: ActivityDocument, *, is_covered: bool = False) -> tuple[Finding, ...]:
    """Return everything in an entry that breaks a rule, in the order of the rules.

    `is_covered` says that a policy document that is published here covers the entry.
    """
    return tuple(
        finding
        for rule in ACTIVITY_RULES
        if not (is_covered and rule in POLICY_ON_FILE)
        for finding in rule.findings(document)
    )


def check_notice(document: NoticeDocument) -> tuple[Finding, ...]:
    """Return everything in a notice that breaks a rule, in the order of the rules.

    Its entries are checked for what it must say of them; `check_activity` says the rest.
    """
    return tuple(finding for rule in NOTICE_RULES for finding in rule.findings(document))


def blocking_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings that stop an entry from being approved or a notice published."""
    return tuple(finding for finding in findings if finding.rule.severity is Severity.BLOCKING)
