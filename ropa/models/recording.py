"""The history of rows: what django-simple-history keeps, made with less work."""

from __future__ import annotations

from functools import cache
from typing import Any, override

from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords


class RecordManager(HistoryManager):
    """Its class with the queries is made once, and not each time that `.history` is asked for."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: Any, class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class Records(HistoricalRecords):
    """Writes each change of a row: who, when, from what to what."""

    def __init__(self, **options: Any) -> None:
        super().__init__(history_manager=RecordManager, **options)

    @override
    def create_historical_record_m2ms(self, history_instance: Any, instance: Any) -> None:
        # A row that was just made points at no shared rows yet: that they are added is a change.
        if history_instance.history_type != "+":
            super().create_historical_record_m2ms(history_instance, instance)
