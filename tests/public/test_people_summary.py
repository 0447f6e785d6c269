"""The summary on the page of a group of people."""

from __future__ import annotations

from ropa.documents.merged.flows import DataItem, MergedRecipient
from ropa.documents.merged.rights import MergedRight, MergedRights
from ropa.documents.merged.safeguards import MergedRetention
from ropa.documents.schema import DataCategoryDocument, RightDocument, Term
from ropa.public.subjects.people_summary import PeopleSummary, people_summary
from tests.checks.complete import BODY

NO_RIGHTS = MergedRights((), (), ())


def item(name: str, sensitivity: str = "ordinary") -> DataItem:
    category = DataCategoryDocument(
        code=name, name=name, description="", sensitivity=Term(code=sensitivity, name=sensitivity)
    )
    return DataItem(category, (), ())


def recipient(name: str) -> MergedRecipient:
    return MergedRecipient(Term(code=name, name=name), (), ())


def merged_retention(covers: str, *sentences: str, gap: str = "") -> MergedRetention:
    return MergedRetention(covers, sentences, gap, ())


def right(name: str) -> MergedRight:
    return MergedRight(RightDocument(code="c", name=name, explanation="", citation=""), "")


def test_few_things_are_named() -> None:
    assert people_summary(
        (item("names"), item("health", "special")),
        (recipient("the police"),),
        (merged_retention("files", "At least 3 years.", "Then it is destroyed."),),
        MergedRights((right("See it"), right("Object")), (), ()),
    ) == PeopleSummary(
        data_held="Health and names.",
        sharing="The police.",
        retention="At least 3 years.",
        rights="See it and object.",
    )


def test_of_many_things_the_most_private_are_named_and_the_rest_counted() -> None:
    short = people_summary(
        (item("a"), item("b"), item("crime", "criminal"), item("health", "special")),
        tuple(map(recipient, "abcde")),
        (
            merged_retention("Photographs", gap="How long."),
            merged_retention("Files", "At least 3 years."),
        ),
        MergedRights(tuple(map(right, ("One", "Two", "Three", "Four"))), (), ()),
    )

    assert short.data_held == "4 kinds of information, among them crime, health and a."
    assert short.sharing == "5 recipients, among them a, b and c."
    assert short.retention == "It depends on what it is. For example, files: at least 3 years."
    assert short.rights == "One, two and three."


def test_what_is_not_known_is_empty() -> None:
    assert people_summary(
        (), (), (merged_retention("files", gap="How long."),), NO_RIGHTS
    ) == PeopleSummary("", "", "", "")


def test_nobody_outside_is_not_said_where_somebody_works_on_it_for_others() -> None:
    # when
    short = people_summary((item("names"),), (), (), NO_RIGHTS, (BODY,))
    # then
    assert short.sharing == "Those who work on it for others: The Body."
