"""A law, a ground or a power stands in public beside the fact that it is recorded for, and nowhere
else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction

from ropa.documents.build import activity_document
from ropa.documents.notices import notice_document
from ropa.models import (
    Condition,
    Disclosure,
    Notice,
    ProcessingActivity,
    Purpose,
    RetentionRule,
    Version,
)
from ropa.models.grounds import Article9, LawfulBasis, Schedule1, Sensitivity
from ropa.public.changes import SubjectPages
from ropa.public.pdf.pages import page_of
from tests.factories import (
    frozen,
    make_activity,
    make_agreement,
    make_legislation,
    make_notice,
    make_organisation,
    make_power,
    make_provision,
    make_regime,
    make_section,
)
from tests.reports.paper.printed import html_of

from .addresses import every_page

# The grounds of each of two entries, a purpose for each.
BASES = (
    (LawfulBasis.CONTRACT, LawfulBasis.VITAL_INTERESTS),
    (LawfulBasis.LEGAL_OBLIGATION, LawfulBasis.PUBLIC_TASK),
)
LAW_OF_REGIME = "law of the regime"
VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


@dataclass(frozen=True)
class Recorded:
    """Something that is recorded: the words that tell it, and the law that is recorded for it."""

    words: str
    law: tuple[str, ...] = ()


class Words:
    """Words that stand nowhere else, each once."""

    def __init__(self) -> None:
        self.facts: list[Recorded] = []
        self._count = 0

    def fact(self, *law: str) -> str:
        """Return the words of a new fact for which the law is recorded."""
        self.facts.append(Recorded(self._next("fact"), law))
        return self.facts[-1].words

    def law(self) -> str:
        return self._next("law")

    def _next(self, kind: str) -> str:
        self._count += 1
        return f"{kind}{self._count:03d}x"


@dataclass
class Element:
    """An element of a page, with what stands in it."""

    tag: str
    attributes: dict[str, str]
    within: Element | None
    pieces: list[str | Element] = field(default_factory=list)

    def __str__(self) -> str:
        return " ".join(map(str, self.pieces))

    def pieces_below(self) -> Iterator[tuple[Element, str]]:
        """Yield each piece of text with the element that it stands in."""
        for piece in self.pieces:
            if isinstance(piece, Element):
                yield from piece.pieces_below()
            else:
                yield self, piece


class Page(HTMLParser):
    """A page as a tree."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self._inmost = Element("", {}, None)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        element = Element(tag, given, self._inmost)
        self._inmost.pieces.append(element)
        if tag not in VOID:
            self._inmost = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Nothing stands in it."""

    def handle_endtag(self, tag: str) -> None:
        element = self._inmost
        while element.tag != tag and element.within:
            element = element.within
        self._inmost = element.within or element

    def handle_data(self, data: str) -> None:
        self._inmost.pieces.append(data)


def provision(words: Words) -> tuple[Any, str]:
    law = words.law()
    return make_provision(legislation=make_legislation(title=f"Example {law} Act")), law


def add_facts(activity: ProcessingActivity, words: Words, bases: tuple[LawfulBasis, ...]) -> None:
    """Give an entry facts of each kind that may name a law, and others of its kind that name
    another or none."""
    activity.purposes.all().delete()
    for basis in bases:
        where, law = provision(words)
        grounds = (law, str(basis.label).casefold())
        purpose = Purpose.objects.create(
            activity=activity, statement=f"do {words.fact(*grounds)}", lawful_basis=basis
        )
        purpose.provisions.add(where)
    for has_gateway in (True, True, False):
        where, law = provision(words)
        name = words.law()
        Disclosure.objects.create(
            activity=activity,
            recipient=make_organisation(),
            purpose=words.fact(law, name) if has_gateway else words.fact(),
            gateway=make_power(name=name, provision=where, kind="share") if has_gateway else None,
            under_agreement=make_agreement(provision=provision(words)[0], kind="sharing"),
        )
    for _ in range(2):
        make_power_use(words, activity.power_uses.create)
    for covers, chosen in (
        (Sensitivity.SPECIAL, {"article_9": Article9.SUBSTANTIAL_PUBLIC_INTEREST}),
        (Sensitivity.CRIMINAL, {"schedule_1": Schedule1.FRAUD}),
    ):
        labels = [str(each.label).casefold() for each in chosen.values()]
        Condition.objects.create(
            activity=activity, covers=covers, explanation=words.fact(*labels), **chosen
        )
    RetentionRule.objects.create(activity=activity, covers=words.fact(), minimum_period="P2Y")


def make_power_use(words: Words, make: Callable[..., object]) -> None:
    """Make the use of a power, applied through another law, with an offence under a third."""
    (giving, gives), (applying, applies), (punishing, punishes) = (
        provision(words) for _ in range(3)
    )
    offence = make_power(provision=punishing, kind="offence")
    name = words.fact(gives, applies, punishes)
    held = make_power(name=name, provision=giving, enforced_by=offence)
    make(power=held, held_by=make_organisation(), applied_through=applying)


@dataclass(frozen=True)
class Told:
    """What is recorded, and every public page that tells of it."""

    facts: tuple[Recorded, ...]
    entries: tuple[Recorded, ...]
    pages: dict[str, str]


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Told]:
    """Made once. The checks are not asked: some grounds would not stand together."""
    with django_db_blocker.unblock(), transaction.atomic():
        words = Words()
        activities = [make_activity(), make_activity()]
        for activity, bases in zip(activities, BASES, strict=True):
            add_facts(activity, words, bases)
        notice = make_notice(*activities)
        make_section(notice, activities[1])
        regime = make_regime(section=notice.sections.all()[1])
        for _ in range(2):
            make_power_use(words, regime.powers.create)
        regime.law.add(make_provision(legislation=make_legislation(title=f"{LAW_OF_REGIME} Act")))
        for activity in activities:
            frozen(activity, activity_document(activity))
        frozen(notice, notice_document(Notice.objects.get(pk=notice.pk)))
        caches["memory"].clear()
        entries = tuple(
            Recorded(activity.reference, tuple(str(basis.label).casefold() for basis in bases))
            for activity, bases in zip(activities, BASES, strict=True)
        )
        yield Told(tuple(words.facts), entries, every_page() | printed())
        transaction.set_rollback(True)
    caches["memory"].clear()


def printed() -> dict[str, str]:
    """What is typeset as PDF, by what it is."""
    newest = Version.objects.newest()
    of_subjects = {
        f"PDF of {version.subject}": page_of(
            version, SubjectPages.of(version.subject), "https://example.org"
        )
        for version in newest
    }
    return of_subjects | {"PDF of the register": html_of()}


def misplaced(page: str, told: Told) -> Iterator[str]:
    """Yield each law that stands beside another fact than its own, with what is beside it."""
    known = {law for fact in told.facts for law in fact.law}
    for element, text in Page(page).root.pieces_below():
        for law in known:
            if law not in text.casefold():
                continue
            entry = listed_entry(element, told.entries)
            beside = [entry] if entry else facts_beside(element, told.facts)
            if not all(law in fact.law for fact in beside):
                yield f"{law} by {sorted(fact.words for fact in beside)}"


def facts_beside(element: Element | None, facts: tuple[Recorded, ...]) -> list[Recorded]:
    """The facts that stand in the smallest element round a text that tells any."""
    while element is not None:
        all_of_it = str(element).casefold()
        if found := [fact for fact in facts if fact.words in all_of_it]:
            return found
        element = element.within
    return []


def listed_entry(element: Element | None, entries: Iterable[Recorded]) -> Recorded | None:
    """The entry that a row of a list of entries is about, if the element stands in one: the row
    tells of the entry as a whole."""
    while element is not None:
        if element.tag == "tr":
            row = str(element).strip()
            return next((entry for entry in entries if row.startswith(entry.words)), None)
        element = element.within
    return None


pytestmark = [pytest.mark.django_db, pytest.mark.engine_free]


def test_a_law_stands_by_the_fact_that_it_is_recorded_for(told: Told) -> None:
    wrong = {
        address: found
        for address, page in told.pages.items()
        if (found := sorted(set(misplaced(page, told))))
    }
    assert wrong == {}, "name a law where it is recorded for that very fact"


def test_lists_of_entries_name_the_grounds_of_each(told: Told) -> None:
    for address in ("/register/", "PDF of the register"):
        found = {
            (entry, text.casefold())
            for element, text in Page(told.pages[address]).root.pieces_below()
            if text.casefold() in {law for each in told.entries for law in each.law}
            and (entry := listed_entry(element, told.entries))
        }
        assert found == {(entry, basis) for entry in told.entries for basis in entry.law}


def test_a_law_that_is_recorded_is_told(told: Told) -> None:
    whole = "\n".join(told.pages.values()).casefold()
    assert [law for fact in told.facts for law in fact.law if law not in whole] == []
    assert {re.split(r"[/ ]", address.strip("/"))[0] for address in told.pages} >= {
        "PDF",
        "data",
        "inspections",
        "law",
        "notices",
        "organisations",
        "people",
        "register",
    }


def test_the_law_of_inspections_as_a_whole_stands_in_the_list_of_it(told: Told) -> None:
    placed = {
        element.within.within.attributes.get("aria-labelledby")
        for address, page in told.pages.items()
        if address.startswith("/inspections/")
        for element, text in Page(page).root.pieces_below()
        if LAW_OF_REGIME in text and element.within and element.within.within
    }
    assert placed == {"law"}
