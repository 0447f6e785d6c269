"""The flow of information that some entries describe: from whom, to whom, and who answers for it.

It is a picture and a table; both are made of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ropa.documents.merged.entries import distinct
from ropa.documents.merged.flows import Recipient, Source, SourceGroup, Transfer
from ropa.documents.merged.roles import Controller
from ropa.documents.schema import Term
from ropa.documents.sections import Content
from ropa.documents.wording import joined

from ..index import ORGANISATION
from ..subjects.listing import counted

SOURCE = "source"
# More names than this are too many to take in at a glance.
MANY = 8


@dataclass(frozen=True)
class Party:
    """Somebody in the flow. `kind` and `code` say by which its page is found, if it has one;
    `including` names bodies of the kind, `notes` say more, such as of what it is controller."""

    name: str
    kind: str = ""
    code: str = ""
    including: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """Its name, with the bodies it includes."""
        included = joined([term.name for term in self.including])
        return f"{self.name}, including {included}" if included else self.name


@dataclass(frozen=True)
class Group:
    """Parties of one kind; `kind` is empty where somebody stands alone."""

    kind: str
    parties: tuple[Party, ...]


@dataclass(frozen=True)
class Stage:
    """One of the three stages, and everybody in it. `nobody` is what it says if it is empty."""

    heading: str
    groups: tuple[Group, ...]
    nobody: str

    @property
    def parties(self) -> tuple[Party, ...]:
        """Everybody in it."""
        return tuple(party for group in self.groups for party in group.parties)


@dataclass(frozen=True)
class Flow:
    """Where information comes from, who answers for it, and who may get it."""

    sources: Stage
    holders: Stage
    getters: Stage

    @property
    def stages(self) -> tuple[Stage, Stage, Stage]:
        """The stages, in the order in which information passes through them."""
        return self.sources, self.holders, self.getters


def flow_of(content: Content) -> Flow:
    """Return the flow that some entries describe together: everybody once in each stage."""
    processors = [role for role in content.controllers if role.is_processor]
    controllers = [role for role in content.controllers if not role.is_processor]
    return Flow(
        Stage(
            "Where it comes from",
            tuple(group for part in content.sources for group in _sources(part)),
            "No source is recorded.",
        ),
        Stage("Who answers for it", _holders(controllers), "No controller is recorded."),
        Stage(
            "Who may get it",
            tuple(_getters(content, processors)),
            "Nobody else is recorded.",
        ),
    )


def _sources(part: SourceGroup) -> Iterator[Group]:
    if part.is_named:
        yield Group(part.group.name, _once(_source(part, source) for source in part.sources))
    else:
        details = distinct(text for source in part.sources for text in source.details)
        yield Group("", (Party(part.group.name, notes=details),))


def _source(part: SourceGroup, source: Source) -> Party:
    origin = source.origin or part.group
    return Party(
        origin.name,
        SOURCE if source.origin else "",
        origin.code,
        source.including,
        source.details,
    )


def _holders(controllers: list[Controller]) -> tuple[Group, ...]:
    only_one = len(controllers) == 1
    parties = _once(_in_role(role, only_one=only_one) for role in controllers)
    if len(parties) > MANY:
        return (Group("Controllers", parties),)
    return tuple(Group("", (party,)) for party in parties)


def _in_role(role: Controller, *, only_one: bool) -> Party:
    if role.is_sole:
        entries = counted(len(role.entries), "entry", "entries")
        all_of_it = f"{role.role.name} of the information in {entries}"
        note = role.role.name if only_one else all_of_it
    else:
        note = f"{role.role.name} of {role.scope}" if role.scope else role.role.name
    return Party(role.organisation.name, ORGANISATION, role.organisation.code, notes=(note,))


def _getters(content: Content, processors: list[Controller]) -> Iterator[Group]:
    if content.internal_recipients:
        notes = tuple(note.text for note in content.internal_recipients)
        yield Group("", (Party("People inside the organisation", notes=notes),))
    for kind, parties in (
        ("People and organisations outside", _once(map(_recipient, content.recipients))),
        ("Processors, who act for the controller", _once(map(_processor, processors))),
        ("Abroad", _once(map(_abroad, content.transfers))),
    ):
        if parties:
            yield Group(kind, parties)


def _recipient(recipient: Recipient) -> Party:
    body = recipient.organisation
    return Party(body.name, ORGANISATION, body.code, recipient.including)


def _processor(role: Controller) -> Party:
    notes = (role.scope,) if role.scope else ()
    return Party(role.organisation.name, ORGANISATION, role.organisation.code, notes=notes)


def _abroad(transfer: Transfer) -> Party:
    abroad = transfer.transfer
    if not abroad.recipient:
        return Party(abroad.destination)
    return Party(
        abroad.recipient.name, ORGANISATION, abroad.recipient.code, notes=(abroad.destination,)
    )


def _once(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Return each once, with all that is said of it anywhere."""
    found: dict[str, Party] = {}
    for party in parties:
        key = party.code or party.name
        known = found.get(key)
        found[key] = party if known is None else _together(known, party)
    return tuple(found.values())


def _together(known: Party, other: Party) -> Party:
    return replace(
        known,
        including=distinct((*known.including, *other.including)),
        notes=distinct((*known.notes, *other.notes)),
    )
