"""What letters are about: the uses of information in some entries, and who answers for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ropa.documents.exercising_rights import request_citations, request_steps, request_wording
from ropa.documents.merged.roles import merged_controllers
from ropa.documents.rights_contacts import RightsContact, rights_contacts
from ropa.documents.schema import ActivityDocument, OrganisationDocument, RightDocument

from .kinds import COMPLAINT_CITATION, LetterKind, kinds_for


@dataclass(frozen=True)
class LetterUse:
    """A use of information that a letter is about, as its entry is called. Where the right follows
    from some purposes alone, these are `only_for`."""

    title: str
    only_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class LetterOffer:
    """A letter of one kind to one body: what it is about, and on which law it rests.

    A right without its own purposes holds for the whole of a use.
    """

    kind: LetterKind
    body: RightsContact
    uses: tuple[LetterUse, ...]
    rights: tuple[RightDocument, ...]

    @property
    def citations(self) -> tuple[str, ...]:
        """The law that gives what is asked for."""
        if self.kind.is_complaint:
            return (COMPLAINT_CITATION,)
        return tuple(dict.fromkeys(right.citation for right in self.rights))

    @property
    def answer_citations(self) -> tuple[str, ...]:
        """The law that says by when it is answered."""
        return request_citations(self.rights)

    @property
    def steps(self) -> tuple[str, ...]:
        """What holds for asking, a step each."""
        return request_steps(self.rights)

    @property
    def hints(self) -> tuple[str, ...]:
        """What to say, a sentence or two for each right that is used."""
        return tuple(dict.fromkeys(filter(None, map(request_wording, self.rights))))


@dataclass(frozen=True)
class LetterSubject:
    """A notice, an entry or a group of people from whose page a letter is sent.

    `publisher` answers where no entry says who does; `regulators` are told of if nobody can be
    reached.
    """

    name: str
    address: str
    activities: Sequence[ActivityDocument]
    publisher: OrganisationDocument | None = None
    regulators: tuple[OrganisationDocument, ...] = ()

    @property
    def bodies(self) -> tuple[RightsContact, ...]:
        """Who answers for the information, each once."""
        found = rights_contacts(merged_controllers(self.activities))
        return found or ((RightsContact(self.publisher),) if self.publisher else ())

    @property
    def kinds(self) -> tuple[LetterKind, ...]:
        """The letters that can be sent to at least one of the bodies."""
        if not self.bodies:
            return ()
        rights = (right.code for activity in self.activities for right in activity.rights)
        return kinds_for(frozenset(rights))

    def offers(self, kind: LetterKind) -> tuple[LetterOffer, ...]:
        """Return the letters of a kind, one to each body that has to take it."""
        found = (self._offer(kind, body) for body in self.bodies)
        return tuple(offer for offer in found if offer.rights or kind.is_complaint)

    def _offer(self, kind: LetterKind, body: RightsContact) -> LetterOffer:
        uses: list[LetterUse] = []
        rights: dict[str, RightDocument] = {}
        references = {entry.reference for role in body.roles for entry in role.entries}
        for activity in self.activities:
            if body.roles and activity.reference not in references:
                continue
            given = [right for right in activity.rights if right.code in kind.rights]
            if not given and not kind.is_complaint:
                continue
            whole = kind.is_complaint or any(not right.only_for for right in given)
            purposes = () if whole else (each for right in given for each in right.only_for)
            uses.append(LetterUse(activity.title, tuple(dict.fromkeys(purposes))))
            rights |= {right.code: right for right in given if right.code not in rights}
        return LetterOffer(kind, body, tuple(uses), tuple(rights.values()))
