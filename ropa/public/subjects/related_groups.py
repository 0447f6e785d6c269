"""The groups to which the people of a page belong as well, and what the record says of those."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ropa.documents.merged.entries import EntryReference
from ropa.documents.schema import PeopleDocument, Term
from ropa.models import RelatedGroup

from ..index import PEOPLE, RegisterIndex

Relation = RelatedGroup.Relation


@dataclass(frozen=True)
class GroupEntries:
    """A group that people of a page belong to as well, or may, and the entries that name it and
    not these people themselves."""

    people: Term
    is_whole: bool
    entries: tuple[EntryReference, ...]


@dataclass(frozen=True)
class OtherGroup:
    """A group that people belong to as well: all of them if it `is_whole`, or some."""

    people: Term
    is_whole: bool


def other_groups(index: RegisterIndex, code: str) -> tuple[OtherGroup, ...]:
    """Return the other groups of the people with a code, those they all belong to first.

    A group that is part of another leads on to what that one is part of. Groups that some are in
    are told from both sides; one of them leads no further. Raises `KeyError` for an unknown code.
    """
    known = index.names.people
    whole = _wider_groups(known, code)
    some = _related(known[code], Relation.OVERLAPS) | {
        other: Term(code=other, name=known[other].name)
        for other in sorted(known, key=lambda each: known[each].name.casefold())
        if code in _all_related(known[other])
    }
    groups = whole | {key: some[key] for key in some if key not in whole}
    return tuple(OtherGroup(group, other in whole) for other, group in groups.items())


def group_entries(index: RegisterIndex, code: str) -> tuple[GroupEntries, ...]:
    """Return the same groups, each with the entries that name it and not these people. Takes a
    query for each group."""
    groups = other_groups(index, code)
    own = set(index.references_to(PEOPLE, code)) if groups else set()
    return tuple(
        GroupEntries(
            group.people,
            group.is_whole,
            tuple(
                entry
                for entry in index.entry_references(PEOPLE, group.people.code)
                if entry.reference not in own
            ),
        )
        for group in groups
    )


def _wider_groups(known: Mapping[str, PeopleDocument], code: str) -> dict[str, Term]:
    found: dict[str, Term] = {}
    to_visit = [code]
    while to_visit:
        visited = to_visit.pop()
        wider = _related(known[visited], Relation.PART_OF) if visited in known else {}
        for other, group in wider.items():
            if other != code and other not in found:
                found[other] = group
                to_visit.append(other)
    return found


def _all_related(people: PeopleDocument) -> dict[str, Term]:
    return {related.group.code: related.group for related in people.related_groups}


def _related(people: PeopleDocument, relation: str) -> dict[str, Term]:
    return {
        related.group.code: related.group
        for related in people.related_groups
        if related.relation.code == relation
    }
