"""Lawful bases as people write them.

Sources: UK GDPR Article 6(1); DPA 2018 section 35(2).
"""

from __future__ import annotations

import re
from dataclasses import replace

from ropa.models.grounds import LawfulBasis

from .named_grounds import NamedGround, find_named_grounds
from .numbered_articles import lettered_article

B = LawfulBasis

# A letter of Article 6(1), with whatever stands around it.
_ARTICLE_6 = re.compile(lettered_article(6, 1, "ea|[a-f]"), re.IGNORECASE)
# Further letters after one: “6(1)(c) and (e)”, “6(1)(c), (e)”.
_FURTHER = re.compile(r"\s*(?:,|;|/|&|and|or)\s*\((?P<letter>ea|[a-f])\)", re.IGNORECASE)
_SECTION_35 = re.compile(
    r"(?:dpa\s+(?:2018\s+)?)?(?:section|s\.?)\s*35\s*\(2\)\s*\((?P<letter>[ab])\)", re.IGNORECASE
)
_WORDS: tuple[tuple[LawfulBasis, str], ...] = (
    (B.LE_CONSENT, r"law enforcement,? with consent"),
    (B.LE_TASK, r"law enforcement task"),
    (B.RECOGNISED_INTEREST, r"recognised legitimate interests?"),
    (
        B.LEGITIMATE_INTERESTS,
        r"legit(?:imate)? interests?|l\.?i\.?|berechtigte[sn]? interessen?"
        r"|gerechtvaardigde? belang(?:en)?|intérêts? légitimes?",
    ),
    (
        B.LEGAL_OBLIGATION,
        r"legal (?:obligations?|duty|requirements?)|statutory (?:obligations?|duty|requirements?)"
        r"|(?:recht|gesetz)liche (?:verpflichtung|pflicht)(?:en)?"
        r"|wettelijke (?:ver)?plicht(?:ing)?(?:en)?|obligations? légales?",
    ),
    (
        B.VITAL_INTERESTS,
        r"vital interests?|lebenswichtige interessen|vitale? belang(?:en)?"
        r"|(?:sauvegarde des )?intérêts vitaux",
    ),
    (
        B.PUBLIC_TASK,
        r"public tasks?|(?:task in the )?public interests?(?: task)?|official authority"
        r"|exercise of official authority|öffentliche[sn]? interesse|öffentliche aufgaben?"
        r"|öffentliche gewalt|(?:wahrnehmung einer )?aufgabe im öffentlichen interesse"
        r"|(?:taak van )?algemeen belang|publieke taak|(?:mission d['’])?intérêt public",
    ),
    (
        B.CONTRACT,
        r"(?:performance of (?:a |the )?)?contract(?:ual)?(?: necessity| obligations?)?"
        r"|vertrag(?:serfüllung)?|(?:uitvoering )?overeenkomst|contrat|exécution d['’]un contrat",
    ),
    (B.CONSENT, r"consent|einwilligung|toestemming|consentement"),
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
_NOT = re.compile(r"\b(?:not|no|never|without|nor|\w+n['’]t)\b", re.IGNORECASE)
# What is said of a basis begins so; anything else makes another thing of it: “consent forms”.
_GOES_ON = re.compile(
    r"\s*(?:$|[(:;,.–—/&+-]|(?:with|for|of|to|under|from|by|in|on|as|because|where|when|given|and|or"
    r"|not|is|was|isn['’]t|required|needed|applies)\b)",
    re.IGNORECASE,
)
_REFUSED = re.compile(r"\s*(?:(?:is|was|are)\s+)?(?:not|never|no longer)\b|\s*isn['’]t\b", re.I)
_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*(?:\([^()]*\)[^()]*)*\)\s*)?[.,;]?\s*")
_SEPARATOR = re.compile(r"\s*[,;/&+]\s*|\s+[–—-]\s+|\s+(?:and|or)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:,|/|&|\band\b|\bor\b|\+)\s*", re.IGNORECASE)


def find_lawful_bases(text: str) -> tuple[list[NamedGround], list[str]]:
    """Return the lawful bases that a cell names, each once with what else stands with it (the law
    it rests on), and the lines that name none and stand before the first. Lines after a basis that
    name none say more of it."""
    found, unread = find_named_grounds(text, _bases_in_line, separator="; ")
    return _merge_repeated(found), unread


