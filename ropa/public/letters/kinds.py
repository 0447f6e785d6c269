"""The letters people can send, and all of their words.

Which rights there are follows from the record (`ropa/documents/rights.py`); a letter is offered
where a body's entries give one of those that it uses. Source for complaints: DPA 2018 section 164A.
"""

from __future__ import annotations

from dataclasses import dataclass

from .deadlines import Deadline

COMPLAINT_CITATION = "Data Protection Act 2018, section 164A"


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter.

    `action` is what somebody presses, `title` heads the page, `subject` the letter. `rights` are
    the codes of the rights that it uses: a letter without any can always be sent. `request` is
    what it asks for, and `blanks` are what the writer adds, a line each: what it is, and a hint.
    """

    code: str
    action: str
    title: str
    subject: str
    request: str
    blanks: tuple[tuple[str, str], ...]
    deadline: Deadline
    rights: frozenset[str] = frozenset()

    @property
    def is_complaint(self) -> bool:
        """Whether it goes where complaints go."""
        return self.deadline is Deadline.ACKNOWLEDGED


KINDS = (
    LetterKind(
        code="copy",
        action="Ask for what is held about me",
        title="Ask for what is held about you",
        subject="Request for a copy of my personal information",
        request="Please send me a copy of the personal information you hold about me. Please also "
        "tell me what you use it for, where you got it, who gets it and how long you keep it.",
        blanks=(),
        deadline=Deadline.ANSWERED,
        rights=frozenset({"access", "law-enforcement-access"}),
    ),
    LetterKind(
        code="correct",
        action="Correct it",
        title="Have it corrected",
        subject="Request to correct my personal information",
        request="Some of the personal information you hold about me is wrong or incomplete. Please "
        "put it right and tell me when you have, or tell me why you do not.",
        blanks=(("What is wrong", "what you hold now"), ("What is right", "what it should say")),
        deadline=Deadline.ANSWERED,
        rights=frozenset({"rectification", "law-enforcement-rectification"}),
    ),
    LetterKind(
        code="delete",
        action="Delete it",
        title="Have it deleted",
        subject="Request to delete my personal information",
        request="Please delete personal information you hold about me and tell me when you have, "
        "or tell me why you do not.",
        blanks=(("What to delete", "all of it, or which part"), ("Why", "your reason")),
        deadline=Deadline.ANSWERED,
        rights=frozenset({"erasure", "law-enforcement-erasure"}),
    ),
    LetterKind(
        code="object",
        action="Object",
        title="Object to the way it is used",
        subject="Objection to the use of my personal information",
        request="I object to the way you use personal information about me. Please stop and tell "
        "me when you have, or tell me your reasons to go on.",
        blanks=(
            ("What should stop", "what it is used for"),
            ("Why it is wrong for me", "what it is about your own situation"),
        ),
        deadline=Deadline.ANSWERED,
        rights=frozenset({"objection"}),
    ),
    LetterKind(
        code="say-no",
        action="Say no",
        title="Say that you no longer agree",
        subject="I withdraw my consent",
        request="I agreed to the use of personal information about me, and now withdraw my "
        "consent. Please stop using it, and tell me when you have.",
        blanks=(("What I no longer agree to", "what you had agreed to"),),
        deadline=Deadline.NONE,
        rights=frozenset({"withdraw-consent"}),
    ),
    LetterKind(
        code="complain",
        action="Complain",
        title="Complain",
        subject="Complaint about the use of my personal information",
        request="I complain about the way you use personal information about me. Please look into "
        "it, keep me up to date and tell me the result.",
        blanks=(
            ("What happened", "what went wrong, and when"),
            ("What you should do", "what would put it right"),
        ),
        deadline=Deadline.ACKNOWLEDGED,
    ),
)

# What every letter leaves to its writer, besides what is asked for.
ABOUT_THE_WRITER = (
    ("My name", "your full name"),
    ("How to reach me", "your email or postal address"),
    ("What helps to find it", "such as your date of birth, or when and where we met"),
)


def kinds_for(rights: frozenset[str]) -> tuple[LetterKind, ...]:
    """Return the letters that can be sent by whoever has the rights, given by code."""
    return tuple(kind for kind in KINDS if not kind.rights or kind.rights & rights)
