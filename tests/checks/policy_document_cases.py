"""For every rule about appropriate policy documents, what breaks it and what puts it right."""

from __future__ import annotations

from ropa.documents.policy_documents import PRINCIPLES
from ropa.documents.schema import PrincipleDocument
from ropa.models import Notice, PrincipleStatement

from .cases import RESEARCH_ONLY, Case
from .complete import BODY, ENTRY, LAW_ENFORCEMENT_ENTRY, changed, notice_of, term, with_part


def principle(code: PrincipleStatement.Principle, **fields: str) -> PrincipleDocument:
    said = {"text": "We see to it.", "to_be_supplied": ""} | fields
    return PrincipleDocument(principle=term(code), **said)


EVERY = tuple(map(principle, PRINCIPLES))
POLICY_DOCUMENT = notice_of(
    ENTRY,
    LAW_ENFORCEMENT_ENTRY,
    kind=term(Notice.Kind.POLICY_DOCUMENT),
    principles=EVERY,
    regulator=None,
)
GAP = principle(PRINCIPLES[0], text="", to_be_supplied="how we tell people.")


def policy_of(*entries):
    items = notice_of(*entries).activities
    return changed(POLICY_DOCUMENT, activities=items)


REFERENCE = ENTRY.reference

POLICY_DOCUMENT_CASES = [
    Case("S1-39-entries", policy_of(), says="Add the entries", mended=POLICY_DOCUMENT),
    Case(
        "S1-38",
        policy_of(RESEARCH_ONLY),
        0,
        "No condition",
        mended=POLICY_DOCUMENT,
        subject=REFERENCE,
    ),
    Case(
        "S1-38-controller",
        changed(policy_of(ENTRY), organisation=changed(BODY, code="other", name="Another body")),
        0,
        "Another body",
        mended=policy_of(ENTRY),
        subject=REFERENCE,
    ),
    Case(
        "S1-39a",
        changed(POLICY_DOCUMENT, principles=EVERY[1:]),
        says="Lawfulness",
        mended=POLICY_DOCUMENT,
    ),
    Case(
        "S1-39a",
        changed(POLICY_DOCUMENT, principles=EVERY[:-1]),
        says="Security",
        mended=changed(POLICY_DOCUMENT, principles=(GAP, *EVERY[1:])),
    ),
    Case(
        "S1-39a-gap",
        changed(POLICY_DOCUMENT, principles=(GAP, *EVERY[1:])),
        0,
        "tell people",
        mended=POLICY_DOCUMENT,
    ),
    Case(
        "S1-39b",
        policy_of(changed(ENTRY, retention_rules=())),
        0,
        "how long",
        mended=policy_of(ENTRY),
        subject=REFERENCE,
    ),
    Case(
        "S1-39b-gap",
        policy_of(with_part(ENTRY, "retention_rules", to_be_supplied="The period.")),
        0,
        "The period.",
        mended=policy_of(ENTRY),
        subject=REFERENCE,
    ),
]
