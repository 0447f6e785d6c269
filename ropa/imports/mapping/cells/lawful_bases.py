"""Lawful bases as people write them.

Sources: UK GDPR Article 6(1); DPA 2018 section 35(2).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ropa.models.grounds import LawfulBasis

from .named_grounds import NamedGround, find_named_grounds

B = LawfulBasis

# A letter of Article 6(1), with whatever stands around it: “Art. 6(1)(e)”, “6.1.e”, “6 (1) e”.
_ARTICLE_6 = re.compile(
    r"(?:\b(?:uk\s+)?(?:gdpr\s+)?art(?:icle)?s?\.?\s*)?(?<![0-9.])6(?:\s*[.(]\s*|\s+)1\s*[.)]?\s*[.(]?\s*"
    r"(?P<letter>ea|[a-f])(?![a-z0-9])\)?",
    re.IGNORECASE,
)
# Further letters after one: “6(1)(c) and (e)”, “6(1)(c), (e)”.
_FURTHER = re.compile(r"\s*(?:,|;|/|&|and|or)\s*\((?P<letter>ea|[a-f])\)", re.IGNORECASE)
_SECTION_35 = re.compile(
    r"(?:dpa\s+(?:2018\s+)?)?(?:section|s\.?)\s*35\s*\(2\)\s*\((?P<letter>[ab])\)", re.IGNORECASE
)
_WORDS: tuple[tuple[LawfulBasis, str], ...] = (
    (B.LE_CONSENT, r"law enforcement,? with consent"),
    (B.LE_TASK, r"law enforcement task"),
    (B.RECOGNISED_INTEREST, r"recognised legitimate interests?"),
    (B.LEGITIMATE_INTERESTS, r"legitimate interests?"),
    (B.LEGAL_OBLIGATION, r"legal (?:obligations?|duty)|statutory (?:obligations?|duty)"),
    (B.VITAL_INTERESTS, r"vital interests?"),
    (
        B.PUBLIC_TASK,
        r"public tasks?|(?:task in the )?public interests?(?: task)?|official authority"
        r"|exercise of official authority",
    ),
    (B.CONTRACT, r"(?:performance of (?:a |the )?)?contract(?:ual)?(?: necessity| obligations?)?"),
    (B.CONSENT, r"consent"),
)
# The Public Interest Disclosure Act is no lawful basis.
_NO_LAW = r"(?!(?-i:(?: [A-Z]\w+){1,4} (?:Act|Regulations)\b))"
_BEGINS = tuple(
    (basis, re.compile(rf"\b(?:{words})\b{_NO_LAW}", re.IGNORECASE)) for basis, words in _WORDS
)
_FILLER = re.compile(
    r"^(?:[\s:;,.()\[\]–—-]+|(?:uk|gdpr|article|art|lawful basis|legal basis|is|processing is"
    r"|necessary for(?: the)?|necessary|under|dpa|2018|and|or|also)\b\.?)+",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|no|never|without|nor)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b|\+)\s*", re.IGNORECASE)


def find_lawful_bases(text: str) -> tuple[list[NamedGround], list[str]]:
    """Return the lawful bases that a cell names, each once with what else stands with it (the law
    it rests on), and the lines that name none and stand before the first. Lines after a basis that
    name none say more of it."""
    found, unread = find_named_grounds(text, _bases_in_line, separator="; ")
    return _merge_repeated(found), unread


def _bases_in_line(line: str) -> list[NamedGround]:
    codes, rest = _by_letter(line)
    if codes:
        own = [basis for basis, pattern in _BEGINS if pattern.fullmatch(_trimmed(rest))]
        if own and own[0].value not in codes:
            # The words name one and the letter another: nobody can tell which is meant.
            return []
        rest = _without_words(rest, codes)
        return [_basis(code, rest) for code in codes]
    named = [_basis_of_phrase(part) for part in _BETWEEN.split(line)]
    if all(named):
        return [NamedGround(code) for code in named if code]
    trimmed = _trimmed(line)
    for basis, pattern in _BEGINS:
        if match := pattern.match(trimmed):
            return [_basis(basis.value, trimmed[match.end() :])]
    anywhere = {basis for basis, pattern in _BEGINS if pattern.search(line)}
    anywhere -= {B.LEGITIMATE_INTERESTS} if B.RECOGNISED_INTEREST in anywhere else set()
    if len(anywhere) == 1 and not _NOT.search(line):
        return [NamedGround(anywhere.pop().value, line)]
    return []


def _by_letter(line: str) -> tuple[list[str], str]:
    """The codes of the letters named in a line, and the line without them."""
    codes: list[str] = []
    rest, end = "", 0
    for match in [*_ARTICLE_6.finditer(line)]:
        codes.append(f"6-1-{match['letter'].lower()}")
        rest += line[end : match.start()]
        end = match.end()
        while further := _FURTHER.match(line, end):
            codes.append(f"6-1-{further['letter'].lower()}")
            end = further.end()
    rest, end = rest + line[end:], 0
    codes += [f"35-2-{match['letter'].lower()}" for match in _SECTION_35.finditer(rest)]
    return list(dict.fromkeys(codes)), _SECTION_35.sub("", rest)


def _without_words(rest: str, codes: list[str]) -> str:
    """What stands beside a letter, without the words that say the same."""
    trimmed = _trimmed(rest)
    for basis, pattern in _BEGINS:
        match = pattern.match(trimmed)
        if match and basis.value in codes:
            return trimmed[match.end() :]
    return trimmed


def _basis_of_phrase(part: str) -> str:
    trimmed = _trimmed(part)
    return next((basis.value for basis, pattern in _BEGINS if pattern.fullmatch(trimmed)), "")


def _basis(code: str, rest: str) -> NamedGround:
    return NamedGround(code, _trimmed(rest))


def _trimmed(text: str) -> str:
    """A text without the words and signs that say nothing at its beginning and end."""
    begun = _FILLER.sub("", text)
    closed = begun.rstrip(" .,;:–—-([")
    return closed.removesuffix(")") if closed.count(")") > closed.count("(") else closed


def _merge_repeated(found: list[NamedGround]) -> list[NamedGround]:
    """Each basis once, with all that is said of it."""
    once: dict[str, NamedGround] = {}
    for basis in found:
        before = once.setdefault(basis.code, basis)
        if basis.more not in before.more:
            more = f"{before.more}; {basis.more}".removeprefix("; ")
            once[basis.code] = replace(before, more=more)
    return list(once.values())
