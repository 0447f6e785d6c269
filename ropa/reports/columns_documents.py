"""Cells about supporting documents, for staff and auditors only.

Nothing here may be read of a published copy, which holds none of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ropa.dates import day_in_words
from ropa.documents.schema import (
    ActivityDocument,
    AgreementDocument,
    ControllerDocument,
    SupportingDocumentDocument,
    SystemUseDocument,
)
from ropa.documents.wording import joined_names
from ropa.models import ControllerRole, ProcessingActivity, SupportingDocument
from ropa.models.grounds import Article9, LawfulBasis

from .columns_words import (
    DOES_NOT_APPLY,
    NONE_RECORDED,
    law,
    lines,
    only_if,
    recorded,
    specified,
    with_notes,
)

Paper = SupportingDocument.Kind
Dpia = ProcessingActivity.DpiaStatus
Follows = ProcessingActivity.FollowsPolicy
Role = ControllerRole.Role

POLICIES = (Paper.RETENTION_POLICY, Paper.POLICY)
# Papers with a column of their own. All others stand with the agreements, so that none is lost.
ELSEWHERE = frozenset(
    {
        *POLICIES,
        Paper.DPIA,
        Paper.INTERESTS_ASSESSMENT,
        Paper.CONSENT_RECORD,
        Paper.BREACH_RECORD,
    }
)
_CONSENT = frozenset({LawfulBasis.CONSENT, LawfulBasis.LE_CONSENT})


def business_function(document: ActivityDocument) -> str:
    """The part of the organisation’s work that the entry belongs to."""
    return recorded((document.business_function,))


def agreements(document: ActivityDocument) -> str:
    """Where to find the contracts with processors, or those of a processor with its controllers;
    and the arrangements of controllers, the agreements with recipients, and papers that have no
    column of their own."""
    has_processor = any(part.role.code == Role.PROCESSOR for part in document.controllers)
    return only_if(has_processor, _agreements(document))


def interests_assessment(document: ActivityDocument) -> str:
    """Where to find the assessment of legitimate interests."""
    relied_on = any(
        part.lawful_basis.code == LawfulBasis.LEGITIMATE_INTERESTS for part in document.purposes
    )
    return only_if(relied_on, _papers(document, Paper.INTERESTS_ASSESSMENT))


def consent_record(document: ActivityDocument) -> str:
    """Where to find the record of consent."""
    relied_on = any(part.lawful_basis.code in _CONSENT for part in document.purposes) or any(
        part.article_9 and part.article_9.code == Article9.EXPLICIT_CONSENT
        for part in document.conditions
    )
    return only_if(relied_on, _papers(document, Paper.CONSENT_RECORD))


def location(document: ActivityDocument) -> str:
    """The systems and places in which the data is kept."""
    return recorded((document.data_location, *map(_system, document.system_uses)))


def dpia_required(document: ActivityDocument) -> str:
    """Whether an impact assessment is required, or that this is not decided yet."""
    is_required = document.dpia_status.code in (Dpia.REQUIRED, Dpia.IN_PROGRESS, Dpia.COMPLETED)
    answer = "Required" if is_required else document.dpia_status.name
    return with_notes(answer, document.dpia_reason, _decision(document))


def _decision(document: ActivityDocument) -> str:
    decided_on = f"on {day_in_words(document.dpia_decided_on)}" if document.dpia_decided_on else ""
    decided_by = f"by {document.dpia_decided_by}" if document.dpia_decided_by else ""
    return " ".join(
        filter(None, ("Decided" if decided_on or decided_by else "", decided_on, decided_by))
    )


def dpia_progress(document: ActivityDocument) -> str:
    """How far a required impact assessment has come."""
    if document.dpia_status.code in (Dpia.NOT_REQUIRED, Dpia.NOT_ASSESSED):
        return ""
    return with_notes(document.dpia_status.name, _on("Looked at again", document.dpia_review_on))


def dpia_link(document: ActivityDocument) -> str:
    """Where to find the impact assessment."""
    begun = document.dpia_status.code in (Dpia.IN_PROGRESS, Dpia.COMPLETED)
    return only_if(begun, _papers(document, Paper.DPIA))


def breach(document: ActivityDocument) -> str:
    """Yes, if the entry has a record of a breach among its papers. The register of breaches is kept
    elsewhere, so that none recorded here does not mean that there was none."""
    return "Yes" if any(_papers(document, Paper.BREACH_RECORD)) else NONE_RECORDED


def breach_link(document: ActivityDocument) -> str:
    """Where to find the record of each breach."""
    return lines(_papers(document, Paper.BREACH_RECORD))


def policy_documents(document: ActivityDocument) -> str:
    """Where to find the retention and erasure policy and the appropriate policy document."""
    return recorded(
        f"{paper.kind.name}: {_paper(paper)}"
        for paper in document.supporting_documents
        if paper.kind.code in POLICIES
    )


def follows_policy(document: ActivityDocument) -> str:
    """Yes, no, that no policy document is required, or that this is still to be confirmed."""
    return document.follows_retention_policy.name


def why_not_followed(document: ActivityDocument) -> str:
    """Why the policy is not followed, if it is not."""
    answer = document.follows_retention_policy
    if answer.code == Follows.NO or document.why_not_followed.strip():
        return recorded((document.why_not_followed,))
    return answer.name if answer.code == Follows.UNKNOWN else DOES_NOT_APPLY


def _agreements(document: ActivityDocument) -> Iterator[str]:
    for part in document.controllers:
        if part.arrangement.strip():
            is_contract = document.is_processor or part.role.code == Role.PROCESSOR
            what = "Contract" if is_contract else "Arrangement"
            yield f"{what} with {part.organisation.name}: {part.arrangement}"
        if done := _due_diligence(part):
            yield f"Due diligence on {part.organisation.name}: {done}"
    for disclosure in document.disclosures:
        if disclosure.agreement.strip():
            yield f"Sharing agreement with {disclosure.recipient.name}: {disclosure.agreement}"
    for agreement in _agreements_relied_on(document):
        yield _agreement(agreement)
    for paper in document.supporting_documents:
        if paper.kind.code not in ELSEWHERE:
            yield f"{paper.kind.name}: {_paper(paper)}"


def _due_diligence(part: ControllerDocument) -> str:
    done_by = f"by {part.due_diligence_by}" if part.due_diligence_by else ""
    return " ".join(filter(None, (_on("done", part.due_diligence_on), done_by)))


def _on(done: str, day: date | None) -> str:
    """What was or will be done, and on which day; nothing if that is not known."""
    return f"{done} on {day_in_words(day)}" if day else ""


def _agreements_relied_on(document: ActivityDocument) -> Iterator[AgreementDocument]:
    """Each agreement of the reference data that the entry relies on, once."""
    found = [
        *(part.under_agreement for part in document.controllers),
        *(part.under_agreement for part in document.disclosures),
    ]
    yield from dict.fromkeys(each for each in found if each)


def _agreement(document: AgreementDocument) -> str:
    notes = (
        f"between {joined_names([party.name for party in document.parties])}"
        if document.parties
        else "",
        document.subject,
        f"under {law(document.provision)}" if document.provision else "",
        _on("signed", document.signed_on),
        _on("ends", document.ends_on),
        _on("reviewed next", document.review_due_on),
        document.location,
    )
    return specified(f"{document.kind.name}: {document.name}", *notes)


def _system(part: SystemUseDocument) -> str:
    system = part.system
    supplier = f"supplied by {system.supplier.name}" if system.supplier else ""
    return specified(f"{system.kind.name}: {system.name}", part.detail, supplier, system.hosting)


def _papers(document: ActivityDocument, kind: SupportingDocument.Kind) -> Iterator[str]:
    return (_paper(paper) for paper in document.supporting_documents if paper.kind.code == kind)


def _paper(paper: SupportingDocumentDocument) -> str:
    where = paper.location.strip()
    return f"{paper.title}, {where}" if where else paper.title
