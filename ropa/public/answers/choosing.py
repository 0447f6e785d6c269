"""Can I say no? Who do I ask?"""

from __future__ import annotations

from ropa.documents.merged.entries import EntryReference
from ropa.documents.merged.rights import MergedRight
from ropa.documents.rights_contacts import RightsContact
from ropa.documents.schema import ContactDocument
from ropa.documents.wording import NOT_SAID, joined_names, lower_first, running_text

from ..index import ORGANISATION
from ..subjects.listing import counted
from .holding import not_answering, nothing_about
from .inquiries import Answer, Fact, Inquiry, Proof, nothing
from .sentences import sentence, short_sentence, ways_to_name

_WITHDRAW, _OBJECT = "withdraw-consent", "objection"
_IN_WORDS = {2: "two", 3: "three", 4: "four"}


def can_i_say_no(asked: Inquiry) -> Answer:
    """Return what the people can choose, object to or take back, and what they must give."""
    mine = asked.of_controller()
    if none := nothing_about(asked):
        return none
    if not mine.relevant:
        return nothing(not_answering(mine))
    content = mine.content
    choices = content.choices
    rights = {item.right.code: item for item in content.rights.rights}
    if not rights and not choices:
        gap = f"whether {asked.people.name} can say no to how it is used"
        told = sentence(f"{NOT_SAID}: {gap}.", f"{NOT_SAID}: whether you can say no.")
        return Answer(told, f"{NOT_SAID}.", gap=gap)
    can = []
    if _WITHDRAW in rights:
        can.append("take back an agreement that you gave")
    if _OBJECT in rights:
        uses = "some uses" if _is_part(rights[_OBJECT]) else "the use"
        can.append(f"object to {uses} of information about you")
    if choices:
        can.append(f"make {counted(len(choices), 'choice', 'choices')}")
    proofs = (
        *(
            Proof(
                each.name,
                (
                    Fact(
                        running_text((*each.sentences, *each.notes)),
                        each.entries,
                        (),
                        each.is_inferred,
                    ),
                ),
            )
            for each in choices
        ),
        *(_right(rights[code], mine) for code in (_WITHDRAW, _OBJECT) if code in rights),
        *_must_give(mine),
    )
    if can:
        told = joined_names(can)
        return Answer(
            sentence(f"You can {told}."),
            short_sentence(f"You can {told}", f"You can {can[0]}, and more", f"You can {can[0]}"),
            proofs,
        )
    return Answer(
        sentence(
            f"{mine.record} lists no way to say no to how {asked.held} is used; you can complain.",
            f"{mine.record} lists no way to say no to how it is used; you can complain.",
        ),
        "No way to say no is recorded; you can complain.",
        proofs,
        is_nothing=True,
    )


def who_to_ask(asked: Inquiry) -> Answer:
    """Return who answers for the information, and how to reach them."""
    if none := nothing_about(asked):
        return none
    contacts = asked.content.rights_contacts
    proofs = tuple(_contact(each) for each in contacts)
    if asked.body:
        return _that_body(asked, proofs)
    if not contacts:
        gap = f"who answers for {asked.held}"
        told = sentence(f"{NOT_SAID}: {gap}.", f"{NOT_SAID}: who answers for it.")
        return Answer(told, f"{NOT_SAID}.", gap=gap)
    if len(contacts) == 1:
        return _only(contacts[0], proofs)
    names = [each.organisation.display_name for each in contacts]
    number = _IN_WORDS.get(len(names), str(len(names)))
    are_joint = all(role.is_joint for each in contacts for role in each.roles)
    told = (
        f"You may turn to any of the {number} that answer for it together"
        if are_joint
        else f"{number} bodies answer for it, each for its part"
    )
    ways = tuple(ways_to_name(names, "body", "bodies"))
    return Answer(
        sentence(
            f"{told}: {joined_names(names)}.", *(f"{told}: {way}." for way in ways), f"{told}."
        ),
        short_sentence(joined_names(names), *ways),
        proofs,
    )


def _only(contact: RightsContact, proofs: tuple[Proof, ...]) -> Answer:
    body = contact.organisation
    name, short = body.name, body.display_name
    point = next(iter(contact.working), None)
    if point is None:
        gap = f"how to reach {name}"
        told = sentence(f"Ask {name}; {lower_first(NOT_SAID)}: how to reach it.", f"Ask {short}.")
        return Answer(told, short_sentence(name, short), proofs, gap=gap)
    where = _where(point)
    return Answer(
        sentence(
            f"Ask {name}, {where}.", f"Ask {short}, {where}.", f"Ask {name}.", f"Ask {short}."
        ),
        short_sentence(f"{short}, {where}", short),
        proofs,
    )


def _where(point: ContactDocument) -> str:
    if point.email:
        return f"at {point.email}"
    if point.telephone:
        return f"on {point.telephone}"
    # Its address is a link below, and too long for a phone.
    return "by post" if point.address else "on its website"


def _that_body(asked: Inquiry, proofs: tuple[Proof, ...]) -> Answer:
    body = asked.body
    mine = [each for each in proofs if body and each.subject and each.subject.code == body.code]
    if body is None or not mine:
        return nothing(not_answering(asked))
    return Answer(
        sentence(
            f"Yes: {body.display_name} answers for information about {asked.people.name}.",
            f"Yes: {body.display_name} answers for it.",
            "Yes: this body answers for it.",
        ),
        "Yes.",
        tuple(mine),
    )


def _contact(contact: RightsContact) -> Proof:
    facts = []
    for role in contact.roles:
        told = f"{role.role.name} of {role.scope or 'this information'}."
        facts.append(Fact(" ".join((told, *role.essences)), role.entries, (), role.is_inferred))
    return Proof(
        contact.organisation.name, tuple(facts), contact.organisation, ORGANISATION, contact
    )


def _is_part(right: MergedRight) -> bool:
    """Whether a right goes for some of what is held and not for all of it."""
    return bool(right.only_where or right.not_for or right.only_for)


def _right(item: MergedRight, asked: Inquiry) -> Proof:
    entries = tuple(
        EntryReference(entry.reference, entry.title)
        for entry in asked.relevant
        if any(right.code == item.right.code for right in entry.rights)
    )
    only = [
        f"In “{uses.entry.title}”, only where it is used to: {'; '.join(uses.purposes)}."
        for uses in item.only_where
    ]
    return Proof(item.right.name, (Fact(" ".join((item.right.explanation, *only)), entries),))


def _must_give(asked: Inquiry) -> tuple[Proof, ...]:
    answers = asked.content.providing
    facts = tuple(
        Fact(
            "" if each.is_gap else " ".join(filter(None, (f"{each.answer.name}.", each.detail))),
            each.entries,
            gap="whether people must give the information" if each.is_gap else "",
        )
        for each in answers
    )
    return (Proof("Whether you must give it", facts),) if facts else ()
