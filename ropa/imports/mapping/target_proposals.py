"""Which target a column may be meant for, told by its title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from .heading_words import target_by_words
from .normalising import normalised
from .short_texts import told_once
from .targets import BY_NAME, TARGETS

# How alike, of 100, a title must be to a known one to be taken for it. At 88, “Catagories of
# individuals” is; “Categories of recipients” is not taken for “Categories of individuals”.
LEAST_LIKENESS = 88
# Short titles are alike by chance.
SHORTEST_TITLE = 6

_NUMBER = re.compile(r"^(?:column\s+)?[0-9]{1,2}(?:\s*[.):-]\s*|\s+)(?=[^0-9])", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_ASIDE = re.compile(r"\((?:if applicable|if possible|optional|required)\)", re.IGNORECASE)


def propose_targets(header: Iterable[str]) -> dict[str, str]:
    """Return a target for each title that is a known one, or nearly one if its words tell no other,
    with or without a number before it. A target that takes one column is proposed once, for the
    title most like it."""
    proposed: dict[str, str] = {}
    rest: list[str] = []
    for title in header:
        target = known_target(title)
        if not (target and _assign(proposed, title, target)):
            rest.append(title)
    near = sorted(
        ((score, title, _KNOWN[known]) for title in rest for known, score in _nearly_known(title)),
        key=lambda found: -found[0],
    )
    for _, title, target in near:
        # What has its own column already is not likely to have another under a wrong title.
        by_words = target_by_words(title) or target
        if title not in proposed and target not in proposed.values() and by_words == target:
            proposed[title] = target
    return proposed


@told_once
def known_target(title: str) -> str | None:
    """Return the target a title is known for, with or without what stands in brackets; of one in
    several rows, what stands lowest is. `None` if it is not known."""
    lowest = title.rpartition(": ")[2]
    forms = (title, lowest, _BRACKETS.sub(" ", lowest))
    return next((_KNOWN[plain] for form in forms if (plain := plain_title(form)) in _KNOWN), None)


@told_once
def plain_title(title: str) -> str:
    """Return a title as titles are compared: without number, case, spaces and asides."""
    plain = _ASIDE.sub(" ", _NUMBER.sub("", title.strip()))
    return normalised(plain).replace("?", "").replace(" ", "")


def _assign(proposed: dict[str, str], title: str, target: str) -> bool:
    if not BY_NAME[target].many and target in proposed.values():
        return False
    proposed[title] = target
    return True


@told_once
def _nearly_known(title: str) -> tuple[tuple[str, float], ...]:
    plain = plain_title(title)
    if len(plain) < SHORTEST_TITLE:
        return ()
    found = process.extract(
        plain, list(_KNOWN), scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=3
    )
    return tuple((known, score) for known, score, _ in found if len(known) >= SHORTEST_TITLE)


_KNOWN = {plain_title(spelling): target.name for target in TARGETS for spelling in target.spellings}
