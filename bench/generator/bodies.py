"""The bodies and teams of a generated register: all made up, reached under example.org."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random
from typing import Any
from zlib import crc32

from .words import DOMAINS, NAMES, Domain

MOST_BODIES, MOST_TEAMS = 115, 40
_PROCESSOR = "processor"

# Each kind of body: what it is called in an area, what it does there, and as which kind of body
# reference data knows it.
KINDS = {
    "council": ("{area} Council", "The council for {area}.", "local-authorities"),
    "trust": ("{area} Community Health Trust", "It cares for people’s health in {area}.", "nhs"),
    "school": ("{area} School", "A school in {area}.", "schools-and-education-settings"),
    "police": ("{area} Constabulary", "The police force for {area}.", "the-police"),
    "ombudsman": (
        "{area} Public Services Ombudsman",
        "It looks into complaints about public services in {area}.",
        "ombudsmen",
    ),
}


@dataclass(frozen=True)
class GeneratedBody:
    """A named body."""

    code: str
    name: str
    kind: str
    description: str

    @property
    def is_public(self) -> bool:
        return self.kind != _PROCESSOR


@dataclass(frozen=True)
class GeneratedTeam:
    """A team of a body, and the field of work that it does."""

    body: GeneratedBody
    domain: Domain

    @property
    def code(self) -> str:
        return f"{self.body.code}-{self.domain.code}"


@dataclass(frozen=True)
class Bodies:
    """Every body and team of a register, by what they are needed for."""

    named: tuple[GeneratedBody, ...]
    teams: tuple[GeneratedTeam, ...]

    def of_kind(self, kind: str) -> list[GeneratedBody]:
        """Return the named bodies of a kind."""
        return [body for body in self.named if body.kind == kind]

    def known_as(self, kind_of_body: str) -> list[GeneratedBody]:
        """Return the named bodies that a kind of body, as reference data has it, includes."""
        return [
            body for body in self.named if body.is_public and KINDS[body.kind][2] == kind_of_body
        ]

    @property
    def processors(self) -> list[GeneratedBody]:
        """The companies that work for others."""
        return self.of_kind(_PROCESSOR)


def bodies_for(activities: int) -> Bodies:
    """Return the bodies and teams of a register of so many entries: more for more, to a limit."""
    number = min(MOST_BODIES, 24 + activities // 50)
    named = [_body(kind, area) for area in NAMES.areas for kind in KINDS][:number]
    companies = [_company(name) for name in NAMES.companies[: max(4, number // 8)]]
    together = Bodies((*named, *companies), ())
    by_kind = {kind: together.of_kind(kind) for kind in KINDS}
    teams = [
        GeneratedTeam(by_kind[domain.kind][turn], domain)
        for turn in range(MOST_TEAMS)
        for domain in DOMAINS
        if turn < len(by_kind[domain.kind])
    ]
    return Bodies(together.named, tuple(teams[: min(MOST_TEAMS, len(DOMAINS) + activities // 50)]))


def organisation_values(body: GeneratedBody, dice: Random) -> dict[str, Any]:
    """Return a body as a row of a file, with its contact points; one in ten has a gap in them."""
    site = f"https://{body.code}.example.org"
    points: list[dict[str, Any]] = [
        {
            "subject": "general",
            "name": "General enquiries",
            "email": f"enquiries@{body.code}.example.org",
            # Numbers that are kept for use in fiction.
            "telephone": f"01632 960{dice.randrange(1000):03d}",
            "address": f"The Office, 1 Example Street, {body.name}",
        },
        {
            "subject": "dpo",
            "name": "Data protection officer",
            "email": f"dpo@{body.code}.example.org",
        },
    ]
    if body.is_public:
        points += [
            {"subject": "rights", "name": "Information rights", "url": f"{site}/your-data"},
            {"subject": "complaints", "name": "Complaints", "url": f"{site}/complaints"},
        ]
    if dice.random() < 0.1:
        points[-1] = {
            "subject": points[-1]["subject"],
            "name": points[-1]["name"],
            "to_be_supplied": "The address of the new online form.",
        }
    return {
        "code": body.code,
        "name": body.name,
        "description": body.description,
        "is_public_authority": body.is_public,
        "website": f"{site}/",
        "privacy_notice_url": f"{site}/privacy",
        "ico_registration": f"ZA{crc32(body.code.encode()) % 1_000_000:06d}",
        "contact_points": points,
    }


def team_values(team: GeneratedTeam) -> dict[str, Any]:
    """Return a team as a row of a file."""
    return {
        "code": team.code,
        "name": team.domain.team,
        "organisation": team.body.code,
        "email": f"{team.domain.code}@{team.body.code}.example.org",
    }


def _body(kind: str, area: str) -> GeneratedBody:
    name, description, _ = KINDS[kind]
    full = name.format(area=area)
    return GeneratedBody(slug(full), full, kind, description.format(area=area))


def _company(name: str) -> GeneratedBody:
    return GeneratedBody(slug(name), name, _PROCESSOR, "A company that works for public bodies.")


def slug(text: str) -> str:
    """Return a code made from a name."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("’", "")))
