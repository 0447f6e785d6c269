"""Who gets it? Does somebody get it?"""

from __future__ import annotations

from collections.abc import Iterator

from ropa.documents.merged.flows import MergedRecipient, MergedTransfer
from ropa.documents.schema import OrganisationDocument
from ropa.documents.sections import EntriesContent
from ropa.documents.wording import first_sentence, joined_names

from ..index import ORGANISATION
from .holding import nothing_about
from .inquiries import Answer, Fact, Inquiry, Proof, answers_for, nothing
from .sentences import sentence, short_sentence, ways_to_name


def who_gets_it(asked: Inquiry) -> Answer:
    """Return to whom what is held about the people may be passed: anybody, or one body."""
    if none := nothing_about(asked):
        return none
    content = asked.content
    recipients = tuple(_recipients_asked_about(asked))
    transfers = tuple(
        each
        for each in content.transfers
        if asked.body is None
        or (each.transfer.recipient and each.transfer.recipient.code == asked.body.code)
    )
    proofs = (*map(_recipient, recipients), *map(_transfer, transfers))
    if asked.body:
        return _to_body(asked, asked.body, proofs)
    proofs = (*proofs, *_others(content))
    if not recipients and not transfers:
        return _without_recipients(asked, proofs)
    names = [each.organisation.name for each in recipients]
    abroad = [each.transfer.destination for each in transfers]
    if not names:
        told = f"{asked.held} may go to {joined_names(abroad)}."
        return Answer(sentence(told, "It may go abroad."), "It may go abroad.", proofs)
    ways = tuple(ways_to_name(names, "recipient", "recipients"))
    told_ways = [f"{asked.held} may be passed to {way}." for way in ways]
    fallback = f"It may be passed to {ways[-1]}."
    return Answer(sentence(*told_ways, fallback), short_sentence(*ways), proofs)


def _recipients_asked_about(asked: Inquiry) -> Iterator[MergedRecipient]:
    """Those recipients that are the body, or a kind of bodies that it is named as one of."""
    for each in asked.content.recipients:
        terms = (each.organisation, *each.including)
        if asked.body is None or asked.body.code in {term.code for term in terms}:
            yield each


def _to_body(asked: Inquiry, body: OrganisationDocument, proofs: tuple[Proof, ...]) -> Answer:
    name, people = body.display_name, asked.people.name
    if proofs:
        reasons = [fact for proof in proofs for fact in proof.facts]
        number = f", for {len(reasons)} reasons" if len(reasons) > 1 else ""
        return Answer(
            sentence(
                f"Yes: {asked.held} may be passed to {name}{number}.",
                f"Yes: {asked.held} may be passed to it{number}.",
                f"Yes: it may be passed on to this body{number}.",
            ),
            short_sentence(f"Yes{number}"),
            proofs,
        )
    answering = [entry for entry in asked.relevant if answers_for(body.code, entry)]
    listed_as = f"{asked.record} lists {name} as"
    if answering:
        return Answer(
            sentence(
                f"{listed_as} answering for information about {people}, not as getting it from "
                "others.",
                f"{listed_as} answering for it, not as getting it from others.",
            ),
            "Answers for it itself.",
            _controllers(asked, body),
        )
    if body.code in {each.code for each in asked.content.processors}:
        return Answer(
            sentence(
                f"{listed_as} working on information about {people} for others, not as getting it "
                "for itself.",
                f"{listed_as} working on it for others, not as getting it for itself.",
            ),
            "Only to work on it for others.",
            _workers(asked.content, body.code),
        )
    return nothing(
        sentence(
            f"{asked.record} does not list {name} among those who may get {asked.held}.",
            f"{asked.record} does not list {name} among those who may get it.",
            f"{asked.record} does not list this body among those who may get it.",
        ),
        "Not listed.",
    )


