"""What the checks found, from what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ropa.checks import ACTIVITY_RULES, NOTICE_RULES, Finding
from ropa.checks.rules import FieldPlace, Rule
from ropa.models import WorkedOut

_EVERY_RULE: tuple[Rule[Any], ...] = (*ACTIVITY_RULES, *NOTICE_RULES)
RULES: Mapping[str, Rule[Any]] = {rule.id: rule for rule in _EVERY_RULE}


@dataclass(frozen=True)
class KeptFinding:
    """A finding. `part` is the primary key of the part of an entry, or of the entry in a notice,
    that it is about."""

    finding: Finding
    part: int | None = None


def kept_findings_of(keys: Iterable[str]) -> dict[str, list[KeptFinding | None]]:
    """Return what was found in those with these keys, place by place, in one query. What a rule
    found that this program does not have is `None`."""
    found = WorkedOut.objects.filter(key__in=list(keys)).order_by().values_list("key", "found")
    return {key: list(_read(kept)) for key, kept in found}


def _read(kept: Iterable[Mapping[str, Any]]) -> Iterator[KeptFinding | None]:
    for each in kept:
        rule = RULES.get(each["rule"])
        if rule is None:
            yield None
            continue
        place = FieldPlace(each["field"], each.get("index"))
        within = FieldPlace(*each["within"]) if "within" in each else None
        finding = Finding(rule, each["message"], place, each.get("subject", ""), within)
        yield KeptFinding(finding, each.get("part"))
