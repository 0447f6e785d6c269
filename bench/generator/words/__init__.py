"""The words that generated registers are made from, read from the TOML files beside this module.

All places and bodies are made up. What the files hold is checked as they are read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pydantic import TypeAdapter

from ropa.models import (
    PeopleChoice,
    SecurityMeasure,
    SupportingDocument,
    Transfer,
)
from ropa.models.grounds import LawfulBasis

type Texts = tuple[str, ...]


class DomainGround(Enum):
    """On which conditions a field of work uses sensitive data."""

    CARE = "care"
    HEALTH = "health"
    EMPLOYMENT = "employment"
    PUBLIC = "public"


@dataclass(frozen=True)
class Domain:
    """A field of work, which one team of a body does: its services, people, data and law."""

    code: str
    team: str
    function: str
    kind: str
    ground: DomainGround
    services: Texts
    people: Texts
    ordinary: Texts
    special: Texts
    criminal: Texts
    provisions: Texts
    powers: Texts
    recipients: Texts
    law_enforcement: bool = False


@dataclass(frozen=True)
class Task:
    """One kind of work. `purpose` reads after “We use this information to”, `heading` stands over
    a section of a notice. `holds_offences` says that the work needs data about offences."""

    code: str
    title: str
    heading: str
    summary: str
    purpose: str
    basis: LawfulBasis
    keeps: str
    holds_offences: bool = False


@dataclass(frozen=True)
class ConditionWords:
    """Conditions that stand in one row, and why they are met."""

    explanation: str
    article_9: str = ""
    schedule_1: str = ""
    schedule_8: str = ""


@dataclass(frozen=True)
class FurtherPurpose:
    """A purpose that goes with almost any work, and its basis."""

    statement: str
    basis: LawfulBasis


@dataclass(frozen=True)
class Measure:
    """A way to protect data."""

    kind: SecurityMeasure.Kind
    description: str


@dataclass(frozen=True)
class Destination:
    """Where data goes abroad, and what protects it there."""

    destination: str
    mechanism: Transfer.Mechanism
    safeguards: str = ""


@dataclass(frozen=True)
class NameWords:
    """What places and companies are called."""

    areas: Texts
    companies: Texts


@dataclass(frozen=True)
class Tasks:
    """What is done about a service, and about an offence."""

    tasks: tuple[Task, ...]
    enforcement_tasks: tuple[Task, ...]


@dataclass(frozen=True)
class ConditionVocabulary:
    """Why sensitive data may be used."""

    special: Mapping[DomainGround, tuple[ConditionWords, ...]]
    with_consent: ConditionWords
    for_research: ConditionWords
    offences: tuple[ConditionWords, ...]
    part_3: tuple[ConditionWords, ...]


@dataclass(frozen=True)
class ChoiceWords:
    """A choice people have: `choice` reads after “You can”."""

    kind: PeopleChoice.Kind
    choice: str
    how: str
    consequence: str
    by_when: str = ""
    from_age: int | None = None


@dataclass(frozen=True)
class Phrases:
    """What the parts of an entry say that are alike in every field of work."""

    interest: str
    further_purposes: tuple[FurtherPurpose, ...]
    further_enforcement_purposes: Texts
    data_details: Texts
    why_shared: Texts
    sharing_notes: Texts
    shared_details: Texts
    inside: Texts
    channels: Texts
    further_channels: Mapping[str, Texts]
    channel_details: Mapping[str, str]
    periods: Texts
    triggers: Texts
    further_kept: Texts
    extensions: Texts
    review_intervals: Texts
    retention_gaps: Texts
    measures: tuple[Measure, ...]
    security_gaps: Texts
    people_choices: tuple[ChoiceWords, ...]
    withdrawal: ChoiceWords
    papers: Mapping[SupportingDocument.Kind, str]
    transfers: tuple[Destination, ...]
    enforcement_transfers: tuple[Destination, ...]
    profiling: Texts
    decisions: Texts
    decided: Texts
    effect_of_decisions: str
    if_not_provided: Texts
    not_followed: Texts
    locations: Texts
    internal_notes: Texts
    note_to_confirm: str
    compatibility: str
    note_on_gap: str


@dataclass(frozen=True)
class _Domains:
    domains: tuple[Domain, ...]


def _read[Words](kind: type[Words], name: str) -> Words:
    text = (Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8")
    return TypeAdapter(kind).validate_python(tomllib.loads(text))


NAMES = _read(NameWords, "names")
DOMAINS = _read(_Domains, "domains").domains
TASKS = _read(Tasks, "tasks")
CONDITIONS = _read(ConditionVocabulary, "conditions")
PHRASES = _read(Phrases, "phrases")
READERS: Mapping[str, str] = _read(dict[str, str], "readers")
