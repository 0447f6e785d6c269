"""The flow of information that some entries describe: from whom, to whom, and who answers for it.

It is a picture and a table; both are made of this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ropa.documents.merged.entries import distinct
from ropa.documents.merged.flows import MergedRecipient, MergedSource, MergedTransfer, SourceGroup
from ropa.documents.merged.roles import MergedController
from ropa.documents.schema import Term
from ropa.documents.sections import EntriesContent
from ropa.documents.wording import joined_names

from ..index import ORGANISATION
from ..subjects.listing import counted

SOURCE = "source"
# More names than this are too many to take in at a glance.
MOST_NAMES = 8


@dataclass(frozen=True)
class FlowParty:
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
        included = joined_names([term.name for term in self.including])
        return f"{self.name}, including {included}" if included else self.name


@dataclass(frozen=True)
class FlowGroup:
    """Parties of one kind; `kind` is empty where somebody stands alone."""

    kind: str
    parties: tuple[FlowParty, ...]


@dataclass(frozen=True)
class Stage:
    """One of the three stages, and everybody in it. `nobody` is what it says if it is empty."""

    heading: str
    groups: tuple[FlowGroup, ...]
    nobody: str

    @property
    def parties(self) -> tuple[FlowParty, ...]:
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


def flow_of(content: EntriesContent) -> Flow:
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


def _sources(part: SourceGroup) -> Iterator[FlowGroup]:
    if part.is_named:
        yield FlowGroup(
            part.group.name, _merged_parties(_source(part, source) for source in part.sources)
        )
    else:
        details = distinct(text for source in part.sources for text in source.details)
        yield FlowGroup("", (FlowParty(part.group.name, notes=details),))


def _source(part: SourceGroup, source: MergedSource) -> FlowParty:
    origin = source.origin or part.group
    return FlowParty(
        origin.name,
        SOURCE if source.origin else "",
        origin.code,
        source.including,
        source.details,
    )


def _holders(controllers: list[MergedController]) -> tuple[FlowGroup, ...]:
    only_one = len(controllers) == 1
    parties = _merged_parties(_in_role(role, only_one=only_one) for role in controllers)
    if len(parties) > MOST_NAMES:
        return (FlowGroup("Controllers", parties),)
    return tuple(FlowGroup("", (party,)) for party in parties)


def _in_role(role: MergedController, *, only_one: bool) -> FlowParty:
    if role.is_sole:
        entries = counted(len(role.entries), "entry", "entries")
        all_of_it = f"{role.role.name} of the information in {entries}"
        note = role.role.name if only_one else all_of_it
    else:
        note = f"{role.role.name} of {role.scope}" if role.scope else role.role.name
    return FlowParty(role.organisation.name, ORGANISATION, role.organisation.code, notes=(note,))


def _getters(content: EntriesContent, processors: list[MergedController]) -> Iterator[FlowGroup]:
    if content.internal_recipients:
        notes = tuple(note.text for note in content.internal_recipients)
        yield FlowGroup("", (FlowParty("People inside the organisation", notes=notes),))
    for kind, parties in (
        ("People and organisations outside", _merged_parties(map(_recipient, content.recipients))),
        ("Processors, who act for the controller", _merged_parties(map(_processor, processors))),
        ("Abroad", _merged_parties(map(_abroad, content.transfers))),
    ):
        if parties:
            yield FlowGroup(kind, parties)


def _recipient(recipient: MergedRecipient) -> FlowParty:
    body = recipient.organisation
    return FlowParty(body.name, ORGANISATION, body.code, recipient.including)


def _processor(role: MergedController) -> FlowParty:
    notes = (role.scope,) if role.scope else ()
    return FlowParty(role.organisation.name, ORGANISATION, role.organisation.code, notes=notes)


def _abroad(transfer: MergedTransfer) -> FlowParty:
    abroad = transfer.transfer
    if not abroad.recipient:
        return FlowParty(abroad.destination)
    return FlowParty(
        abroad.recipient.name, ORGANISATION, abroad.recipient.code, notes=(abroad.destination,)
    )


def _merged_parties(parties: Iterable[FlowParty]) -> tuple[FlowParty, ...]:
    """Return each once, with all that is said of it anywhere."""
    found: dict[str, FlowParty] = {}
    for party in parties:
        key = party.code or party.name
        known = found.get(key)
        found[key] = party if known is None else _merged_party(known, party)
    return tuple(found.values())


def _merged_party(known: FlowParty, other: FlowParty) -> FlowParty:
    return replace(
        known,
        including=distinct((*known.including, *other.including)),
        notes=distinct((*known.notes, *other.notes)),
    )
