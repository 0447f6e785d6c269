"""The kind of a law (Act, regulations, assimilated law), told from its address.

A frozen document carries where a provision can be read and not what kind of law it is of; at
legislation.gov.uk the address says it. What the register knows no such address of is guidance.
"""

from __future__ import annotations

import re
from enum import StrEnum

_AT_LEGISLATION_SITE = re.compile(r"https://www\.legislation\.gov\.uk/([a-z]+)/")
# Acts of the parliaments and assemblies, and the legislation that came from the European Union.
_ACTS = {"ukpga", "ukla", "asp", "asc", "anaw", "mwa", "nia", "apni", "aep", "gbppa"}
_ASSIMILATED = {"eur", "eudn", "eudr", "eut"}


class LawKind(StrEnum):
    """What kind of law: an Act, regulations, assimilated law or guidance."""

    ACT = "act"
    REGULATIONS = "regulations"
    ASSIMILATED = "assimilated"
    GUIDANCE = "guidance"


def kind_of(address: str) -> LawKind:
    """Return the kind of law that can be read at an address."""
    found = _AT_LEGISLATION_SITE.match(address)
    if found is None:
        return LawKind.GUIDANCE
    if found[1] in _ACTS:
        return LawKind.ACT
    return LawKind.ASSIMILATED if found[1] in _ASSIMILATED else LawKind.REGULATIONS
