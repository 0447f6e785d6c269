"""The text that search reads of each part of a notice, an entry or another page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ropa.documents.merged import flows, grounds, roles, safeguards
from ropa.documents.merged.rights import Rights
from ropa.documents.plain import plain_notes
from ropa.documents.schema import (
    ContactDocument,
    OrganisationDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)
from ropa.documents.sections import Content
from ropa.documents.wording import joined


def sentences(*pieces: str) -> str:
    """Return texts one after the other, each ended by a full stop, without marks of lists."""
    return " ".join(_sentence(piece) for piece in pieces if piece.strip())


def purposes(found: Sequence[grounds.Purpose]) -> Iterator[str]:
    """Yield each purpose with its ground and the law it rests on."""
    for each in found:
        yield _listed(
            each.statement,
            each.lawful_basis.name,
            each.interest,
            *each.notes,
            *_citations(each.provisions),
        )


def people(groups: Sequence[flows.PeopleGroup]) -> Iterator[str]:
    """Yield the people data is held about, and after each which data."""
    for group in groups:
        yield f"{group.people.name}: {'; '.join(data(group.data))}"
        yield _listed(group.people.description, *plain_notes(group.people))


def data(items: Sequence[flows.DataItem]) -> Iterator[str]:
    """Yield each category of data with what is said about it."""
    for item in items:
        more = [item.category.description, *item.details, *plain_notes(item.category)]
        yield " – ".join(filter(None, [item.category.name, *more]))


def recipients(found: Sequence[flows.Recipient]) -> Iterator[str]:
    """Yield who gets data, why, and under which law."""
    for each in found:
        reasons = "; ".join(
            _listed(
                reason.part.frequency.name.lower(),
                reason.part.purpose,
                reason.part.detail,
                *reason.notes,
                *_under(reason),
            )
            for reason in each.reasons
        )
        yield f"{_with(each.organisation, each.including)}: {reasons}"


def notes(found: Sequence[safeguards.Note]) -> Iterator[str]:
    """Yield what entries say in their own words."""
    return (note.text for note in found)


def sources(content: Content) -> Iterator[str]:
    """Yield where data comes from, how it arrives, and whether it must be given."""
    for group in content.sources:
        for source in group.sources:
            name = _with(source.origin, source.including) if source.origin else group.group.name
            yield _listed(name, *source.details)
    for way in content.channels:
        yield _listed(way.channel.name, *way.details)
    yield from positions(content.providing)


def retention(found: Sequence[safeguards.Retention]) -> Iterator[str]:
    """Yield how long each thing is kept."""
    for rule in found:
        gap = f"to be supplied: {rule.to_be_supplied}" if rule.to_be_supplied else ""
        yield f"{rule.covers}: {' '.join((*rule.sentences, gap))}"


def law(content: Content) -> Iterator[str]:
    """Yield the powers and duties, and the conditions for sensitive data."""
    if content.law_enforcement:
        yield "Part 3 of the Data Protection Act 2018, on law enforcement, applies"
    yield from powers(content.powers)
    for condition in content.conditions:
        yield _listed(condition.covers.name, *condition.names, *condition.explanations)


def powers(groups: Sequence[grounds.PowerGroup]) -> Iterator[str]:
    """Yield each power or duty: who holds it, under which law, and the offence behind it."""
    for group in groups:
        for use in group.powers:
            through = use.applied_through
            yield _listed(
                use.held_by.name,
                *power(use.power),
                f"applied by {through.citation}" if through else "",
                *use.explanations,
            )


def power(found: PowerDocument) -> Iterator[str]:
    """Yield the name of a power and where the law gives it."""
    yield found.name
    yield found.provision.citation
    if found.offence:
        yield f"offence: {found.offence.citation}"
    yield from plain_notes(found)


def about(provision: ProvisionDocument) -> str:
    """Return which part of a law a provision is, and what it is about."""
    named = ": ".join(filter(None, (provision.label, provision.subject)))
    return _listed(named, *plain_notes(provision))


def controllers(found: Sequence[roles.Controller]) -> Iterator[str]:
    """Yield who answers for the data, and for which of it."""
    for each in found:
        yield _listed(named(each.organisation), each.role.name, each.scope, *each.essences)
        yield from contacts(each.organisation.contact_points)


def rights(found: Rights) -> Iterator[str]:
    """Yield what people can do, what to say to do it, and under which law."""
    for each in found.each:
        yield _listed(each.right.name, each.right.explanation, each.right.citation)
        yield each.say
    yield from found.steps


def handling(content: Content) -> Iterator[str]:
    """Yield what is said of decisions by computer, of transfers abroad and of security."""
    yield from positions(content.automated_decisions)
    yield from positions(content.transfers_positions)
    yield from transfers(content.transfers)
    for measure in content.security:
        yield _listed(measure.description or measure.to_be_supplied, *measure.notes)


def transfers(found: Sequence[flows.Transfer]) -> Iterator[str]:
    """Yield where data goes abroad, to whom, and what allows it."""
    for item in found:
        part = item.transfer
        recipient = part.recipient.name if part.recipient else ""
        yield _listed(
            part.destination, recipient, part.mechanism.name, part.safeguards, *item.notes
        )


def positions(found: Sequence[safeguards.Position]) -> Iterator[str]:
    """Yield what was answered to a question."""
    for position in found:
        yield _listed(position.answer.name, position.detail)


def contacts(points: Sequence[ContactDocument]) -> Iterator[str]:
    """Yield how an organisation is reached."""
    for point in points:
        yield _listed(
            point.subject.name,
            point.name,
            point.email,
            point.telephone,
            point.address,
            point.to_be_supplied,
            *plain_notes(point),
        )


def named(organisation: OrganisationDocument) -> str:
    """Return the name of an organisation with what people call it."""
    if organisation.short_name in {"", organisation.name}:
        return organisation.name
    return f"{organisation.name} ({organisation.short_name})"


def _under(reason: flows.Reason) -> Iterator[str]:
    if gateway := reason.part.gateway:
        yield f"under {joined(list(power(gateway)))}"


def _with(term: Term, including: Sequence[Term]) -> str:
    if not including:
        return term.name
    return f"{term.name}, including {joined([each.name for each in including])}"


def _citations(provisions: Sequence[ProvisionDocument]) -> Iterator[str]:
    return (provision.citation for provision in provisions)


def _listed(*pieces: str) -> str:
    return ", ".join(_bare(piece) for piece in pieces if piece.strip())


def _sentence(text: str) -> str:
    bare = _bare(text)
    return f"{bare[:1].upper()}{bare[1:]}."


def _bare(text: str) -> str:
    """The text in one line, without the marks of lists or a full stop at its end."""
    lines: Iterable[str] = (line.strip().removeprefix("- ") for line in text.splitlines())
    return " ".join(" ".join(lines).split()).rstrip(".")
