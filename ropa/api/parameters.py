"""The parameters of lists: their types, their bounds, and what to do where one
cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import WithJsonSchema as JsonSchemaOf

from ropa.models.activities import ProcessingActivity
from ropa.models.grounds import LawfulBasis, LegalRegime
from ropa.models.law_kinds import LawKind

from .problems import WrongParameter

MOST_ITEMS = 200
USUAL = 50
FARTHEST = 1_000_000
LONGEST_TEXT = 200
LONGEST_CODE = 100

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII | re.IGNORECASE,
)
_LAST_SECOND = re.compile(r":60(?=[.Z+-])", re.ASCII)


def _instant(text: Any) -> datetime:
    """The instant that somebody wrote: a day begins where the register is kept."""
    if isinstance(text, str) and _DAY.fullmatch(text):
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time()))
    if isinstance(text, str) and _INSTANT.fullmatch(text):
        # A leap second, which RFC 3339 allows and Python does not know.
        return datetime.fromisoformat(_LAST_SECOND.sub(":59", text.upper()))
    raise ValueError("neither a date nor an instant")


Code = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$", max_length=LONGEST_CODE)]
Words = Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    JsonSchemaOf({"type": "string", "anyOf": [{"format": "date"}, {"format": "date-time"}]}),
]
# What stands in an address: the address of a page takes nothing else.
Key = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]+$")]
Number = Annotated[int, Field(ge=1)]

ALL_WORDS = "Only those that say all these words, in any order, within longer words too"
_SINCE = (
    "Only those whose newest version was frozen then or later: a date (from its beginning in the "
    "United Kingdom), or a date and time with its offset from UTC. What has ended is in no list: "
    "its own address says so."
)


class Paging(BaseModel):
    """Which part of a list."""

    model_config = ConfigDict(frozen=True)

    limit: int = Field(
        USUAL, ge=1, le=MOST_ITEMS, description="How many to list at most.", examples=[USUAL]
    )
    offset: int = Field(
        0, ge=0, le=FARTHEST, description="How many to pass over first.", examples=[0]
    )


class NoticeQuery(Paging):
    """Which notices or policy documents."""

    organisation: Code | None = Field(
        None,
        description="Only those that this organisation publishes, by its code.",
        examples=["cale-green-primary-school"],
    )
    q: Words | None = Field(
        None,
        description=f"{ALL_WORDS}: in the title, the summary or what it applies to.",
        examples=["keeping pupils safe"],
    )
    changed_since: Instant | None = Field(None, description=_SINCE, examples=["2026-03-31"])


class ActivityQuery(Paging):
    """Which activities."""

    organisation: Code | None = Field(
        None,
        description="Only those that name this organisation, by its code: as controller, "
        "processor, recipient, source or holder of a power.",
        examples=["cale-green-primary-school"],
    )
    controller: Code | None = Field(
        None,
        description="Only those of which this organisation is a controller, by its code.",
        examples=["cale-green-primary-school"],
    )
    lawful_basis: LawfulBasis | None = Field(
        None,
        description="Only those with a purpose on this lawful basis.",
        examples=["6-1-e"],
    )
    legal_regime: LegalRegime | None = Field(
        None, description="Only those under this law.", examples=[LegalRegime.UK_GDPR.value]
    )
    capacity: ProcessingActivity.Capacity | None = Field(
        None,
        description="Only those in which the body acts so: as controller, or as processor for "
        "others. A processor’s entry is found by no people, data or legislation.",
        examples=[ProcessingActivity.Capacity.CONTROLLER.value],
    )
    people: Code | None = Field(
        None,
        description="Only those that hold data about this category of people, by its code.",
        examples=["pupils"],
    )
    data: Code | None = Field(
        None,
        description="Only those that hold this category of data, by its code.",
        examples=["date-of-birth"],
    )
    legislation: Code | None = Field(
        None,
        description="Only those that rely on this legislation, by its code.",
        examples=["children-act-1989"],
    )
    q: Words | None = Field(
        None,
        description=f"{ALL_WORDS}: in the reference, the title, the summary or a purpose.",
        examples=["keeping pupils safe"],
    )
    changed_since: Instant | None = Field(None, description=_SINCE, examples=["2026-03-31"])


class OrganisationQuery(Paging):
    """Which organisations."""

    q: Words | None = Field(
        None, description=f"{ALL_WORDS}: in its name or short name.", examples=["council"]
    )


class LegislationQuery(Paging):
    """Which legislation."""

    kind: LawKind | None = Field(None, description="Only this kind.", examples=["act"])
    q: Words | None = Field(None, description=f"{ALL_WORDS}: in its title.", examples=["children"])


_CODE = f"Enter the code as the API gives it: letters, numbers, - and _, {LONGEST_CODE} at most."
_ADVICE = {
    "limit": f"Enter a whole number from 1 to {MOST_ITEMS}.",
    "offset": f"Enter a whole number from 0 to {FARTHEST:,}.",
    "q": f"Enter {LONGEST_TEXT} characters at most.",
    "changed_since": "Enter a date, like 2026-03-31, or a date and time, like "
    "2026-03-31T09:30:00Z. In an address, write + as %2B.",
    "number": "Enter the number of a version: a whole number from 1.",
}
_CHOICES: Mapping[str, Iterable[str]] = {
    "lawful_basis": LawfulBasis.values,
    "legal_regime": LegalRegime.values,
    "capacity": ProcessingActivity.Capacity.values,
    "kind": [kind.value for kind in LawKind],
}


def advice(parameter: str) -> str:
    """Return what to do where a parameter cannot be used."""
    if choices := _CHOICES.get(parameter):
        return f"Enter one of: {', '.join(choices)}."
    return _ADVICE.get(parameter, _CODE)


def unusable(request: HttpRequest, known: Iterable[str]) -> Iterator[WrongParameter]:
    """Yield the parameters of the address that are not known, or given more than once."""
    names = list(known)
    for name, values in request.GET.lists():
        if name not in names:
            say = f"Use {', '.join(names)}." if names else "This address takes no parameters."
            # As long as somebody may write it by mistake.
            yield WrongParameter(parameter=name[:LONGEST_CODE], detail=f"Leave it out. {say}")
        elif len(values) > 1:
            yield WrongParameter(parameter=name, detail="Give it once.")
