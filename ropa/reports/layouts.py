"""The layouts of the record: which columns each has, and which entries stand in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ropa.documents.schema import ActivityDocument

from .columns import COLUMNS, ReportColumn
from .columns_grounds import falls_under_part_3
from .processor_columns import PROCESSOR_COLUMNS
from .section_61 import SECTION_61


@dataclass(frozen=True)
class Layout:
    """A layout, and the sheet of the workbook that it fills. Each entry stands in one of them."""

    sheet: str
    columns: tuple[ReportColumn, ...]
    keeps: Callable[[ActivityDocument], bool]


ARTICLE_30 = Layout(
    "Article 30 record",
    COLUMNS,
    lambda entry: not entry.is_processor and not falls_under_part_3(entry),
)
LAW_ENFORCEMENT = Layout(
    "Section 61 record",
    SECTION_61,
    lambda entry: not entry.is_processor and falls_under_part_3(entry),
)
PROCESSOR = Layout("Processor record", PROCESSOR_COLUMNS, lambda entry: entry.is_processor)
LAYOUTS = (ARTICLE_30, LAW_ENFORCEMENT, PROCESSOR)
