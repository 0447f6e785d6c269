"""The summary on the page of a group of people."""

from __future__ import annotations

from ropa.documents.merged.flows import DataItem, Recipient
from ropa.documents.merged.rights import Right, Rights
from ropa.documents.merged.safeguards import Retention
from ropa.documents.schema import DataCategoryDocument, RightDocument, Term
from ropa.public.subjects.people_summary import PeopleSummary, people_summary

NO_RIGHTS = Rights((), (), ())


def item(name: str, sensitivity: str = "ordinary") -> DataItem:
    category = DataCategoryDocument(
        code=name, name=name, description="", sensitivity=Term(code=sensitivity, name=sensitivity)
    )
    return DataItem(category, (), ())


def recipient(name: str) -> Recipient:
    return Recipient(Term(code=name, name=name), (), ())


def kept(covers: str, *sentences: str, gap: str = "") -> Retention:
    return Retention(covers, sentences, gap, ())


def right(name: str) -> Right:
    return Right(RightDocument(code="c", name=name, explanation="", citation=""), "")


def test_few_things_are_named() -> None:
    assert people_summary(
        (item("names"), item("health", "special")),
        (recipient("the police"),),
        (kept("files", "At least 3 years.", "Then it is destroyed."),),
        Rights((right("See it"), right("Object")), (), ()),
    ) == PeopleSummary(
        held="Health and names.",
        shared="The police.",
        kept="At least 3 years.",
        rights="See it and object.",
    )


def test_of_many_things_the_most_private_are_named_and_the_rest_counted() -> None:
    short = people_summary(
        (item("a"), item("b"), item("crime", "criminal"), item("health", "special")),
        tuple(map(recipient, "abcde")),
        (
            kept("Photographs", gap="How long."),
            kept("Files", "At least 3 years."),
        ),
        Rights(tuple(map(right, ("One", "Two", "Three", "Four"))), (), ()),
    )

    assert short.held == "4 kinds of information, among them crime, health and a."
    assert short.shared == "5 recipients, among them a, b and c."
    assert short.kept == "It depends on what it is. For example, files: at least 3 years."
    assert short.rights == "One, two and three."


def test_what_is_not_known_is_empty() -> None:
    assert people_summary((), (), (kept("files", gap="How long."),), NO_RIGHTS) == PeopleSummary(
        "", "", "", ""
    )
