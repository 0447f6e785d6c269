"""The answer to each question."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import questions
from .choosing import can_i_say_no, who_to_ask
from .holding import what_is_held
from .inquiries import Answer, Inquiry
from .questions import Question
from .reasons import how_long, why
from .sharing import who_gets_it

_ANSWERS: Mapping[Question, Callable[[Inquiry], Answer]] = {
    questions.WHAT_IS_HELD: what_is_held,
    questions.WHO_GETS_IT: who_gets_it,
    questions.WHY: why,
    questions.HOW_LONG: how_long,
    questions.CAN_I_SAY_NO: can_i_say_no,
    questions.WHO_TO_ASK: who_to_ask,
}


def answer(question: Question, asked: Inquiry) -> Answer:
    """Return the answer to a question about some people, as the entries give it."""
    return _ANSWERS[question](asked)
