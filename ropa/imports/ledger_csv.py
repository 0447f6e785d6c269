"""The ledger of a file as a table of its own, to work through beside the spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from ropa.tables.formula_escaping import escaped

from .ledger import Fate, LedgerLine

HEADER = ("Sheet", "Row", "Column", "Title", "It says", "What became of it", "How")
FATES = {
    Fate.UNDERSTOOD: "Understood",
    Fate.KEPT: "Kept in words",
    Fate.NOT_USED: "Not used",
}
# What tells spreadsheets that the text is UTF-8.
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"


def ledger_csv(lines: Iterable[LedgerLine]) -> Iterator[str]:
    """Yield the lines as comma-separated text, below a header. What could be taken for a formula
    is guarded."""
    yield _BYTE_ORDER_MARK + _line(HEADER)
    for line in lines:
        yield _line(
            (
                line.sheet,
                str(line.row),
                line.column,
                line.title,
                line.value,
                FATES[line.fate],
                line.how,
            )
        )


def _line(cells: Iterable[str]) -> str:
    written = StringIO()
    csv.writer(written).writerow(map(escaped, cells))
    return written.getvalue()
