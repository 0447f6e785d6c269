"""Which rights people have, by lawful basis and legal regime.

Sources: UK GDPR Articles 7(3), 12 to 22D and 77; DPA 2018 sections 44 to 50. Every right is
subject to exemptions; the texts say “ask”, not “get”.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ropa.models.grounds import LAW_ENFORCEMENT_BASES, LawfulBasis

from .schema import RightDocument

_Basis = LawfulBasis
_UK_GDPR_BASES = frozenset(LawfulBasis) - LAW_ENFORCEMENT_BASES


def _right(code: str, name: str, explanation: str, citation: str) -> RightDocument:
    return RightDocument(code=code, name=name, explanation=explanation, citation=citation)


# Each right with the bases it goes with, in the order people read them.
_RIGHTS: tuple[tuple[RightDocument, frozenset[LawfulBasis]], ...] = (
    (
        _right(
            "information",
            "Know how your information is used",
            "You can expect us to tell you what we do with information about you. "
            "This notice does that, and you can ask us about anything it leaves open.",
            "UK GDPR Articles 13 and 14",
        ),
        _UK_GDPR_BASES,
    ),
    (
        _right(
            "access",
            "See what we hold about you",
            "You can ask for a copy of the information we hold about you. "
            "We answer within one month, free of charge, and tell you if we must hold "
            "something back.",
            "UK GDPR Article 15",
        ),
        _UK_GDPR_BASES,
    ),
    (
        _right(
            "rectification",
            "Have mistakes put right",
            "If something we hold about you is wrong or incomplete, tell us. "
            "We check it and correct it, or explain why we do not.",
            "UK GDPR Article 16",
        ),
        _UK_GDPR_BASES,
    ),
    (
        _right(
            "restriction",
            "Ask us to pause",
            "You can ask us to stop using information about you for a while, for example while we "
            "check whether it is right. We keep it safe meanwhile.",
            "UK GDPR Article 18",
        ),
        _UK_GDPR_BASES,
    ),
    (
        _right(
            "erasure",
            "Ask us to delete it",
            "You can ask us to delete information about you. "
            "We do so unless the law gives us a reason to keep it.",
            "UK GDPR Article 17",
        ),
        frozenset(
            {_Basis.CONSENT, _Basis.CONTRACT, _Basis.VITAL_INTERESTS, _Basis.RECOGNISED_INTEREST}
            | {_Basis.LEGITIMATE_INTERESTS}
        ),
    ),
    (
        _right(
            "portability",
            "Take your information elsewhere",
            "You can ask for the information you gave us in a form that another organisation can "
            "use. If you wish, we send it there.",
            "UK GDPR Article 20",
        ),
        frozenset({_Basis.CONSENT, _Basis.CONTRACT}),
    ),
    (
        _right(
            "objection",
            "Object",
            "You can tell us that you do not want us to use information about you, because of your "
            "own situation. We stop unless we have a stronger reason to go on, and tell you which.",
            "UK GDPR Article 21",
        ),
        frozenset({_Basis.PUBLIC_TASK, _Basis.RECOGNISED_INTEREST, _Basis.LEGITIMATE_INTERESTS}),
    ),
    (
        _right(
            "withdraw-consent",
            "Change your mind",
            "Where we use information because you agreed, you can take your agreement back at any "
            "time. What we did before then stays lawful.",
            "UK GDPR Article 7(3)",
        ),
        frozenset({_Basis.CONSENT}),
    ),
    (
        _right(
            "law-enforcement-information",
            "Know how we use information for law enforcement",
            "You can expect us to tell you in general what we do with information to investigate "
            "or prosecute crime. In a single case we may hold back what would harm it.",
            "Data Protection Act 2018, section 44",
        ),
        LAW_ENFORCEMENT_BASES,
    ),
    (
        _right(
            "law-enforcement-access",
            "See what we hold for law enforcement",
            "You can ask for a copy of what we hold about you to investigate or prosecute crime. "
            "We may have to hold something back so as not to harm an investigation.",
            "Data Protection Act 2018, section 45",
        ),
        LAW_ENFORCEMENT_BASES,
    ),
    (
        _right(
            "law-enforcement-rectification",
            "Have mistakes in law enforcement information put right",
            "If something we hold about you for law enforcement is wrong, tell us. "
            "We correct it, or mark it where we must keep it as evidence.",
            "Data Protection Act 2018, section 46",
        ),
        LAW_ENFORCEMENT_BASES,
    ),
    (
        _right(
            "law-enforcement-erasure",
            "Ask us to delete or pause law enforcement information",
            "You can ask us to delete information about you that we should not hold. "
            "Where we need it as evidence, we limit its use instead.",
            "Data Protection Act 2018, section 47",
        ),
        LAW_ENFORCEMENT_BASES,
    ),
)

# These go with the bases, too, where decisions are made by automated means.
_AUTOMATED_RIGHTS: tuple[tuple[RightDocument, frozenset[LawfulBasis]], ...] = (
    (
        _right(
            "automated-decisions",
            "Ask for a person to decide",
            "Where a computer makes an important decision about you, you can ask for a person to "
            "look at it. You can also tell us what you think of it and challenge it.",
            "UK GDPR Articles 22A to 22D",
        ),
        _UK_GDPR_BASES,
    ),
    (
        _right(
            "law-enforcement-automated-decisions",
            "Ask for a person to decide in law enforcement",
            "Where a computer makes an important decision about you, you can ask us to look at it "
            "again. A person then decides and tells you the outcome.",
            "Data Protection Act 2018, sections 50A to 50D",
        ),
        LAW_ENFORCEMENT_BASES,
    ),
)

LAW_ENFORCEMENT_RIGHTS = frozenset(
    right.code for right, bases in _RIGHTS + _AUTOMATED_RIGHTS if bases <= LAW_ENFORCEMENT_BASES
)


def rights_for(bases: Iterable[str], *, automated_decisions: bool) -> tuple[RightDocument, ...]:
    """Return the rights that go with any of the lawful bases, in reading order.

    `bases` are values of `LawfulBasis`; `automated_decisions` says whether decisions are made
    by automated means.
    """
    used = set(bases)
    offered = _RIGHTS + (_AUTOMATED_RIGHTS if automated_decisions else ())
    return tuple(right for right, with_bases in offered if used & with_bases)


def rights_of(
    purposes: Sequence[tuple[str, str]], *, for_all: Iterable[str] = (), automated_decisions: bool
) -> tuple[RightDocument, ...]:
    """Return the rights that purposes give, each with its statement and its lawful basis.

    A right that not all of them give says which do. The bases `for_all` hold for every purpose.
    """
    giving = {
        basis: {
            right.code
            for right in rights_for((basis, *for_all), automated_decisions=automated_decisions)
        }
        for _, basis in purposes
    }
    found = rights_for((*giving, *for_all), automated_decisions=automated_decisions)
    return tuple(_of_those_that_give(right, purposes, giving) for right in found)


def _of_those_that_give(
    right: RightDocument, purposes: Sequence[tuple[str, str]], giving: dict[str, set[str]]
) -> RightDocument:
    uses = tuple(statement.strip() for statement, basis in purposes if right.code in giving[basis])
    if len(uses) == len(purposes):
        return right
    return right.model_copy(update={"only_for": tuple(dict.fromkeys(uses))})
