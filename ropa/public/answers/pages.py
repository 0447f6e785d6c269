"""The pages of answers: each question about a group of people, alone or crossed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page
from django.urls import reverse

from ropa.documents.rights_contacts import RightsContact
from ropa.documents.schema import (
    ActivityDocument,
    DataCategoryDocument,
    OrganisationDocument,
    PeopleDocument,
)
from ropa.documents.sections import MergedEntries
from ropa.documents.wording import NOT_SAID, joined_names

from ..index import DATA, ORGANISATION, PEOPLE, RegisterIndex
from ..subjects.listing import ListItem, counted
from ..subjects.related_groups import OtherGroup, other_groups
from .answering import answer
from .inquiries import Answer, Fact, Inquiry, Proof
from .questions import QUESTIONS, Question

# So many bodies are named as those who speak.
_NAMED = 4
# How a crossing is called in addresses, by what it is with.
CROSSINGS = {DATA: "information", ORGANISATION: "body"}


@dataclass(frozen=True)
class AnsweredQuestion:
    """A question about some people with its answer, and where that stands."""

    question: Question
    address: str
    answer: Answer


@dataclass(frozen=True)
class ShownProof:
    """What proves an answer, as a page shows it: of several facts the first where the name leads to
    all of them."""

    proof: Proof
    address: str
    facts: tuple[Fact, ...]

    @property
    def has_more(self) -> bool:
        return len(self.facts) < len(self.proof.facts)


@dataclass(frozen=True)
class AnswerPage:
    """What the page of an answer says.

    `title` is the question as it is asked here; `about` the information or the body that it is
    crossed with, and `others` are the other questions, crossed in the same way. What proves the
    answer leads to the crossing with it. `content` is what all entries on the page say of the
    people, crossed or not: what they can do follows from it.
    """

    people: PeopleDocument
    question: Question
    title: str
    speakers: str
    answer: Answer
    proofs: tuple[ShownProof, ...]
    part: Page
    content: MergedEntries
    others: tuple[ListItem, ...]
    kinds: tuple[ListItem, ...]
    related: tuple[tuple[OtherGroup, str], ...]
    about: DataCategoryDocument | OrganisationDocument | None = None

    @property
    def gap_beside(self) -> str:
        """What has not been said yet, where the answer itself does not tell it."""
        return "" if self.answer.sentence.startswith(NOT_SAID) else self.answer.gap

    @property
    def contact(self) -> RightsContact | None:
        """Who answers for the information and can be reached."""
        return next((each for each in self.content.rights_contacts if each.working), None)


def address_of_answer(people: str, question: Question, kind: str = "", code: str = "") -> str:
    """Return where the answer to a question about a group of people stands: about all, or about the
    information or the body with a code."""
    if not kind:
        return reverse("public:answer", args=[people, question.code])
    return reverse(f"public:answer-{CROSSINGS[kind]}", args=[people, question.code, code])


def answered(asked: Inquiry) -> tuple[AnsweredQuestion, ...]:
    """Return every question about some people with its answer."""
    code = asked.people.code
    return tuple(
        AnsweredQuestion(each, address_of_answer(code, each), answer(each, asked))
        for each in QUESTIONS
    )


def speakers(content: MergedEntries) -> str:
    """Return who says “we”, in a few words: of several bodies what people call them."""
    bodies = [each.organisation for each in content.rights_contacts]
    if len(bodies) == 1:
        return bodies[0].name
    names = [each.display_name for each in bodies]
    if len(names) > _NAMED:
        rest = counted(len(names) - _NAMED + 1, "other", "others")
        return joined_names([*names[: _NAMED - 1], rest])
    return joined_names(names)


def answer_page(
    index: RegisterIndex,
    people: PeopleDocument,
    question: Question,
    about: DataCategoryDocument | OrganisationDocument | None,
    page: str | None,
) -> AnswerPage:
    """Return the page of an answer. Of many entries it is made from as many as a page of a subject
    takes: `page` says which."""
    part, every = index.part(PEOPLE, people.code, page if about is None else None)
    entries: Sequence[ActivityDocument] = every
    kind = ""
    if about is not None:
        kind = DATA if isinstance(about, DataCategoryDocument) else ORGANISATION
        part, entries = index.part_of_both((PEOPLE, people.code), (kind, about.code), page)
    asked = Inquiry(
        people,
        entries,
        data=about if isinstance(about, DataCategoryDocument) else None,
        body=about if isinstance(about, OrganisationDocument) else None,
        is_part=part.has_other_pages(),
    )
    whole = Inquiry(people, every)
    told = answer(question, asked)

    def shown(proof: Proof) -> ShownProof:
        if proof.subject is None:
            return ShownProof(proof, "", proof.facts)
        code = proof.subject.code
        if about is not None:
            return ShownProof(proof, index.links.address(proof.kind, code), proof.facts)
        crossing = address_of_answer(people.code, question, proof.kind, code)
        return ShownProof(proof, crossing, proof.facts if proof.contact else proof.facts[:1])

    return AnswerPage(
        people=people,
        question=question,
        title=_title(question, about),
        speakers=speakers(whole.content),
        answer=told,
        proofs=tuple(map(shown, told.proofs)),
        part=part,
        content=whole.content,
        others=tuple(_others(people.code, question, kind, about)),
        kinds=tuple(_kinds(whole, question)),
        related=tuple(
            (
                group,
                address_of_answer(group.people.code, question, kind, about.code if about else ""),
            )
            for group in other_groups(index, people.code)
            # A group that nothing published names has no pages.
            if group.people.code in index.names.people
        ),
        about=about,
    )


def _title(question: Question, about: DataCategoryDocument | OrganisationDocument | None) -> str:
    if about is None:
        return question.text
    if isinstance(about, DataCategoryDocument):
        return question.crossed.format(about.name)
    return question.of_body.format(about.display_name)


def _others(
    people: str,
    question: Question,
    kind: str,
    about: DataCategoryDocument | OrganisationDocument | None,
) -> Iterable[ListItem]:
    for each in QUESTIONS:
        if each != question:
            code = about.code if about else ""
            yield ListItem(_title(each, about), address_of_answer(people, each, kind, code))


def _kinds(whole: Inquiry, question: Question) -> Iterable[ListItem]:
    """The kinds of information that are held, each leading to the question about it alone."""
    held = {
        holding.data.code: holding.data.name
        for entry in whole.relevant
        for holding in entry.data_holdings
        if holding.people.code == whole.people.code
    }
    for code, name in sorted(held.items(), key=lambda item: item[1].casefold()):
        yield ListItem(name, address_of_answer(whole.people.code, question, DATA, code))
