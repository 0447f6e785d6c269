"""What do you hold about me?"""

from __future__ import annotations

from ropa.documents.merged.entries import EntryReference
from ropa.documents.merged.flows import DataItem, people_groups

from ..index import DATA
from ..subjects.listing import counted
from .inquiries import Answer, Fact, Inquiry, Proof, nothing
from .sentences import sentence, short_sentence, ways_to_name

_ORDINARY = "ordinary"


def what_is_held(asked: Inquiry) -> Answer:
    """Return which information is held about the people."""
    people, items = asked.people.name, held_items(asked.of_controller())
    if not items:
        return nothing(_nothing_held(asked))
    proofs = tuple(_proof(item) for item in items)
    if asked.data:
        uses = counted(len(entries_with(items)), "use", "uses")
        return Answer(
            sentence(
                f"Yes: {asked.data.name} may be held about {people}, for {uses}.",
                f"Yes: it may be held about {people}, for {uses}.",
                f"Yes: it may be held, for {uses}.",
            ),
            f"Yes, for {uses}.",
            proofs,
        )
    names = [item.category.name for item in items]
    ways = [*ways_to_name(names, "kind of information", "kinds of information")]
    if asked.body:
        body = asked.body.display_name
        told = [f"About {people}, records that {body} answers for hold {way}." for way in ways]
    else:
        told = [f"About {people}, this may be held: {way}." for way in ways]
    return Answer(sentence(*told, f"{ways[-1]} may be held."), short_sentence(*ways), proofs)


def held_items(asked: Inquiry) -> tuple[DataItem, ...]:
    """Return the information that is held about the people, the most private first."""
    return tuple(
        sorted(
            (
                item
                for group in people_groups(asked.relevant)
                if group.people.code == asked.people.code
                for item in group.data
                if asked.data is None or item.category.code == asked.data.code
            ),
            key=lambda item: item.category.sensitivity.code == _ORDINARY,
        )
    )


def entries_with(items: tuple[DataItem, ...]) -> tuple[EntryReference, ...]:
    """Return the entries that items come from, each once."""
    return tuple(dict.fromkeys(entry for item in items for entry in item.entries))


def nothing_about(asked: Inquiry) -> Answer | None:
    """Return that nothing is held about the people, where none of the questions has more to say."""
    return None if asked.relevant else nothing(_nothing_held(asked))


def _nothing_held(asked: Inquiry) -> str:
    people, record = asked.people.name, asked.record
    if asked.data:
        name = asked.data.name.removeprefix("the ")
        return sentence(
            f"{record} lists no {name} about {people}.",
            f"{record} lists no {name} about these people.",
            f"{record} lists nothing of this kind about these people.",
        )
    if asked.body:
        return not_answering(asked)
    return sentence(
        f"{record} lists no information about {people}.",
        f"{record} lists no information about these people.",
    )


def not_answering(asked: Inquiry) -> str:
    """Return that the body is none of those that answer for what is held about the people."""
    body = asked.body.display_name if asked.body else ""
    return sentence(
        f"{asked.record} does not name {body} among those who answer for information about "
        f"{asked.people.name}.",
        f"{asked.record} does not name {body} among those who answer for information about these "
        "people.",
        f"{asked.record} does not name this body among those who answer for information about "
        "these people.",
    )


def _proof(item: DataItem) -> Proof:
    told = filter(None, (item.category.description, *item.details))
    details = "; ".join(each.rstrip(".") for each in told)
    fact = Fact(details, item.entries, is_inferred=item.is_inferred)
    return Proof(item.category.name, (fact,), item.category, DATA)
