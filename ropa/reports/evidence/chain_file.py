"""The chain of versions and the decisions as files: a line of canonical JSON each, oldest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model

from ropa.documents.canonical import canonical_json
from ropa.models import Decision, FrozenHistory, Version


class NotAVersionRow(ValueError):
    """A line does not hold a row of the chain or a decision."""


def line_of(row: Model) -> bytes:
    """Return every column of a row as a line, by the name of the column; instants are in UTC."""
    fields = {
        field.attname: _json_value(getattr(row, field.attname)) for field in _columns(type(row))
    }
    return f"{canonical_json(fields)}\n".encode()


def version_of(line: bytes) -> Version:
    """Return the version that a line holds, with no decision yet. Raises `NotAVersionRow`."""
    version = _row(Version, line)
    # Whoever asks is not to look for one in the database of another machine.
    version._state.fields_cache["decision"] = None
    return version


def decision_of(line: bytes) -> Decision:
    """Return the decision that a line holds. Raises `NotAVersionRow`."""
    return _row(Decision, line)


def with_decisions(versions: Iterable[Version], decisions: Iterable[Decision]) -> Iterator[Version]:
    """Yield versions, each with the decision that made it, if there is one."""
    made = {each.version_id: each for each in decisions if each.version_id is not None}
    for version in versions:
        version._state.fields_cache["decision"] = made.get(version.sequence)
        yield version


def with_history(versions: Iterable[Version], lines: Iterable[bytes]) -> Iterator[Version]:
    """Yield versions, each with the history that was frozen with it, if there is one. Raises
    `NotAVersionRow` unless there are as many histories as versions that have one."""
    texts = (line.decode().removesuffix("\n") for line in lines)
    for version in versions:
        frozen = None
        if version.history_digest:
            text = next(texts, None)
            frozen = None if text is None else FrozenHistory(version_id=version.pk, text=text)
        version._state.fields_cache["frozen_history"] = frozen
        yield version
    if next(texts, None) is not None:
        raise NotAVersionRow("A history belongs to no version.")


def _row[M: Model](model: type[M], line: bytes) -> M:
    columns = {field.attname: field for field in _columns(model)}
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict) or fields.keys() != columns.keys():
            raise ValueError
        values = [_value(field, fields[name]) for name, field in columns.items()]
    except (ValueError, TypeError, RecursionError) as error:
        raise NotAVersionRow(
            f"A line does not hold the columns of a {model._meta.verbose_name}."
        ) from error
    return model.from_db("default", list(columns), values)


def _columns(model: type[Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def _json_value(value: Any) -> Any:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def _value(field: Any, value: Any) -> Any:
    wanted: dict[str, tuple[type, ...]] = {
        "BooleanField": (bool,),
        "TextField": (str,),
        "CharField": (str,),
        "DateTimeField": (str,),
    }
    kinds = wanted.get(field.get_internal_type(), (int,))
    if value is None and field.null:
        return None
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise TypeError(field.attname)
    if field.get_internal_type() != "DateTimeField":
        return value
    instant = datetime.fromisoformat(str(value))
    if instant.tzinfo is None:
        raise ValueError(field.attname)
    return instant
