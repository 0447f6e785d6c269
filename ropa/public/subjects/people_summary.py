"""The short summary at the top of the page of a group of people."""

from __future__ import annotations

from dataclasses import dataclass

from ropa.documents.merged.flows import DataItem, MergedRecipient
from ropa.documents.merged.rights import MergedRights
from ropa.documents.merged.safeguards import MergedRetention
from ropa.documents.schema import OrganisationDocument
from ropa.documents.wording import joined_names, lower_first

from .listing import counted

# So many things are named; of the rest, the number is told.
EXAMPLES = 3
_ORDINARY = "ordinary"


@dataclass(frozen=True)
class PeopleSummary:
    """What is held, who gets it, how long it is kept and what people can do, a sentence each."""

    data_held: str
    sharing: str
    retention: str
    rights: str


def people_summary(
    data: tuple[DataItem, ...],
    recipients: tuple[MergedRecipient, ...],
    retention: tuple[MergedRetention, ...],
    rights: MergedRights,
    processors: tuple[OrganisationDocument, ...] = (),
) -> PeopleSummary:
    """Return the summary. Of information, the most private is named; a question that is not
    answered yet is told as such."""
    private_first = sorted(data, key=lambda item: item.category.sensitivity.code == _ORDINARY)
    return PeopleSummary(
        data_held=_examples(
            [item.category.name for item in private_first],
            "kind of information",
            "kinds of information",
        ),
        sharing=_examples(
            [each.organisation.name for each in recipients], "recipient", "recipients"
        )
        or _workers(processors),
        retention=_retention(retention),
        rights=_sentence(
            joined_names([lower_first(each.right.name) for each in rights.rights[:EXAMPLES]])
        ),
    )


def _examples(names: list[str], one: str, many: str) -> str:
    if not names:
        return ""
    if len(names) <= EXAMPLES:
        return _sentence(joined_names(names))
    return f"{counted(len(names), one, many)}, among them {joined_names(names[:EXAMPLES])}."


def _workers(processors: tuple[OrganisationDocument, ...]) -> str:
    if not processors:
        return ""
    return f"Those who work on it for others: {joined_names([each.name for each in processors])}."


def _retention(retention: tuple[MergedRetention, ...]) -> str:
    known = [rule for rule in retention if rule.sentences and not rule.to_be_supplied]
    if not known:
        return ""
    if len(retention) == 1:
        return known[0].sentences[0]
    example = f"{lower_first(known[0].covers)}: {lower_first(known[0].sentences[0])}"
    return f"It depends on what it is. For example, {example}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""
