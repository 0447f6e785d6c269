"""The text that search reads of each part of a notice, an entry or another page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ropa.documents.merged import choices as merged_choices
from ropa.documents.merged import flows, grounds, roles, safeguards
from ropa.documents.merged.entries import labelled_notes
from ropa.documents.merged.rights import MergedRights
from ropa.documents.schema import (
    ContactDocument,
    OrganisationDocument,
    PowerDocument,
    ProvisionDocument,
    Term,
)
from ropa.documents.sections import EntriesContent
from ropa.documents.wording import NOT_SAID, joined_names


def sentences(*pieces: str) -> str:
    """Return texts one after the other, each ended by a full stop, without marks of lists."""
    return " ".join(_sentence(piece) for piece in pieces if piece.strip())


def purposes(found: Sequence[grounds.MergedPurpose]) -> Iterator[str]:
    """Yield each purpose with its ground and the law it rests on."""
    for each in found:
        yield _comma_separated(
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
        yield _comma_separated(group.people.description, *labelled_notes(group.people))


def data(items: Sequence[flows.DataItem]) -> Iterator[str]:
    """Yield each category of data with what is said about it."""
    for item in items:
        more = [item.category.description, *item.details, *labelled_notes(item.category)]
        yield " – ".join(_one_line(each) for each in (item.category.name, *more) if each)


def recipients(found: Sequence[flows.MergedRecipient]) -> Iterator[str]:
    """Yield who gets data, why, and under which law."""
    for each in found:
        reasons = "; ".join(
            _comma_separated(
                reason.part.frequency.name.lower(),
                reason.part.purpose,
                reason.part.detail,
                *reason.notes,
                *_under(reason),
            )
            for reason in each.reasons
        )
        yield f"{_with(each.organisation, each.including)}: {reasons}"


def notes(found: Sequence[safeguards.MergedNote]) -> Iterator[str]:
    """Yield what entries say in their own words."""
    return (note.text for note in found)


def sources(content: EntriesContent) -> Iterator[str]:
    """Yield where data comes from, how it arrives, and whether it must be given."""
    for group in content.sources:
        for source in group.sources:
            name = _with(source.origin, source.including) if source.origin else group.group.name
            yield _comma_separated(name, *source.details)
    for way in content.channels:
        yield _comma_separated(way.channel.name, *way.details)
    yield from positions(content.providing)


def retention(found: Sequence[safeguards.MergedRetention]) -> Iterator[str]:
    """Yield how long each thing is kept."""
    for rule in found:
        gap = f"{NOT_SAID}: {rule.to_be_supplied}" if rule.to_be_supplied else ""
        yield f"{rule.covers}: {' '.join((*rule.sentences, gap))}"


def choices(found: Sequence[merged_choices.MergedChoice]) -> Iterator[str]:
    """Yield what people can choose, how, and what follows."""
    for each in found:
        yield _comma_separated(each.kind.name, *each.sentences, *each.notes)


def law(content: EntriesContent) -> Iterator[str]:
    """Yield the powers and duties, and the conditions for sensitive data."""
    if content.law_enforcement:
        yield "Part 3 of the Data Protection Act 2018, on law enforcement, applies"
    yield from powers(content.powers)
    for condition in content.conditions:
        yield _comma_separated(condition.covers.name, *condition.names, *condition.explanations)


def powers(groups: Sequence[grounds.PowerGroup]) -> Iterator[str]:
    """Yield each power or duty: who holds it, under which law, and the offence behind it."""
    for group in groups:
        for use in group.powers:
            through = use.applied_through
            yield _comma_separated(
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
    yield from labelled_notes(found)


def provision_text(provision: ProvisionDocument) -> str:
    """Return which part of a law a provision is, and what it is about."""
    named = ": ".join(filter(None, (provision.label, provision.subject)))
    return _comma_separated(named, *labelled_notes(provision))


def controllers(found: Sequence[roles.MergedController]) -> Iterator[str]:
    """Yield who answers for the data, and for which of it."""
    for each in found:
        yield _comma_separated(
            organisation_name(each.organisation),
            each.role.name,
            each.scope,
            f"works for {each.works_for.name}" if each.works_for else "",
            *each.tasks,
            *each.places,
            *each.essences,
        )
        yield from contacts(each.organisation.contact_points)


def rights(found: MergedRights) -> Iterator[str]:
    """Yield what people can do, what to say to do it, and under which law."""
    for each in found.rights:
        yield _comma_separated(each.right.name, each.right.explanation, each.right.citation)
        yield from (
            f"only where it is used to {'; '.join(uses.purposes)}" for uses in each.only_where
        )
        yield each.request_wording
    yield from found.steps


def handling(content: EntriesContent) -> Iterator[str]:
    """Yield what is said of decisions by computer, of transfers abroad and of security."""
    yield from positions(content.automated_decisions)
    for each in content.decisions:
        yield _comma_separated(*each.sentences, *each.notes)
    yield from positions(content.transfers_positions)
    yield from transfers(content.transfers)
    for measure in content.security:
        yield _comma_separated(measure.description or measure.to_be_supplied, *measure.notes)


def transfers(found: Sequence[flows.MergedTransfer]) -> Iterator[str]:
    """Yield where data goes abroad, to whom, and what allows it."""
    for item in found:
        part = item.transfer
        recipient = part.recipient.name if part.recipient else ""
        yield _comma_separated(
            part.destination, recipient, part.mechanism.name, part.safeguards, *item.notes
        )


def positions(found: Sequence[safeguards.MergedAnswer]) -> Iterator[str]:
    """Yield what was answered to a question; of what is still to be answered, the detail alone."""
    for position in found:
        yield _comma_separated("" if position.is_gap else position.answer.name, position.detail)


def contacts(points: Sequence[ContactDocument]) -> Iterator[str]:
    """Yield how an organisation is reached."""
    for point in points:
        yield _comma_separated(
            point.subject.name,
            point.name,
            point.email,
            point.telephone,
            point.address,
            point.to_be_supplied,
            *labelled_notes(point),
        )


def organisation_name(organisation: OrganisationDocument) -> str:
    """Return the name of an organisation with what people call it."""
    if organisation.short_name in {"", organisation.name}:
        return organisation.name
    return f"{organisation.name} ({organisation.short_name})"


def _under(reason: flows.SharingReason) -> Iterator[str]:
    if gateway := reason.part.gateway:
        yield f"under {joined_names(list(power(gateway)))}"


def _with(term: Term, including: Sequence[Term]) -> str:
    if not including:
        return term.name
    return f"{term.name}, including {joined_names([each.name for each in including])}"


def _citations(provisions: Sequence[ProvisionDocument]) -> Iterator[str]:
    return (provision.citation for provision in provisions)


def _comma_separated(*pieces: str) -> str:
    return ", ".join(_one_line(piece) for piece in pieces if piece.strip())


def _sentence(text: str) -> str:
    bare = _one_line(text)
    return f"{bare[:1].upper()}{bare[1:]}."


def _one_line(text: str) -> str:
    """The text in one line, without the marks of lists or a full stop at its end."""
    lines: Iterable[str] = (line.strip().removeprefix("- ") for line in text.splitlines())
    return " ".join(" ".join(lines).split()).rstrip(".")
