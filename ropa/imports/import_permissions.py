"""Check whether a person may make the changes that a file makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Model

from ropa import permissions
from ropa.models import ContactPoint, Team
from ropa.models.base import Part
from ropa.models.combined_queries import IdIn

from .items import PreparedRow
from .problems import Problems


class _Question(NamedTuple):
    """May they do this to the row? `column` is the field it is about, if it is about one."""

    verb: str
    subject: Model
    item: PreparedRow
    column: str = ""


class ImportPermissions:
    """Asks for one person (`by`); each answer is kept, so that the number of queries grows with
    the teams and the kinds of rows, not with the rows."""

    def __init__(self, by: User, problems: Problems) -> None:
        self._by = by
        self._problems = problems
        self._of_kind = cache(lambda verb, model: permissions.may(by, verb, model))
        self._team_name = cache(lambda key: Team.objects.get(pk=key).name)
        self._to_add: dict[tuple[type[Model], Any], permissions.Verdict] = {}
        self._beyond: dict[tuple[str, type[Model]], permissions.Verdict] = {}

    def refuse(self, items: Iterable[PreparedRow]) -> None:
        """Tell of each row that the person may not create or change as the file says, and why.

        Ask before anything is stored: what a person may change follows from the rows as they are.
        """
        questions = [question for item in items for question in _questions(item)]
        reached = self._reached(questions)
        for verb, subject, item, column in questions:
            answer = self._answer(verb, subject, reached)
            if not answer:
                self._problems.rank = item.rank
                value = item.resolved.written.get(column)
                says = f"{answer.reason}{self._which_team(verb, subject)}"
                self._problems.add(item.place, column, value, says)

    def _which_team(self, verb: str, subject: Model) -> str:
        """The team whose row is refused, unless no row of its kind may be touched."""
        team = getattr(subject, "team_id", None)
        if team is None or not self._of_kind(verb, type(subject)):
            return ""
        return f" The team is “{self._team_name(team)}”."

    def _reached(self, questions: Iterable[_Question]) -> dict[type[Model], set[Any]]:
        """The keys of the rows that are within the person's reach, by kind."""
        asked: dict[type[Model], set[Any]] = defaultdict(set)
        for verb, subject, *_ in questions:
            if verb != "add":
                asked[type(subject)].add(subject.pk)
        return {
            model: set(
                permissions.rows(
                    self._by, model._default_manager.filter(IdIn("pk", keys))
                ).values_list("pk", flat=True)
            )
            for model, keys in asked.items()
        }

    def _answer(
        self, verb: str, subject: Model, reached: dict[type[Model], set[Any]]
    ) -> permissions.Verdict:
        model = type(subject)
        if verb == "add":
            belongs = "organisation_id" if model is ContactPoint else "team_id"
            key = model, getattr(subject, belongs, None)
            if key not in self._to_add:
                self._to_add[key] = permissions.may(self._by, verb, subject)
            return self._to_add[key]
        if subject.pk in reached[model]:
            return self._of_kind(verb, model)
        if (verb, model) not in self._beyond:
            self._beyond[verb, model] = permissions.may(self._by, verb, subject)
        return self._beyond[verb, model]


def _questions(item: PreparedRow) -> Iterator[_Question]:
    """What is to be asked of a row of a file. Whoever may change a row may change its parts, but
    for contact points, which are asked of themselves."""
    contacts = [part for part in item.own_parts() if type(part.instance) is ContactPoint]
    subject = item.instance
    changed = item.is_changed or _parts_change(item)
    if isinstance(subject, Part):
        # Of one whose owner cannot be found, that is told.
        owned = getattr(subject, f"{subject.owner_field}_id") is not None
        if owned and (item.is_new or changed):
            yield _Question("change", getattr(subject, subject.owner_field), item)
    elif item.is_new:
        yield _Question("add", subject, item)
    elif changed:
        yield _Question("change", subject, item)
        if "team" in item.differs:
            yield _Question("add", subject, item, "team")
    for part in contacts:
        if part.is_new or part.is_changed:
            yield _Question("add" if part.is_new else "change", part.instance, part)
    for surplus in _surplus_contacts(item):
        yield _Question("delete", surplus, item)


def _parts_change(item: PreparedRow) -> bool:
    """Whether parts other than contact points change."""
    return any(
        item.surplus[name] or any(_changes(part) for part in parts)
        for name, parts in item.parts.items()
        if item.shape.parts[name].model is not ContactPoint
    )


def _changes(part: PreparedRow) -> bool:
    return part.is_new or part.is_changed or _parts_change(part)


def _surplus_contacts(item: PreparedRow) -> Iterator[Model]:
    for name, surplus in item.surplus.items():
        if item.shape.parts[name].model is ContactPoint:
            yield from surplus