def _without_recipients(asked: Inquiry, proofs: tuple[Proof, ...]) -> Answer:
    none = f"{asked.record} names nobody outside who gets {asked.held}"
    if asked.content.sharing_notes:
        # What is said of sharing leaves open whether somebody gets it.
        named = f"{asked.record} names no recipient of {asked.held}"
        note = first_sentence(asked.content.sharing_notes[0].text)
        told = sentence(
            *([f"{named}; of sharing it says: “{note}”"] * (len(asked.content.sharing_notes) == 1)),
            f"{named}, but says below how it is shared.",
            f"{asked.record} names no recipient, but says below how it is shared.",
        )
        return Answer(told, "No recipient is named; how it is shared is told.", proofs)
    workers = [each.name for each in asked.content.processors]
    if not workers:
        told = sentence(f"{none}.", f"{asked.record} names nobody outside who gets it.")
        return Answer(told, "Nobody outside is recorded.", proofs, is_nothing=True)
    ways = tuple(ways_to_name(workers, "body", "bodies"))
    return Answer(
        sentence(
            *(f"{none}; for those who answer for it, work is done by {way}." for way in ways),
            f"{asked.record} names nobody outside who gets it, but some who work on it.",
        ),
        short_sentence(*(f"Only those who work on it for us: {way}" for way in ways)),
        proofs,
        is_nothing=True,
    )


def _recipient(recipient: MergedRecipient) -> Proof:
    including = joined_names([each.name for each in recipient.including])
    facts = []
    for reason in recipient.reasons:
        part = reason.part
        told = [f"{part.frequency.name}, {_stopped(part.purpose)}"]
        told += [_stopped(text) for text in (part.detail, *reason.notes) if text.strip()]
        if part.gateway:
            told.append(f"Under the power to {part.gateway.name}.")
        law = (part.gateway.provision,) if part.gateway else ()
        facts.append(Fact(" ".join(told), reason.entries, law, reason.is_inferred))
    name = recipient.organisation.name
    shown = f"{name}, including {including}" if including else name
    return Proof(shown, tuple(facts), recipient.organisation, ORGANISATION)


def _transfer(each: MergedTransfer) -> Proof:
    transfer = each.transfer
    told = [_stopped(text) for text in (transfer.mechanism.name, transfer.safeguards) if text]
    fact = Fact(" ".join((*told, *map(_stopped, each.notes))), each.entries, (), each.is_inferred)
    kind = ORGANISATION if transfer.recipient else ""
    whom = f"{transfer.recipient.name}, in " if transfer.recipient else ""
    return Proof(f"Abroad: {whom}{transfer.destination}", (fact,), transfer.recipient, kind)


def _others(content: EntriesContent) -> Iterator[Proof]:
    """Who else sees it: those who work on it for others, and people inside."""
    yield from _workers(content)
    if content.internal_recipients:
        notes = tuple(Fact(note.text, note.entries) for note in content.internal_recipients)
        yield Proof("Inside the organisation", notes)
    if content.sharing_notes:
        shared = tuple(Fact(note.text, note.entries) for note in content.sharing_notes)
        yield Proof("About sharing in general", shared)


def _workers(content: EntriesContent, code: str = "") -> tuple[Proof, ...]:
    return tuple(
        Proof(
            f"Works on it for others: {role.organisation.name}",
            (Fact(_stopped(role.task) if role.tasks else "", role.entries, (), role.is_inferred),),
            role.organisation,
            ORGANISATION,
        )
        for role in content.controllers
        if role.is_processor and code in {"", role.organisation.code}
    )


def _controllers(asked: Inquiry, body: OrganisationDocument) -> tuple[Proof, ...]:
    facts = tuple(
        Fact(
            _stopped(f"{role.role.name} of {role.scope or 'this information'}"),
            role.entries,
            (),
            role.is_inferred,
        )
        for role in asked.content.controllers
        if role.organisation.code == body.code and not role.is_processor
    )
    return (Proof(body.name, facts, body, ORGANISATION),)


def _stopped(text: str) -> str:
    """Text with one full stop at its end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
