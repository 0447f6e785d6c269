"""Conditions for special category and criminal-offence data as people write them.

Sources: UK GDPR Article 9(2); DPA 2018 section 10 and Schedule 1.
"""

from __future__ import annotations

import re

from ropa.models.grounds import Article9, Schedule1

from .named_grounds import NamedGround, find_named_grounds
from .numbered_articles import lettered_article

A, S = Article9, Schedule1

ARTICLE_9 = re.compile(lettered_article(9, 2, "[a-j]"), re.IGNORECASE)
PARAGRAPH = re.compile(
    r"(?:\(?\b(?:uk\s+)?(?:dpa|data protection act)?\s*(?:2018)?[\s,]*\(?(?:schedule|sch(?:ed)?)\.?"
    r"\s*1[\s,:)]*)?"
    r"(?:\b(?:part|pt)\.?\s*(?P<part>[123])[\s,:(]*)?"
    r"(?:\b(?:condition|paragraph|para|par)s?\.?\s*(?:\(?(?P<number>[0-9]{1,2})\)?)|"
    r"(?<=[(,\s])(?P<bare>[0-9]{1,2})(?=\)|$))(?P<sub>\([0-9]\))?\)?",
    re.IGNORECASE,
)
SCHEDULE = re.compile(
    r"\(?\b(?:dpa|data protection act)?\s*(?:2018)?[\s,]*\(?(?:schedule|sch(?:ed)?)\.?\s*1\b"
    r"[\s,:)]*(?:\(?\b(?:part|pt)\.?\s*[123]\b\)?[\s,:]*)?",
    re.IGNORECASE,
)
_ARTICLE_9_WORDS: tuple[tuple[Article9, str], ...] = (
    (A.EXPLICIT_CONSENT, r"explicit consent"),
    (
        A.EMPLOYMENT,
        r"employment(?:,? (?:and )?social (?:security|protection)[\w ,]*)?"
        r"(?: and social protection)?(?: law)?",
    ),
    (A.VITAL_INTERESTS, r"vital interests?"),
    (A.NOT_FOR_PROFIT, r"not[- ]for[- ]profit bod(?:y|ies)"),
    (A.MADE_PUBLIC, r"(?:manifestly )?made public(?: by the (?:person|data subject))?"),
    (A.LEGAL_CLAIMS, r"legal claims?(?: (?:and courts|or judicial acts?))?"),
    (A.SUBSTANTIAL_PUBLIC_INTEREST, r"(?:reasons of )?substantial public interest"),
    (A.HEALTH_OR_SOCIAL_CARE, r"(?:provision of )?health (?:or|and) social care(?: purposes)?"),
    (A.PUBLIC_HEALTH, r"public health"),
    (A.RESEARCH, r"archiving, (?:scientific )?research (?:and|or) statistics|archiving|research"),
)
_SCHEDULE_1_WORDS: tuple[tuple[Schedule1, str], ...] = (
    (S.EMPLOYMENT, r"employment,? (?:and )?social security (?:and|or) social protection(?: law)?"),
    (S.HEALTH_OR_SOCIAL_CARE, r"health (?:or|and) social care(?: purposes)?"),
    (S.PUBLIC_HEALTH, r"public health"),
    (S.RESEARCH, r"research(?: etc)?"),
    (
        S.STATUTORY_PURPOSES,
        r"statutory(?: etc)?,? and government(?:al)? purposes"
        r"|statutory and government purposes",
    ),
    (S.JUSTICE, r"administration of justice(?: and parliamentary purposes)?"),
    (S.EQUALITY, r"equality of opportunity(?: or treatment)?"),
    (
        S.DIVERSITY,
        r"racial and ethnic diversity(?: at senior levels)?(?: of organisations)?",
    ),
    (S.UNLAWFUL_ACTS, r"preventing (?:or|and) detecting unlawful acts"),
    (S.DISHONESTY, r"protecting the public against dishonesty(?: etc)?"),
    (S.REGULATORY, r"regulatory requirements[\w ,]*"),
    (S.JOURNALISM, r"journalism[\w ,]*"),
    (S.FRAUD, r"preventing fraud"),
    (
        S.TERRORIST_FINANCING,
        r"(?:suspicion of )?terrorist financing(?: (?:or|and) money laundering)?",
    ),
    (
        S.DISABILITY_SUPPORT,
        r"support for (?:people|individuals) with a (?:particular )?disability"
        r"(?: or medical condition)?",
    ),
    (S.COUNSELLING, r"counselling(?: etc)?"),
    (S.ECONOMIC_WELL_BEING, r"safeguarding (?:of )?economic well-?being[\w ]*"),
    (
        S.SAFEGUARDING,
        r"safeguarding(?: of)?(?: children)?(?: and (?:of )?(?:people|individuals) at "
        r"risk)?",
    ),
    (S.PENSIONS, r"occupational pensions?(?: schemes?)?"),
    (S.POLITICAL_PARTIES, r"political parties"),
    (S.REPRESENTATIVES_ANSWERING, r"elected representatives responding to requests"),
    (S.ELECTED_REPRESENTATIVES, r"disclosure to elected representatives"),
    (S.PRISONERS, r"informing elected representatives about prisoners"),
    (S.JUDGMENTS, r"publication of (?:legal )?judgments"),
    (S.ANTI_DOPING, r"anti-?doping(?: in sport)?"),
    (S.STANDARDS_IN_SPORT, r"standards of behaviour in sport"),
    (S.CONSENT, r"consent"),
    (S.VITAL_INTERESTS, r"vital interests"),
    (S.NOT_FOR_PROFIT, r"not-for-profit bodies"),
    (S.MADE_PUBLIC, r"data made public by the person|personal data in the public domain"),
    (S.LEGAL_CLAIMS, r"legal claims"),
    (S.JUDICIAL_ACTS, r"judicial acts"),
    (S.INSURANCE, r"insurance"),
)
_BY_PARAGRAPH = {code.value.partition("-")[2]: code.value for code in Schedule1}
_FILLER = re.compile(
    r"^(?:[\s:;,.()\[\]–—-]+|(?:uk|gdpr|article|art|dpa|data protection act|2018|schedule 1|sch 1"
    r"|(?:part|pt)\.? [123]|condition|under)\b\.?)+",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"\b(?:and|is|the|etc|or)\b|[\W_]", re.IGNORECASE)


