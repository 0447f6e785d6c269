"""How people use their rights: what to say, and what whoever they ask must then do.

Sources: UK GDPR Articles 7(3) and 12; DPA 2018 sections 52 to 54. These words belong to the page,
not to the record: they are found by the code of a right when a document is read, so that they are
the same under every version.
"""

from __future__ import annotations

from collections.abc import Iterable

from .rights import LAW_ENFORCEMENT_RIGHTS
from .schema import RightDocument

_SAY = {
    "information": "Say what you would like to know.",
    "access": "Say that you want a copy of what is held about you. "
    "If you want only some of it, say which part.",
    "rectification": "Say what is wrong, and what is right.",
    "restriction": "Say what should not be used for now, and why.",
    "erasure": "Say what should be deleted, and why.",
    "portability": "Say what you want to take with you, and where it should go.",
    "objection": "Say what should stop, and what about your situation makes it wrong for you.",
    "withdraw-consent": "Say that you no longer agree. It must be as easy as agreeing was.",
    "automated-decisions": "Say which decision you mean, and what you think of it.",
}
_AS_ELSEWHERE = {
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
_WHO_YOU_ARE = "You may be asked to show who you are, or to say what you are looking for."
_FREE = "It is free, unless you ask for the same thing again and again without good reason."
_ONE_MONTH = "You get an answer within one month."
_LONGER = (
    "If what you ask for is complicated, it can take up to two months more. "
    "You are told so, and why, within the first month."
)
_CITATION = "UK GDPR Article 12"
_LAW_ENFORCEMENT_CITATION = "Data Protection Act 2018, sections 52 to 54 (law enforcement)"


def what_to_say(right: RightDocument) -> str:
    """Return what people say to use a right; empty for one that is not known here."""
    return _SAY.get(_AS_ELSEWHERE.get(right.code, right.code), "")


def how_to_ask(rights: Iterable[RightDocument]) -> tuple[str, ...]:
    """Return what holds for asking under any of the rights, a step each. No rights, no steps."""
    general, law_enforcement = _regimes(rights)
    if not general and not law_enforcement:
        return ()
    return (_NO_FORM, _WHO_YOU_ARE, _FREE, _ONE_MONTH, *((_LONGER,) if general else ()))


def law_on_asking(rights: Iterable[RightDocument]) -> tuple[str, ...]:
    """Return the citations for `how_to_ask`."""
    general, law_enforcement = _regimes(rights)
    return (
        *((_CITATION,) if general else ()),
        *((_LAW_ENFORCEMENT_CITATION,) if law_enforcement else ()),
    )


def _regimes(rights: Iterable[RightDocument]) -> tuple[bool, bool]:
    """Say whether any right is under UK GDPR, and whether any is under DPA 2018 Part 3."""
    codes = {right.code for right in rights}
    return bool(codes - LAW_ENFORCEMENT_RIGHTS), bool(codes & LAW_ENFORCEMENT_RIGHTS)
