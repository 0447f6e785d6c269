"""The places where a row is used, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.apps import apps
from django.db.models import PROTECT, CharField, Count, Model, Q, TextField

from ropa.models import Decision, Notice, Organisation, ProcessingActivity, Version
from ropa.models.base import Part, Recorded, ReferenceRow

from .links import page_url, part_url


@dataclass(frozen=True)
class Use:
    """A place where a row is used, once or several times. `url` leads to the first time.

    `page` is the row on whose page the place is.
    """

    owner: str
    place: str
    url: str
    page: Model
    times: int = 1


def uses_of(row: Model) -> list[Use]:
    """Return every place that points at `row` and would be broken if it went."""
    found: dict[tuple[str, str], Use] = {}
    for relation in _relations(type(row)):
        for user in _users(relation, row):
            use = _use(user, relation.field)
            before = found.get((use.owner, use.place))
            found[use.owner, use.place] = replace(before, times=before.times + 1) if before else use
    if _is_regulator(row):
        for notice in Notice.objects.all():
            use = Use(_in_words(notice), "the regulator it names", page_url(notice), notice)
            found[use.owner, use.place] = use
    return [found[key] for key in sorted(found)]


def use_counts(model: type[Model], rows: Iterable[Model]) -> Counter[int]:
    """Return how often each row is used, by primary key: one query for each kind of use."""
    rows = list(rows)
    keys = [row.pk for row in rows]
    counts: Counter[int] = Counter()
    for relation in _relations(model):
        name = relation.field.name
        users = relation.related_model._base_manager.filter(**{f"{name}__in": keys})
        for key, number in users.order_by().values_list(name).annotate(Count("pk")):
            if key in keys:
                counts[key] += number
    for row in filter(_is_regulator, rows):
        counts[row.pk] += Notice.objects.count()
    return counts


def prose_naming(row: Model) -> list[Use]:
    """Return every text of an entry, a notice or a shared row that names `row` in its own words.

    No replacement reaches these: somebody has to write them anew.
    """
    names = [getattr(row, name, "") for name in ("name", "short_name", "title")]
    names = [name for name in names if name]
    if not names:
        return []
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
    found: dict[tuple[str, str], Use] = {}
    for model in apps.get_models():
        if issubclass(model, (Part, ReferenceRow, ProcessingActivity, Notice)):
            for user, field in _naming(model, names, whole):
                if user != row and getattr(user, "organisation", None) != row:
                    use = _prose_use(user, field)
                    found.setdefault((use.owner, use.place), use)
    return [found[key] for key in sorted(found)]


def _naming(
    model: type[Recorded], names: list[str], whole: re.Pattern[str]
) -> Iterator[tuple[Any, Any]]:
    fields = [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and not field.unique
    ]
    asked = Q()
    for field in fields:
        for name in names:
            asked |= Q(**{f"{field.name}__icontains": name})
    rows: Any = model._default_manager.filter(asked) if fields else []
    if issubclass(model, Part) and fields:
        rows = rows.select_related(model.owner_field)
    for row in rows:
        for field in fields:
            if whole.search(getattr(row, field.name)):
                yield row, field


def _prose_use(row: Any, field: Any) -> Use:
    place = str(field.verbose_name)
    if isinstance(row, Part):
        owner = getattr(row, row.owner_field)
        return Use(str(owner), f"{row._meta.verbose_name}, {place}", part_url(row), owner)
    return Use(str(row), place, page_url(row), row)


def _relations(model: type[Model]) -> Iterator[Any]:
    """What points at a model and must not lose what it points at.

    A many-to-many link would go without a word: Django protects rows, not links.
    """
    for relation in model._meta.related_objects:
        if relation.many_to_many or relation.on_delete is PROTECT:
            yield relation


def _users(relation: Any, row: Model) -> Iterable[Model]:
    users = relation.related_model._base_manager.filter(**{relation.field.name: row})
    model = relation.related_model
    if issubclass(model, Part):
        users = users.select_related(model.owner_field)
    return users


def _is_regulator(row: Model) -> bool:
    """Say whether every notice names the row without pointing at it: UK GDPR Article 13(2)(d)."""
    return isinstance(row, Organisation) and row.is_regulator


def _use(user: Any, field: Any) -> Use:
    if isinstance(user, Version):
        return Use(str(user.subject), f"version {user.number}", page_url(user), user)
    if isinstance(user, Decision):
        place = f"the decision “{user.get_kind_display()}”"
        return Use(str(user.subject), place, page_url(user.subject, "history"), user.subject)
    if isinstance(user, Part):
        owner = getattr(user, user.owner_field)
        return Use(str(owner), _place(user, field), part_url(user), owner)
    return Use(_in_words(user), str(field.verbose_name), page_url(user), user)


def _in_words(user: Any) -> str:
    name = user.noun if isinstance(user, Notice) else str(user._meta.verbose_name)
    return f"{name[:1].upper()}{name[1:]} “{user}”"


def _place(part: Part, field: Any) -> str:
    kind = str(part._meta.verbose_name)
    ways = [
        other
        for other in (*part._meta.concrete_fields, *part._meta.many_to_many)
        if other.related_model is field.related_model
    ]
    # Where a part can point at such a row in several ways, its kind alone does not say which.
    return f"{kind}, {field.verbose_name}" if len(ways) > 1 else kind