def find_article_9_conditions(text: str) -> tuple[list[NamedGround], list[str]]:
    """Return the conditions of Article 9(2) that a cell names, and the lines that name none and
    stand before the first. Lines after one that name none say more of it."""
    return find_named_grounds(text, lambda line: _named(*_article_9_in(line)), separator="\n")


def find_schedule_1_conditions(text: str) -> tuple[list[NamedGround], list[str]]:
    """Return the conditions of Schedule 1 that a cell names, and the lines that name none, as
    `find_article_9_conditions` does. Of paragraphs that are no condition of the register, the code
    is empty."""
    return find_named_grounds(text, lambda line: _named(*_schedule_1_in(line)), separator="\n")


type _Found = tuple[list[str], str]


def _named(codes: list[str], rest: str) -> list[NamedGround]:
    # What is said stands with the last of several.
    return [NamedGround(code, _trimmed(rest) if code == codes[-1] else "") for code in codes]


def _article_9_in(line: str) -> _Found:
    codes = [f"9-2-{match['letter'].lower()}" for match in ARTICLE_9.finditer(line)]
    rest = _trimmed(ARTICLE_9.sub("", line))
    if codes:
        return codes, _without_words(rest, _ARTICLE_9_WORDS, codes)
    return _find_by_words(rest, _ARTICLE_9_WORDS)


def _schedule_1_in(line: str) -> _Found:
    codes: list[str] = []
    named = SCHEDULE.search(line)
    for match in PARAGRAPH.finditer(line):
        number = (match["number"] or match["bare"]).lstrip("0")
        if match["bare"] and not (named and named.end() <= match.start("bare")):
            continue
        code = _BY_PARAGRAPH.get(number, "")
        if code and match["part"] and not code.startswith(match["part"]):
            # Part and paragraph do not belong together: nobody can tell which is meant.
            return [], line
        codes.append(code)
    if codes and "" in codes:
        return [], line
    if codes:
        rest = _trimmed(SCHEDULE.sub("", PARAGRAPH.sub("", line)))
        return list(dict.fromkeys(codes)), _without_words(rest, _SCHEDULE_1_WORDS, codes)
    return _find_by_words(_trimmed(SCHEDULE.sub("", line)), _SCHEDULE_1_WORDS)


def names_unknown_paragraph(line: str) -> bool:
    """Whether a line names a paragraph of Schedule 1 that is no condition of the register."""
    numbers = [match["number"] for match in PARAGRAPH.finditer(line) if match["number"]]
    return bool(numbers) and all(
        number.lstrip("0") not in _BY_PARAGRAPH and 0 < int(number) <= 37 for number in numbers
    )


def _find_by_words(rest: str, words: tuple[tuple[Article9 | Schedule1, str], ...]) -> _Found:
    for code, pattern in words:
        match = re.match(pattern, rest, re.IGNORECASE)
        if match and not rest[match.end() : match.end() + 1].isalpha():
            return [code.value], rest[match.end() :]
    return [], rest


def _without_words(
    rest: str, words: tuple[tuple[Article9 | Schedule1, str], ...], codes: list[str]
) -> str:
    own, after = _find_by_words(rest, tuple(each for each in words if each[0].value in codes))
    return after if own else rest


def _trimmed(text: str) -> str:
    begun = _FILLER.sub("", text)
    if not _EMPTY.sub("", begun):
        return ""
    closed = begun.rstrip(" ,;:–—-([")
    return closed.removesuffix(")") if closed.count(")") > closed.count("(") else closed
