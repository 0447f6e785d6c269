"""How people use their rights: what to say, and what whoever they ask must then do.

Sources: UK GDPR Articles 7(3), 12 and 21(2) and (3); DPA 2018 sections 51 to 54 (two further
months: 54(3A)). These words belong to the page,
not to the record: they are found by the code of a right when a document is read, so that they are
the same under every version.
"""

from __future__ import annotations

from collections.abc import Iterable

from .rights import LAW_ENFORCEMENT_RIGHTS
from .schema import RightDocument

_REQUEST_WORDING = {
    "information": "Say what you would like to know.",
    "access": "Say that you want a copy of what is held about you. "
    "If you want only some of it, say which part.",
    "rectification": "Say what is wrong, and what is right.",
    "restriction": "Say what should not be used for now, and why.",
    "erasure": "Say what should be deleted, and why.",
    "portability": "Say what you want to take with you, and where it should go.",
    "objection": "Say what should stop, and what about your situation makes it wrong for you. "
    "To stop direct marketing you need give no reason: it has to stop.",
    "withdraw-consent": "Say that you no longer agree. It must be as easy as agreeing was.",
    "automated-decisions": "Say which decision you mean, and what you think of it.",
}
_SAME_AS_UK_GDPR = {
    "law-enforcement-information": "information",
    "law-enforcement-access": "access",
    "law-enforcement-rectification": "rectification",
    "law-enforcement-erasure": "erasure",
    "law-enforcement-automated-decisions": "automated-decisions",
}

_NO_FORM = (
    "Write, phone or ask in person. You need no form, and you need not name the law. "
    "Somebody you trust can ask for you."
)
_PROOF_OF_IDENTITY = "You may be asked to show who you are, or to say what you are looking for."
_FREE = "It is free, unless you ask for the same thing again and again without good reason."
_ONE_MONTH = "You get an answer within one month."
_TWO_MONTHS_MORE = (
    "If what you ask for is complicated, it can take up to two months more. "
    "You are told so, and why, within the first month."
)
_LAWFULNESS_CHECK = (
    "If information used to investigate or prosecute crime is held back from you, you can ask the "
    "data protection regulator to check that this was lawful."
)
_CITATION = "UK GDPR Article 12"
_LAW_ENFORCEMENT_CITATION = "Data Protection Act 2018, sections 51 to 54 (law enforcement)"


def request_wording(right: RightDocument) -> str:
    """Return what people say to use a right; empty for one that is not known here."""
    return _REQUEST_WORDING.get(_SAME_AS_UK_GDPR.get(right.code, right.code), "")


def request_steps(rights: Iterable[RightDocument]) -> tuple[str, ...]:
    """Return what holds for asking under any of the rights, a step each. No rights, no steps."""
    general, law_enforcement = _regimes(rights)
    if not general and not law_enforcement:
        return ()
    return (
        *(_NO_FORM, _PROOF_OF_IDENTITY, _FREE, _ONE_MONTH, _TWO_MONTHS_MORE),
        *((_LAWFULNESS_CHECK,) if law_enforcement else ()),
    )


def request_citations(rights: Iterable[RightDocument]) -> tuple[str, ...]:
    """Return the citations for `request_steps`."""
    general, law_enforcement = _regimes(rights)
    return (
        *((_CITATION,) if general else ()),
        *((_LAW_ENFORCEMENT_CITATION,) if law_enforcement else ()),
    )


def _regimes(rights: Iterable[RightDocument]) -> tuple[bool, bool]:
    """Say whether any right is under UK GDPR, and whether any is under DPA 2018 Part 3."""
    codes = {right.code for right in rights}
    return bool(codes - LAW_ENFORCEMENT_RIGHTS), bool(codes & LAW_ENFORCEMENT_RIGHTS)
