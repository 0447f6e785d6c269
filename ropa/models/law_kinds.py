"""The kinds of law that bodies cite, how each is identified at legislation.gov.uk, and where law is
law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

from django.db import models
from django.db.models import Q

LEGISLATION_SITE = "https://www.legislation.gov.uk/"


class LawKind(models.TextChoices):
    """What kind of law it is. Values are stable and stand in files."""

    ACT = "act", "Act of Parliament, or Church Measure"
    REGULATIONS = "regulations", "Regulations, order or rules (statutory instrument)"
    ASSIMILATED = "assimilated", "Assimilated law"
    SCOTTISH_ACT = "scottish-act", "Act of the Scottish Parliament"
    SCOTTISH_INSTRUMENT = "scottish-instrument", "Scottish statutory instrument"
    WELSH_ACT = "welsh-act", "Act or Measure of Senedd Cymru"
    WELSH_INSTRUMENT = "welsh-instrument", "Welsh statutory instrument"
    NORTHERN_IRISH_ACT = "northern-irish-act", "Act of the Northern Ireland Assembly or Parliament"
    NORTHERN_IRISH_INSTRUMENT = (
        "northern-irish-instrument",
        "Statutory rule of Northern Ireland, or Order in Council",
    )
    GUIDANCE = "guidance", "Statutory guidance"
    CODE_OF_PRACTICE = "code-of-practice", "Code of practice"
    COMMON_LAW = "common-law", "Common law"
    PREROGATIVE = "prerogative", "Royal prerogative"
    CHARTER = "charter", "Royal charter"
    BYELAWS = "byelaws", "Byelaws"
    COURT_ORDER = "court-order", "Court order"
    AGREEMENT = "international-agreement", "International agreement"


@dataclass(frozen=True)
class Identifiers:
    """How law of a kind is identified: which words begin it, and one as an example. Acts of before
    1963 have the years of a reign and a session in place of the year: ukpga/Geo6/11-12/29."""

    begin: str
    example: str
    may_be_regnal: bool = False

    @property
    def pattern(self) -> str:
        """The form, in regular expressions of Python, SQLite and PostgreSQL alike."""
        regnal = r"|[A-Z][A-Za-z0-9]*/[0-9]+(-[0-9]+)*/[0-9]{1,4}" if self.may_be_regnal else ""
        return rf"\A({self.begin})/([0-9]{{4}}/[0-9]{{1,6}}{regnal})\Z"


# What is published at legislation.gov.uk; no other kind of law is.
IDENTIFIERS = {
    LawKind.ACT: Identifiers(
        "ukpga|ukla|ukppa|gbla|gbppa|apgb|aep|aip|ukcm",
        "ukpga/2000/14 or ukpga/Geo6/11-12/29",
        may_be_regnal=True,
    ),
    LawKind.REGULATIONS: Identifiers("uksi|uksro|ukmo|ukci", "uksi/2015/541"),
    LawKind.ASSIMILATED: Identifiers("eur|eudn|eudr", "eur/2016/679"),
    LawKind.SCOTTISH_ACT: Identifiers("asp|aosp", "asp/2003/13"),
    LawKind.SCOTTISH_INSTRUMENT: Identifiers("ssi", "ssi/2009/210"),
    LawKind.WELSH_ACT: Identifiers("asc|anaw|mwa", "anaw/2014/4"),
    LawKind.WELSH_INSTRUMENT: Identifiers("wsi", "wsi/2015/1988"),
    LawKind.NORTHERN_IRISH_ACT: Identifiers("nia|apni|mnia", "nia/2002/6", may_be_regnal=True),
    LawKind.NORTHERN_IRISH_INSTRUMENT: Identifiers("nisr|nisi|nisro", "nisi/1995/755"),
}


def fits_its_kind() -> Q:
    """Return what holds of legislation whose identifier has the form that its kind asks for."""
    fits = Q(identifier="") & ~Q(kind__in=list(IDENTIFIERS))
    for kind, identifiers in IDENTIFIERS.items():
        fits |= Q(kind=kind, identifier__regex=identifiers.pattern)
    return fits


def kind_of_identifier(identifier: str) -> LawKind | None:
    """Return the kind of law that an identifier is of; `None` if it is of none."""
    for kind, identifiers in IDENTIFIERS.items():
        if re.match(identifiers.pattern, identifier):
            return kind
    return None


# How people cite what is not written as in an address, and where its identifier begins.
_CITED = (
    (r"(?P<year>[0-9]{4})\s+c\.?\s*(?P<number>[0-9]+)", "ukpga"),
    (r"(?P<year>[0-9]{4})\s+asp\s+(?P<number>[0-9]+)", "asp"),
    (r"(?P<year>[0-9]{4})\s+anaw\s+(?P<number>[0-9]+)", "anaw"),
    (r"(?P<year>[0-9]{4})\s+asc\s+(?P<number>[0-9]+)", "asc"),
    (r"S\.?I\.?\s+(?P<year>[0-9]{4})/(?P<number>[0-9]+)\s*\(W\.?\s*[0-9]+\)", "wsi"),
    (r"S\.?I\.?\s+(?P<year>[0-9]{4})/(?P<number>[0-9]+)\s*\(N\.?I\.?\s*[0-9]+\)", "nisi"),
    (r"S\.?I\.?\s+(?P<year>[0-9]{4})/(?P<number>[0-9]+)", "uksi"),
    (r"S\.?S\.?I\.?\s+(?P<year>[0-9]{4})/(?P<number>[0-9]+)", "ssi"),
    (r"S\.?R\.?\s+(?P<year>[0-9]{4})/(?P<number>[0-9]+)", "nisr"),
    (r"\(?(?:EU|EC)\)?\s+(?P<year>(?:19|20)[0-9]{2})/(?P<number>[0-9]+)", "eur"),
)
_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?legislation\.gov\.uk/(?:id/)?", re.IGNORECASE)
_AFTER = re.compile(r"/(?:contents|made|enacted|introduction)(?:/.*)?\Z|/\Z")


def identifier_from(text: str) -> str:
    """Return the identifier that people mean: by the address, or by a citation such as
    “SI 2013/2094”, “2000 c. 14” or “2003 asp 13”. What is neither is returned as it is."""
    written = text.strip()
    for pattern, begin in _CITED:
        if cited := re.fullmatch(pattern, written, re.IGNORECASE):
            return f"{begin}/{cited['year']}/{cited['number']}"
    return _AFTER.sub("", _ADDRESS.sub("", written))


_NATIONS = {"E": "England", "W": "Wales", "S": "Scotland", "NI": "Northern Ireland"}


def _names_in_a_row(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _extent(codes: tuple[str, ...]) -> str:
    if len(codes) == len(_NATIONS):
        return "United Kingdom"
    return _names_in_a_row([_NATIONS[code] for code in codes])


# As legislation.gov.uk writes the extent of a law: E+W is England and Wales.
EXTENTS = [
    ("+".join(codes), _extent(codes))
    for count in range(len(_NATIONS), 0, -1)
    for codes in combinations(_NATIONS, count)
]
