"""What breaks the rules on data about children, and what mends it."""

from __future__ import annotations

from datetime import date

from ropa.models.grounds import LegalRegime, Sensitivity

from .cases import Case
from .complete import ENTRY, PEOPLE, changed, holding

PUPILS = changed(PEOPLE, code="pupils", name="pupils", are_children=True)
ABOUT_CHILDREN = changed(
    ENTRY,
    data_holdings=tuple(changed(holding(each), people=PUPILS) for each in Sensitivity),
)
CONSIDERED = changed(
    ABOUT_CHILDREN,
    children_considered_on=date(2026, 2, 5),
    children_considered_by="Head of early help",
)

CHILDREN_CASES = [
    Case("R25-1A", ABOUT_CHILDREN, says="say when that was considered", mended=CONSIDERED),
    Case(
        "R25-1A",
        changed(CONSIDERED, children_considered_by=" "),
        says="which office or role",
        mended=CONSIDERED,
    ),
    Case(
        "R25-1A",
        ABOUT_CHILDREN,
        mended=changed(ABOUT_CHILDREN, legal_regime=LegalRegime.LAW_ENFORCEMENT),
    ),
    *(
        Case(
            "R5-1d-children",
            changed(ENTRY, **{name: 12}),
            says="no group of children",
            mended=changed(ABOUT_CHILDREN, **{name: 12}),
        )
        for name in ("children_youngest", "children_oldest")
    ),
]
