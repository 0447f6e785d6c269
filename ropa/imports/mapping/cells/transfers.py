"""Transfers abroad as people write them: which country, to whom, and what allows it.

Sources: UK GDPR Articles 44A to 49; DPA 2018 section 119A and Schedule 21 paragraph 5, by which the
states of the European Economic Area and the countries that the European Union had approved by 2020
count as approved by regulations; the Data Protection (Adequacy) (Republic of Korea) Regulations
2022. Approvals of some recipients only (Canada, Japan, the United States) are not taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ropa.models import ProcessingActivity, Transfer

from ..normalising import normalised
from .answers import ShortAnswer, short_answer
from .lists import ListItem, split_names

M = Transfer.Mechanism
Position = ProcessingActivity.TransfersPosition

DESTINATION_LENGTH = 200

# Those of the Economic Area, with other names they go by; then the others.
_ECONOMIC_AREA = """
    austria, belgium, bulgaria, croatia, cyprus, republic of cyprus, czech republic, czechia,
    denmark, estonia, finland, france, germany, greece, hungary, iceland, ireland,
    republic of ireland, eire, italy, latvia, liechtenstein, lithuania, luxembourg, malta,
    netherlands, norway, poland, portugal, romania, slovakia, slovenia, spain, sweden, eu, eea,
    european union, european economic area, eu/eea, european commission
"""
_OTHERS = """
    andorra, argentina, faroe islands, gibraltar, guernsey, isle of man, jersey, new zealand,
    switzerland, uruguay, republic of korea, south korea
"""
_APPROVED = frozenset(name.strip() for name in f"{_ECONOMIC_AREA},{_OTHERS}".split(","))
_HOME = re.compile(
    r"(?:within |inside |in )?(?:the )?(?:uk|united kingdom|england|great britain)(?: only)?"
    r"|(?:all )?(?:data|processing|servers?|storage|hosted)[\w ]* (?:uk|united kingdom)(?: only)?"
    r"|(?:none|no|not)(?: data)?(?: is)?(?: (?:transfers?|transferred))?(?: are)?(?: made)?"
    r"(?: outside (?:the )?(?:uk|united kingdom|eea|uk or eea|uk and eea))?",
    re.IGNORECASE,
)
# “No data is transferred outside of the UK”, “We do not send it abroad”.
_NOWHERE = re.compile(
    r"(?:(?:no|none)\b|(?:[\w ]{0,40} )?(?:is|are|do|does|will|be)(?: not|n['’]t)|not|never"
    r"|without)\b"
    r"[\w ,’'-]{0,80}\b(?:transfer\w*|sen[dt]|leaves?|stored|held|shared|processed|hosted)\b"
    r"[\w ,’'-]{0,40}\b(?:outside|abroad|overseas|internationally|third countr(?:y|ies)|beyond"
    r"|leaves? the)\b[\w ,/’'-]{0,60}"
    r"|(?:no|none)[ ,:–—-]+(?:all )?(?:data|processing|servers?|storage|hosted|held|stored)"
    r"[\w ]* (?:uk|united kingdom)(?: only)?"
    r"|no (?:international|overseas|foreign|third[- ]country) transfers?",
    re.IGNORECASE,
)
_MECHANISMS: tuple[tuple[Transfer.Mechanism, str], ...] = (
    (M.ADDENDUM, r"\baddendum\b"),
    (M.IDTA, r"\bIDTA\b|international data transfer agreement"),
    (M.BINDING_RULES, r"\bBCRs?\b|binding corporate rules"),
    (M.PUBLIC_BODIES, r"instrument between public bod"),
    (M.CODE_OR_CERTIFICATION, r"code of conduct|\bcertification\b"),
    (M.DEROGATION, r"derogation|article 49|art\.? ?49|exception for a specific situation"),
    (M.PART_3, r"law enforcement transfer"),
    (M.NOT_SETTLED, r"\bSCCs?\b|standard contract(?:ual)? clauses|model clauses|privacy shield"),
    (
        M.ADEQUACY,
        r"\bDPF\b|data privacy framework|data bridge|\badequa(?:cy|te)\b|approved by regulations"
        r"|45A",
    ),
)
# What allows a transfer to some recipients of a country alone, or nothing that the law knows.
_TO_CONFIRM = re.compile(
    r"\bDPF\b|data privacy framework|data bridge|\bSCCs?\b|standard contract(?:ual)? clauses"
    r"|model clauses|privacy shield",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NamedTransfer:
    """A transfer: where to, by what it is allowed (empty if that is not said), what else is said of
    it, whether the country is known to be approved, and whether somebody should look it over."""

    destination: str
    mechanism: str = ""
    more: str = ""
    is_approved: bool = False
    is_to_confirm: bool = False


def find_position(text: str) -> str:
    """Return where a cell stands on transfers: none, or still to be confirmed; empty if it names
    some."""
    given = short_answer(text)
    plain = normalised(text)
    if given in {ShortAnswer.NO, ShortAnswer.NOT_APPLICABLE} or _HOME.fullmatch(plain):
        return Position.NONE.value
    if _NOWHERE.fullmatch(plain) and not re.search(r"\b(?:except|unless|other than|but)\b", plain):
        return Position.NONE.value
    return Position.UNKNOWN.value if given is ShortAnswer.UNKNOWN else ""


def find_transfers(text: str) -> list[NamedTransfer]:
    """Return the transfers that a cell names."""
    return [_abroad(said) for said in split_names(text, is_approved)]


def is_approved(country: str) -> bool:
    """Whether regulations approve transfers to the whole of a country."""
    return normalised(country) in _APPROVED


def find_mechanism(text: str) -> str:
    """Return what allows a transfer, by its code; empty if a text does not say it."""
    for each in M:
        if str(each.label).casefold() in text.casefold():
            return each.value
    return next(
        (code.value for code, words in _MECHANISMS if re.search(words, text, re.IGNORECASE)), ""
    )


def _abroad(said: ListItem) -> NamedTransfer:
    beside = "; ".join(filter(None, (said.brackets, said.more)))
    found = find_mechanism(beside)
    to_confirm = bool(_TO_CONFIRM.search(beside))
    more = beside if to_confirm else _without_label(beside, found)
    return NamedTransfer(said.name, found, more, is_approved(said.name), to_confirm)


def _without_label(text: str, code: str) -> str:
    """What is said beside the mechanism, if more than its name is."""
    label = str(M(code).label) if code else ""
    rest = re.sub(re.escape(label), "", text, flags=re.IGNORECASE) if label else text
    rest = rest.strip(" .;,")
    bare = next((words for each, words in _MECHANISMS if each.value == code), "")
    is_name_alone = bool(bare) and re.fullmatch(
        rf"(?:uk |the )?(?:{bare})(?: (?:decision|regulations?|agreement))?", rest, re.IGNORECASE
    )
    return "" if is_name_alone else rest
