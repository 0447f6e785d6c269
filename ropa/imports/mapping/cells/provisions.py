"""Provisions that a text cites."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ropa.models import Provision

_SHORT = (
    (re.compile(r"\b(?:ss?|sec|sect)\.?\s*(?=[0-9])"), "section "),
    (re.compile(r"\b(?:regs?)\.?\s*(?=[0-9])"), "regulation "),
    (re.compile(r"\b(?:paras?|par)\.?\s*(?=[0-9])"), "paragraph "),
    (re.compile(r"\bsections\b"), "section"),
)


def find_provisions(text: str, provisions: Iterable[Provision]) -> list[str]:
    """Return the codes of the provisions that a text cites with the title of their law: “section 31
    of the Care Standards Act 2000” or “Care Standards Act 2000, s.31”."""
    plain = _plain(text)
    if not plain:
        return []
    found: list[str] = []
    for provision in provisions:
        title, label = _plain(provision.legislation.title), _plain(provision.label)
        if not label or title not in plain:
            continue
        for written in (f"{title} {label}", f"{label} {title}", f"{label} of {title}"):
            # “section 31” is not what “section 31(9)” or “section 311” cite.
            if re.search(rf"(?<!\w){re.escape(written)}(?![\w(])", plain):
                found.append(provision.code)
                break
    return found


def _plain(text: str) -> str:
    plain = text.casefold().replace("’", "'").replace(",", " ")
    for short, full in _SHORT:
        plain = short.sub(full, plain)
    return " ".join(re.sub(r"\bthe\b", " ", plain).split())
