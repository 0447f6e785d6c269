"""The questions people ask about themselves. Their codes stand in addresses, and stay."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """A question: `text` as people ask it, `label` in two or three words, `crossed` and `of_body`
    about one kind of information or one body, which stands for the braces. `icon` is its picture in
    `static/ropa/icons.svg`."""

    code: str
    text: str
    label: str
    crossed: str
    of_body: str
    icon: str


WHAT_IS_HELD = Question(
    "what-is-held",
    "What do you hold about me?",
    "What is held",
    "Do you hold this about me: {}?",
    "What may {} hold about me?",
    "folder",
)
WHO_GETS_IT = Question(
    "who-gets-it",
    "Who gets it?",
    "Who gets it",
    "Who gets it: {}?",
    "May {} get it?",
    "people",
)
WHY = Question(
    "why",
    "Why, and what allows it?",
    "Why",
    "Why, and what allows it: {}?",
    "Why may {} use it, and what allows it?",
    "question",
)
HOW_LONG = Question(
    "how-long",
    "How long?",
    "How long",
    "How long: {}?",
    "How long may {} keep it?",
    "clock",
)
CAN_I_SAY_NO = Question(
    "can-i-say-no",
    "Can I say no?",
    "Saying no",
    "Can I say no: {}?",
    "Can I say no to {}?",
    "hand",
)
WHO_TO_ASK = Question(
    "who-to-ask",
    "Who do I ask?",
    "Who to ask",
    "Who do I ask about it: {}?",
    "Do I ask {}?",
    "speech",
)
QUESTIONS = (WHAT_IS_HELD, WHO_GETS_IT, WHY, HOW_LONG, CAN_I_SAY_NO, WHO_TO_ASK)
BY_CODE = {question.code: question for question in QUESTIONS}