def _bases_in_line(line: str) -> list[NamedGround]:
    codes, rest = _by_letter(line)
    return _lettered(line, codes, rest) if codes else _in_words(line)


def _lettered(line: str, codes: list[str], rest: str) -> list[NamedGround]:
    """The bases of which the letters are given, with what stands beside them."""
    if len(codes) > 1 and (apart := _each_with_its_own(line, len(codes))):
        return apart
    own = [basis for basis, pattern in _BEGINS if pattern.fullmatch(_trimmed(rest))]
    if own and own[0].value not in codes:
        # The words name one and the letter another: nobody can tell which is meant.
        return []
    rest = _without_words(rest, codes)
    return [_basis(code, rest) for code in codes]


def _in_words(line: str) -> list[NamedGround]:
    named = [_basis_of_phrase(part) for part in _BETWEEN.split(line)]
    if all(named):
        # “Consent or contract” leaves open which.
        is_open = bool(re.search(r"\bor\b", line, re.IGNORECASE))
        return [NamedGround(code, is_split=is_open and len(named) > 1) for code in named if code]
    if named_apart := _named_apart(line):
        return named_apart
    trimmed = _trimmed(line)
    for basis, pattern in _BEGINS:
        match = pattern.match(trimmed)
        if match and not _REFUSED.match(trimmed, match.end()):
            return [_basis(basis.value, trimmed[match.end() :])]
    anywhere = {basis for basis, pattern in _BEGINS if pattern.search(line)}
    anywhere -= {B.LEGITIMATE_INTERESTS} if B.RECOGNISED_INTEREST in anywhere else set()
    if len(anywhere) == 1 and not _NOT.search(line):
        return [NamedGround(anywhere.pop().value, line)]
    return []


def _named_apart(line: str) -> list[NamedGround]:
    """The bases with which parts of a line begin, each with what is said of it until the next.

    “Consent not required - public task” is public task: what is refused is only said of the rest.
    """
    begins: list[tuple[int, str, int]] = []
    for start, end in _parts(line):
        part = line[start:end]
        inside = len(part) - len(_FILLER.sub("", part))
        for basis, pattern in _BEGINS:
            match = pattern.match(line, start + inside, end)
            if match and _GOES_ON.match(line, match.end()):
                if not _REFUSED.match(line, match.end()):
                    begins.append((start, basis.value, match.end()))
                break
    if not begins:
        return []
    before = _trimmed(line[: begins[0][0]])
    ends = [*(start for start, *_ in begins[1:]), len(line)]
    said = [line[after:end] for (*_, after), end in zip(begins, ends, strict=True)]
    is_split = bool(before) or (
        len(begins) > 1 and not all(_IN_BRACKETS.fullmatch(_unseparated(each)) for each in said)
    )
    return [
        NamedGround(
            code,
            "; ".join(filter(None, (before if not place else "", _trimmed(_unseparated(each))))),
            is_split,
        )
        for place, ((_, code, _), each) in enumerate(zip(begins, said, strict=True))
    ]


def _unseparated(text: str) -> str:
    """A text without what parts it from the next."""
    return re.sub(rf"(?:{_SEPARATOR.pattern})$", "", text, flags=re.IGNORECASE)


def _parts(line: str) -> list[tuple[int, int]]:
    """Where the parts of a line stand that are told apart outside brackets."""
    depths, depth = [], 0
    for letter in line:
        depth += (letter == "(") - (letter == ")" and depth > 0)
        depths.append(depth)
    at = [match.span() for match in _SEPARATOR.finditer(line) if not depths[match.start()]]
    starts, ends = [0, *(end for _, end in at)], [*(start for start, _ in at), len(line)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _each_with_its_own(line: str, number: int) -> list[NamedGround]:
    """So many bases by letter with what stands behind each; none if words of bases or further
    letters stand between, or nothing does: then what is said is said of all."""
    matches = [*_ARTICLE_6.finditer(line)]
    ends = [*(match.start() for match in matches[1:]), len(line)]
    said = [
        _trimmed(_unseparated(line[match.end() : end]))
        for match, end in zip(matches, ends, strict=True)
    ]
    has_words = any(pattern.search(each) for each in said for _, pattern in _BEGINS)
    if len(matches) != number or has_words or not all(said):
        return []
    if _trimmed(line[: matches[0].start()]):
        return []
    return [
        NamedGround(f"6-1-{match['letter'].lower()}", each)
        for match, each in zip(matches, said, strict=True)
    ]


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
