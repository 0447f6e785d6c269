"""Word the decisions that a computer takes or helps to take in plain English."""

from __future__ import annotations

from ropa.models import AutomatedDecision
from ropa.models.grounds import Sensitivity

from .schema import AutomatedDecisionDocument, DataCategoryDocument
from .wording import NOT_SAID, joined_names, lower_first

_Involvement = AutomatedDecision.Involvement
_Significance = AutomatedDecision.Significance

_DECIDES = {
    _Involvement.SOLELY.value: "A computer alone decides",
    _Involvement.WITH_PERSON.value: "A person, helped by a computer, decides",
}
_SIGNIFICANCE = {
    _Significance.SIGNIFICANT.value: "This has a legal effect for people, or one that matters as "
    "much.",
    _Significance.NOT_SIGNIFICANT.value: "This has no legal effect for people, nor one that "
    "matters as much.",
}


def decision_sentences(decision: AutomatedDecisionDocument) -> tuple[str, ...]:
    """Return in whole sentences what is decided, by whom, how, on which data and what protects
    people: all that a decision says but the address of the record of its tool.

    Of safeguards those are told that are recorded; nothing is said of others.
    """
    decides = _DECIDES.get(decision.involvement.code, decision.involvement.name)
    data = [data_name(each) for each in decision.data_categories]
    sentences = (
        f"{decides} {decision.decision.strip().rstrip('.')}.",
        _significance_sentence(decision),
        decision.effect.strip(),
        decision.logic.strip(),
        f"It rests on this information: {joined_names(data)}." if data else "",
        "We tell people about such a decision." if decision.people_are_told else "",
        _can_sentence(decision),
    )
    return tuple(sentence for sentence in sentences if sentence)


def _significance_sentence(decision: AutomatedDecisionDocument) -> str:
    """Whether it is significant; of a decision that a person takes, nothing while nobody knows."""
    code = decision.significance.code
    if code == _Significance.UNKNOWN:
        is_open = decision.involvement.code == _Involvement.SOLELY
        return f"{NOT_SAID}: whether this is significant for people." if is_open else ""
    return _SIGNIFICANCE.get(code, f"{decision.significance.name}.")


def _can_sentence(decision: AutomatedDecisionDocument) -> str:
    """What people can do about a decision (Article 22C(2)(b) to (d))."""
    can = (
        ("tell us what you think of it", decision.people_are_heard),
        ("ask for a person to look at it", decision.a_person_steps_in),
        ("contest it", decision.can_be_contested),
    )
    names = [name for name, is_so in can if is_so]
    return f"You can {joined_names(names)}." if names else ""


def data_name(data: DataCategoryDocument) -> str:
    """Return the name of a kind of information, and how the law protects it where it is
    sensitive."""
    if data.sensitivity.code == Sensitivity.ORDINARY:
        return data.name
    return f"{data.name} ({lower_first(data.sensitivity.name)})"
