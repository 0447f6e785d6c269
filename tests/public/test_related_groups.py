"""The page of a group of people leads to entries that name a wider or a neighbouring group."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from ropa.models import DataHolding, PeopleCategory, RelatedGroup
from ropa.public.index import register_index
from ropa.public.subjects.related_groups import group_entries
from tests.factories import (
    approve,
    make_activity,
    make_data_category,
    make_notice,
    make_people_category,
    publish,
)

pytestmark = pytest.mark.django_db

PART_OF, OVERLAPS = RelatedGroup.Relation.PART_OF, RelatedGroup.Relation.OVERLAPS


def people(name: str, relation: str = "", group: PeopleCategory | None = None) -> PeopleCategory:
    row = make_people_category(code=name, name=name)
    if group:
        RelatedGroup.objects.create(people_category=row, relation=relation, group=group)
    return row


def publish_entry_about(*groups: PeopleCategory, title: str) -> None:
    entry = make_activity(title=title)
    for group in groups:
        DataHolding.objects.create(
            activity=entry, people_category=group, data_category=make_data_category()
        )
    approve(entry)
    publish(make_notice(entry))


def found(code: str) -> list[tuple[str, bool, list[str]]]:
    return [
        (group.people.code, group.is_whole, [entry.title for entry in group.entries])
        for group in group_entries(register_index(), code)
    ]


def test_what_a_group_is_part_of_leads_on_and_what_some_share_is_told_from_both_sides() -> None:
    # given
    everybody = people("everybody")
    children = people("children", PART_OF, everybody)
    pupils = people("pupils")
    leavers = people("leavers", PART_OF, children)
    RelatedGroup.objects.create(people_category=leavers, relation=OVERLAPS, group=pupils)
    for group in (everybody, children, pupils, leavers):
        publish_entry_about(group, title=f"About {group.name}")

    # then
    assert found("leavers") == [
        ("children", True, ["About children"]),
        ("everybody", True, ["About everybody"]),
        ("pupils", False, ["About pupils"]),
    ]
    assert found("pupils") == [("leavers", False, ["About leavers"])]
    assert found("children") == [
        ("everybody", True, ["About everybody"]),
        ("leavers", False, ["About leavers"]),
    ]


def test_an_entry_that_names_both_is_told_once_and_a_group_in_no_other_entry_without_any() -> None:
    children = people("children")
    leavers = people("leavers", PART_OF, children)
    RelatedGroup.objects.create(people_category=leavers, group=people("unnamed"))
    publish_entry_about(leavers, children, title="About both")

    assert found("leavers") == [("children", True, []), ("unnamed", True, [])]


def test_groups_that_are_part_of_each_other_end(client: Client) -> None:
    first = people("first")
    second = people("second", PART_OF, first)
    RelatedGroup.objects.create(people_category=first, relation=PART_OF, group=second)
    publish_entry_about(first, title="About first")
    publish_entry_about(second, title="About second")

    assert found("first") == [("second", True, ["About second"])]


def test_the_page_tells_what_it_does_not_bring_together(client: Client) -> None:
    children = people("children")
    leavers = people("leavers", PART_OF, children)
    publish_entry_about(leavers, title="Help for leavers")
    publish_entry_about(children, title="Help for children")

    page = client.get("/people/leavers/").content.decode()

    assert "You are also among" in page
    assert 'href="/people/children/"' in page
    below = page.partition('id="related"')[2]
    assert "Help for children" in below
    assert "Help for leavers" not in below
    assert 'id="related"' in client.get("/people/children/").content.decode()


def test_a_group_is_related_to_another_and_once() -> None:
    children = people("children")
    with pytest.raises(ValidationError, match="Choose another group than this one"):
        RelatedGroup(people_category=children, group=children).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        RelatedGroup.objects.create(people_category=children, group=children)
