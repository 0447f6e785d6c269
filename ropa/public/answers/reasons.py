"""Why, and what allows it? How long?"""

from __future__ import annotations

from ropa.documents.merged.grounds import MergedPurpose
from ropa.documents.merged.safeguards import MergedRetention
from ropa.documents.wording import NOT_SAID, joined_names, lower_first

from ..subjects.listing import counted
from .holding import held_items, not_answering, nothing_about
from .inquiries import Answer, Fact, Inquiry, Proof, nothing
from .sentences import sentence, short_sentence


def why(asked: Inquiry) -> Answer:
    """Return what the information is used for, and what allows it."""
    mine = asked.of_controller()
    if none := nothing_about(asked) or _not_of_body(mine):
        return none
    purposes = mine.content.purposes
    if not purposes:
        gap = f"why {asked.held} is used"
        return Answer(sentence(f"{NOT_SAID}: {gap}.", f"{NOT_SAID}."), f"{NOT_SAID}.", gap=gap)
    bases = joined_names([*dict.fromkeys(map(_basis, purposes))], "or")
    first, more = purposes[0].statement, len(purposes) - 1
    number = counted(len(purposes), "purpose", "purposes")
    others = f", and for {more} more {'purpose' if more == 1 else 'purposes'}" if more else ""
    return Answer(
        sentence(
            f"{asked.held} is used to {first}{others}; what allows it: {bases}.",
            f"{asked.held} is used for {number}; what allows it: {bases}.",
            f"It is used for {number}; what allows it: {bases}.",
            f"It is used for {number}.",
        ),
        short_sentence(
            f"To {first}{others}", f"For {number}; what allows it: {bases}", f"For {number}"
        ),
        (*map(_purpose, purposes), *_conditions(mine)),
    )


def how_long(asked: Inquiry) -> Answer:
    """Return how long the information is kept. Rules are about what they cover, which is no kind of
    information of the record: they are told as they stand."""
    mine = asked.of_controller()
    if none := nothing_about(asked) or _not_of_body(mine):
        return none
    rules = mine.content.retention
    known = [rule for rule in rules if rule.sentences and not rule.to_be_supplied]
    proofs = tuple(map(_rule, rules))
    if not known:
        gap = f"how long information about {asked.people.name} is kept"
        told = sentence(f"{NOT_SAID}: {gap}.", f"{NOT_SAID}: how long it is kept.")
        return Answer(told, f"{NOT_SAID}.", proofs, gap=gap)
    gap = "how long some of it is kept" if len(known) < len(rules) else ""
    covers, period = known[0].covers, lower_first(known[0].sentences[0])
    if len(rules) == 1:
        within = f"In the records with {asked.data.name}: {covers}, {period}" if asked.data else ""
        ways = (*filter(None, (within,)), f"{covers}: {period}", period)
        return Answer(sentence(*ways), short_sentence(period), proofs, gap=gap)
    depends = f"It depends on what it is: there are {len(rules)} rules"
    if asked.data:
        depends = f"The records with {asked.data.name} have {len(rules)} rules for it"
    return Answer(
        sentence(
            f"{depends}; for example, {covers}: {period}",
            f"{depends}.",
            f"It depends on what it is: there are {len(rules)} rules.",
        ),
        short_sentence(f"It depends; {covers}: {period}", "It depends on what it is."),
        proofs,
        gap=gap,
    )


def _not_of_body(mine: Inquiry) -> Answer | None:
    """That the body asked about answers for nothing here; nothing where none is asked about."""
    return nothing(not_answering(mine)) if mine.body and not mine.relevant else None


def _basis(purpose: MergedPurpose) -> str:
    return lower_first(purpose.lawful_basis.name.partition(":")[0])


def _purpose(purpose: MergedPurpose) -> Proof:
    told = [f"What allows it: {purpose.lawful_basis.name}."]
    if purpose.interest:
        told.append(f"The interest: {purpose.interest}")
    told += [note if note.endswith(".") else f"{note}." for note in purpose.notes]
    fact = Fact(" ".join(told), purpose.entries, purpose.provisions, purpose.is_inferred)
    return Proof(f"To {purpose.statement}", (fact,))


def _conditions(asked: Inquiry) -> tuple[Proof, ...]:
    """Why information that the law protects more may be used, of the kinds that are held."""
    kinds = {item.category.sensitivity.code for item in held_items(asked)}
    return tuple(
        Proof(
            f"For {lower_first(condition.covers.name)}",
            (
                Fact(
                    " ".join((f"{joined_names(condition.names)}.", *condition.explanations)),
                    condition.entries,
                    (),
                    condition.is_inferred,
                ),
            ),
        )
        for condition in asked.content.conditions
        if condition.covers.code in kinds
    )


def _rule(rule: MergedRetention) -> Proof:
    fact = Fact(
        " ".join(rule.sentences), rule.entries, (), rule.is_inferred, gap=rule.to_be_supplied
    )
    return Proof(rule.covers, (fact,))
