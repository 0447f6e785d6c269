"""By which key an entry or a notice is named in the read model."""

from __future__ import annotations

from collections.abc import Iterable

from ropa.models import Notice, ProcessingActivity
from ropa.models.attributed import Subject

_ENTRY, _NOTICE = "activity:", "notice:"


def key_of(subject: Subject) -> str:
    """Return the key of an entry or a notice."""
    return (entry_key if isinstance(subject, ProcessingActivity) else notice_key)(subject.pk)


def entry_key(number: int) -> str:
    """Return the key of the entry with this primary key."""
    return f"{_ENTRY}{number}"


def notice_key(number: int) -> str:
    """Return the key of the notice with this primary key."""
    return f"{_NOTICE}{number}"


def entry_keys_among(keys: Iterable[str]) -> list[str]:
    """Return those keys that are of entries."""
    return [key for key in keys if key.startswith(_ENTRY)]


def notice_keys_among(keys: Iterable[str]) -> list[str]:
    """Return those keys that are of notices."""
    return [key for key in keys if key.startswith(_NOTICE)]


def entries_among(keys: Iterable[str]) -> set[int]:
    """Return the primary keys of the entries that have one of these keys."""
    return {int(key.removeprefix(_ENTRY)) for key in entry_keys_among(keys)}


def notices_among(keys: Iterable[str]) -> set[int]:
    """Return the primary keys of the notices that have one of these keys."""
    return {int(key.removeprefix(_NOTICE)) for key in notice_keys_among(keys)}


def every_key() -> list[str]:
    """Return the keys of all entries and notices there are."""
    entries = ProcessingActivity.objects.order_by().values_list("pk", flat=True)
    notices = Notice.objects.order_by().values_list("pk", flat=True)
    return [*map(entry_key, entries), *map(notice_key, notices)]
