"""Which rows somebody may have meant by a name that no row has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz import fuzz

from .normalising import normalised
from .register import KnownRow
from .results import Suggestion

# How alike, of 100, a name must be to be suggested, and how many are. The limit lies between pairs
# that mean the same (“Dept for Education”) and pairs that do not (“Department of Health”): both
# are held by tests.
LEAST_LIKENESS = 84
MOST_SUGGESTIONS = 3
# From here on it is the same words in another form, or an abbreviation.
SURE_LIKENESS = 95
# How alike, of 100, two words must be for one to stand for the other: “comission” does for
# “commission”, “employers” not for “employees”.
_WORDS_ALIKE = 89

_SHORT_FORMS = {
    "dept": "department",
    "dep": "department",
    "govt": "government",
    "gov": "government",
    "auth": "authority",
    "auths": "authorities",
    "assoc": "association",
    "cttee": "committee",
    "org": "organisation",
    "orgs": "organisations",
    "nat": "national",
    "info": "information",
    "tel": "telephone",
    "no": "number",
    "nos": "numbers",
    "dob": "date of birth",
    "la": "local authority",
    "las": "local authorities",
    "uni": "university",
    "hmp": "his majesty prison",
    "comm": "commission",
    "svc": "service",
    "svcs": "services",
    "hm": "his majesty",
    "majestys": "majesty",
    "employee": "staff",
    "employees": "staff",
    "personnel": "staff",
    "workforce": "staff",
    "candidate": "applicant",
    "candidates": "applicants",
    "organization": "organisation",
    "organizations": "organisations",
}
# Words that do not tell names apart.
_EMPTY = {"of", "for", "and", "the", "in", "on", "a", "an", "to", "with", "or", "s"}
_WORD = re.compile(r"[a-z0-9]+")


def suggestions(name: str, rows: Mapping[str, KnownRow]) -> tuple[Suggestion, ...]:
    """Return the rows that may be meant, best first. What has ended is suggested by its successor,
    and only then itself."""
    scores: dict[str, tuple[float, str]] = {}
    for known in rows.values():
        score = likeness_to_row(name, known)
        if score < LEAST_LIKENESS:
            continue
        if known.successor in rows:
            because = f"It has replaced “{known.name}”."
            _raise_score(scores, known.successor, score, because)
            _raise_score(scores, known.code, score - 1, "It has been replaced.")
        else:
            _raise_score(scores, known.code, score, "" if known.is_current else "It has ended.")
    best = sorted(scores, key=lambda code: (-scores[code][0], rows[code].name))
    sure = [code for code in best if scores[code][0] >= SURE_LIKENESS]
    return tuple(
        Suggestion(code, rows[code].name, scores[code][1], is_sure=sure == [code])
        for code in best[:MOST_SUGGESTIONS]
    )


def near_duplicates(name: str, others: Iterable[tuple[str, str]]) -> list[Suggestion]:
    """Return which of other new names, given with their codes, probably mean the same."""
    found = [(likeness_of_names(name, other), code, other) for code, other in others]
    found.sort(key=lambda each: -each[0])
    return [
        Suggestion(code, other, "It is in this file, too.", is_sure=score >= SURE_LIKENESS)
        for score, code, other in found[:MOST_SUGGESTIONS]
        if score >= LEAST_LIKENESS
    ]


def likeness_to_row(name: str, known: KnownRow) -> float:
    """Return how alike, of 100, a name is to those of a row."""
    short = known.short_name
    if short and normalised(name) in {normalised(short), normalised(f"{known.name} ({short})")}:
        return 100
    return max(
        likeness_of_names(name, known.name), likeness_of_names(name, short) if len(short) > 5 else 0
    )


def likeness_of_names(one: str, other: str) -> float:
    """Return how alike two names are, of 100: the share of their words that stand, by themselves,
    in another form or with a slip, in both. Letters by themselves do not make names alike."""
    if normalised(one) == normalised(other):
        return 100
    left, right = significant_words(one), significant_words(other)
    if not left or not right:
        return 0
    if "".join(left) == "".join(right):
        return 99
    if _is_abbreviation_of(one, other) or _is_abbreviation_of(other, one):
        return 95
    found, used = 0.0, set[int]()
    for word in left:
        best = max(
            (
                (_likeness_of_words(word, each), place)
                for place, each in enumerate(right)
                if place not in used
            ),
            default=(0.0, -1),
        )
        if best[0] >= _WORDS_ALIKE:
            used.add(best[1])
            found += best[0] / 100
    # A name that has all words of another, and some more, may be the same in full.
    shares = 2 * found / (len(left) + len(right))
    contained = found / min(len(left), len(right)) if min(len(left), len(right)) > 1 else 0
    return 100 * max(shares, 0.9 * contained)


@lru_cache(maxsize=20_000)
def significant_words(name: str) -> tuple[str, ...]:
    """Return the words that tell a name, in full and in the singular."""
    plain = normalised(name).replace("'s", "").replace("'", "")
    full = (part for word in _WORD.findall(plain) for part in _SHORT_FORMS.get(word, word).split())
    return tuple(dict.fromkeys(_singular(word) for word in full if word not in _EMPTY))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=200_000)
def _likeness_of_words(one: str, other: str) -> float:
    """How alike two words are. Short ones are the same or they are not."""
    if one == other:
        return 100
    if min(len(one), len(other)) < 5:
        return 0
    return fuzz.ratio(one, other)


def _is_abbreviation_of(short: str, name: str) -> bool:
    """Whether a name in capitals is the first letters of the words of another."""
    letters = short.strip().removesuffix("s")
    if not (letters.isupper() and letters.isalpha() and 2 < len(letters) <= 8):
        return False
    every = _WORD.findall(normalised(name))
    telling = [word for word in every if word not in _EMPTY]
    given = letters.casefold()
    return given in {"".join(word[0] for word in each) for each in (every, telling)}


def _raise_score(scores: dict[str, tuple[float, str]], code: str, score: float, why: str) -> None:
    if code not in scores or scores[code][0] < score:
        scores[code] = score, why
