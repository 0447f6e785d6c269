"""What each column of a sheet may hold, told by its heading and by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import NamedTuple

from ropa.models.references import REFERENCE_PATTERN

from .cells.answers import ShortAnswer, short_answer, short_answer_and_rest
from .cells.conditions import ARTICLE_9, PARAGRAPH
from .header import SheetBelowHeader
from .heading_words import target_by_words
from .target_proposals import known_target, propose_targets
from .targets import BY_NAME, INTERNAL_NOTE

EXAMPLES = 3
ROWS_LOOKED_AT = 200
# A sheet of which fewer columns are recognised is perhaps no register.
FEWEST_RECOGNISED = 2
LONGEST_TITLE = 120

_REFERENCE = re.compile(REFERENCE_PATTERN, re.IGNORECASE | re.ASCII)
_NUMBER = re.compile(r"[^\W0-9]{0,6}[-/. ]{0,3}[0-9./: -]+")
_IS_CONDITION = re.compile(
    rf"{ARTICLE_9.pattern}|{PARAGRAPH.pattern}|\b(?:consent|interest|employment|claims?)\b", re.I
)
_IS_PROGRESS = re.compile(
    r"(?:yes|no|y|n|ja|nee|nein|oui|non|in progress|ongoing|started|completed?|done|approved|draft"
    r"|not (?:yet|started|done)|screen\w*|tbc)\b",
    re.IGNORECASE,
)
# What may be answered by Yes or No.
_ANSWERED = {
    "dpia-required",
    "dpia-progress",
    "breach",
    "follows-policy",
    "automated-decisions",
    "providing",
    "recipients",
    "sensitive",
    "third-countries",
    "choices",
}


class Certainty(Enum):
    """How a column was told: by a title that is known, by words of it or by what stands in it, or
    not at all. The value says what to do, to whoever maps the columns."""

    KNOWN = ""
    GUESSED = "Guessed. Look it over."
    GUESSED_NOTE = "Guessed to be a note."
    NOT_RECOGNISED = "Not recognised. It becomes an internal note, unless you choose."


class Proposal(NamedTuple):
    """The target proposed for a column, and how it was told."""

    target: str
    certainty: Certainty


def column_examples(
    below: SheetBelowHeader, *, with_hidden: bool = False
) -> tuple[tuple[str, ...], ...]:
    """Return the first different texts of each column, from hidden rows only if these are read
    (`with_hidden`). The rows of the sheet have been begun."""
    texts: list[dict[str, None]] = [{} for _ in below.titles]
    for number, cells in islice(below.sheet.rows, ROWS_LOOKED_AT):
        if number in below.sheet.hidden_rows and not with_hidden:
            continue
        for found, cell in zip(texts, cells, strict=False):
            if cell is not None and len(found) < EXAMPLES:
                found.setdefault(" ".join(str(cell).split()))
    return tuple(tuple(found) for found in texts)


def propose_columns(
    titles: Sequence[str], examples: Sequence[Sequence[str]]
) -> dict[str, Proposal]:
    """Return what is proposed for each column by its title: a target that its title is known for,
    or else one that words of it tell. What is not recognised becomes a note, so that nothing is
    lost, unless no column of the sheet is recognised. Where no column is the title, the first
    is that has short texts of an unknown kind."""
    told = _told_by_titles(titles)
    proposed: dict[str, Proposal] = {}
    for title, said in zip(titles, examples, strict=True):
        proposed[title] = _proposal(title, said, told.get(title), proposed)
    recognised = {
        title: each
        for title, each in proposed.items()
        if each.certainty != Certainty.NOT_RECOGNISED
    }
    targets = {each.target for each in recognised.values()} - {INTERNAL_NOTE}
    if not targets:
        return recognised
    if "title" not in targets:
        proposed |= _title_among(proposed, dict(zip(titles, examples, strict=True)))
    return proposed


def _told_by_titles(titles: Sequence[str]) -> dict[str, str]:
    """The targets that titles tell: each by its lowest row, or else by what stands above that,
    unless a column beside it tells the same of itself."""
    told = propose_targets(titles)
    for title in titles:
        if title not in told and (target := target_by_words(title.rpartition(": ")[2])):
            told[title] = target
    of_their_own = {(title.rpartition(": ")[0], target) for title, target in told.items()}
    for title in titles:
        above = title.rpartition(": ")[0]
        target = known_target(above) or target_by_words(title.replace(": ", " "))
        if above and title not in told and target and (above, target) not in of_their_own:
            told[title] = target
    return told


def _proposal(
    title: str, examples: Sequence[str], target: str | None, before: Mapping[str, Proposal]
) -> Proposal:
    if target is None:
        return Proposal(INTERNAL_NOTE, Certainty.NOT_RECOGNISED)
    fitting = _fitting(target, examples)
    is_taken = fitting in {each.target for each in before.values()}
    if is_taken and not BY_NAME[fitting].many:
        return Proposal(INTERNAL_NOTE, Certainty.GUESSED_NOTE)
    if fitting == known_target(title):
        return Proposal(fitting, Certainty.KNOWN)
    is_note = fitting == INTERNAL_NOTE
    return Proposal(fitting, Certainty.GUESSED_NOTE if is_note else Certainty.GUESSED)


def _title_among(
    proposed: Mapping[str, Proposal], examples: Mapping[str, Sequence[str]]
) -> dict[str, Proposal]:
    """The column that may be the title, of a sheet that calls none so: the first that nobody
    recognises, or else the summary, if what stands there is like titles."""
    unknown = [
        title
        for title, each in proposed.items()
        if each.certainty == Certainty.NOT_RECOGNISED and examples[title]
    ]
    summaries = [title for title, each in proposed.items() if each.target == "summary"]
    fit = (title for title in (*unknown, *summaries) if _may_be_titles(examples[title]))
    return {title: Proposal("title", Certainty.GUESSED) for title in islice(fit, 1)}


def _may_be_titles(examples: Sequence[str]) -> bool:
    """Whether some texts may be titles: short ones, and neither numbers, dates nor answers."""
    return not any(
        len(each) > LONGEST_TITLE or _NUMBER.fullmatch(each) or short_answer(each)
        for each in examples
    )


def _fitting(target: str, examples: Sequence[str]) -> str:
    """The target, or another that fits better what stands in the column."""
    if target == "reference" and examples and not any(map(_REFERENCE.fullmatch, examples)):
        # The body's own numbers, or another product's.
        return INTERNAL_NOTE
    answers = [short_answer_and_rest(each)[0] for each in examples]
    if target == "article-9" and ShortAnswer.YES in answers and all(answers):
        # Whether there is such data, and no ground to use it.
        return "sensitive"
    if target == "dpia-link" and any(map(_IS_PROGRESS.match, examples)):
        return "dpia-progress"
    if ShortAnswer.YES in answers and all(answers) and target not in _ANSWERED:
        return INTERNAL_NOTE
    if target == "article-9" and examples and not any(map(_IS_CONDITION.search, examples)):
        # “Special category data: health, religion” are kinds of data, and no ground to use them.
        return "data"
    return target
