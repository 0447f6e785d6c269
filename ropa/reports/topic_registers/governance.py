"""What shows that the law is kept, for staff and auditors: impact assessments, policy documents and
systems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ropa.checks.document_facts import has_paper, lacks_policy, needs_policy
from ropa.dates import day_in_words
from ropa.documents.policy_documents import titles_by_entry
from ropa.documents.schema import ActivityDocument, SystemUseDocument
from ropa.models import ProcessingActivity, SupportingDocument

from .. import columns_documents as papers
from ..columns_words import lines
from ..contents import Report
from .definitions import MissingFact, TopicColumn, TopicRegister

_Dpia = ProcessingActivity.DpiaStatus
_Follows = ProcessingActivity.FollowsPolicy
_Paper = SupportingDocument.Kind


def _entry_itself(document: ActivityDocument) -> Iterator[ActivityDocument]:
    yield document


def _undecided(document: ActivityDocument) -> bool:
    return document.dpia_status.code == _Dpia.NOT_ASSESSED


def _required_and_not_done(document: ActivityDocument) -> bool:
    return document.dpia_status.code in (_Dpia.REQUIRED, _Dpia.IN_PROGRESS)


def _done_but_not_on_file(document: ActivityDocument) -> bool:
    return document.dpia_status.code == _Dpia.COMPLETED and not has_paper(document, _Paper.DPIA)


IMPACT_ASSESSMENTS = TopicRegister(
    name="impact-assessments",
    title="Impact assessments (DPIA)",
    summary="For each entry, whether an impact assessment is needed, how far it has come, and who "
    "decided.",
    citation="UK GDPR Article 35; DPA 2018 section 64",
    parts=_entry_itself,
    columns=(
        TopicColumn("Standing", lambda entry: entry.dpia_status.name, is_public=False),
        TopicColumn("Why", lambda entry: entry.dpia_reason, is_public=False),
        TopicColumn("Decided by", lambda entry: entry.dpia_decided_by, is_public=False),
        TopicColumn(
            "Decided on", lambda entry: day_in_words(entry.dpia_decided_on), is_public=False
        ),
        TopicColumn(
            "Looked at again on", lambda entry: day_in_words(entry.dpia_review_on), is_public=False
        ),
        TopicColumn("Where it is", papers.dpia_link, is_public=False),
    ),
    missing=(
        MissingFact("Entries for which nobody has decided whether one is needed", _undecided),
        MissingFact("Entries that need one which is not done", _required_and_not_done),
        MissingFact("Entries whose finished assessment is not on file", _done_but_not_on_file),
    ),
    is_public=False,
)


def _needing_policy(document: ActivityDocument) -> Iterator[ActivityDocument]:
    if needs_policy(document):
        yield document


def _conditions(document: ActivityDocument) -> str:
    found = (
        condition
        for part in document.conditions
        for condition in (part.schedule_1, part.schedule_8)
        if condition is not None
    )
    return lines(dict.fromkeys(condition.name for condition in found))


def _unknown_whether_followed(document: ActivityDocument) -> bool:
    followed = document.follows_retention_policy.code
    return needs_policy(document) and followed in (_Follows.UNKNOWN, _Follows.NOT_APPLICABLE)


def _with_those_published_here(topic: TopicRegister, report: Report) -> TopicRegister:
    """The register with the documents that were in force in the state that the report tells."""
    titles = titles_by_entry(report.policies())

    def published(document: ActivityDocument) -> str:
        return lines(titles.get(document.reference, ()))

    def missing(document: ActivityDocument) -> bool:
        return lacks_policy(document) and document.reference not in titles

    return replace(
        topic,
        columns=(
            *topic.columns,
            TopicColumn("Policy documents published here", published, is_public=False),
        ),
        missing=tuple(
            replace(fact, is_missing=missing) if fact.is_missing is lacks_policy else fact
            for fact in topic.missing
        ),
    )


POLICY_DOCUMENTS = TopicRegister(
    name="policy-documents",
    title="Policy documents",
    summary="The entries that need an appropriate policy document, on which condition, where the "
    "document is, and whether it is followed.",
    citation="DPA 2018 Schedule 1 paragraphs 38 to 41, and section 42",
    parts=_needing_policy,
    columns=(
        TopicColumn("Conditions relied on", _conditions, is_public=False),
        TopicColumn("Policy documents", papers.policy_documents, is_public=False),
        TopicColumn("Kept and erased as it says", papers.follows_policy, is_public=False),
        TopicColumn("Why it is not followed", papers.why_not_followed, is_public=False),
    ),
    missing=(
        MissingFact("Entries that need a policy document and have none on file", lacks_policy),
        MissingFact(
            "Entries that do not say whether theirs is followed", _unknown_whether_followed
        ),
    ),
    is_public=False,
    completed=_with_those_published_here,
)


def _supplier(part: SystemUseDocument) -> str:
    return part.system.supplier.name if part.system.supplier else ""


SYSTEMS = TopicRegister(
    name="systems",
    title="Systems",
    summary="What the data is kept and worked on in, who supplies it, and where it is hosted.",
    citation="UK GDPR Articles 5(2), 30(1)(g) and 32",
    parts=lambda document: document.system_uses,
    columns=(
        TopicColumn("System", lambda part: part.system.name, is_public=False),
        TopicColumn("Kind", lambda part: part.system.kind.name, is_public=False),
        TopicColumn("Supplier", _supplier, is_public=False),
        TopicColumn("Where it is hosted", lambda part: part.system.hosting, is_public=False),
        TopicColumn("What for", lambda part: part.detail, is_public=False),
    ),
    missing=(
        MissingFact("Entries that name no system", lambda document: not document.system_uses),
    ),
    is_public=False,
    of_processors=True,
)
