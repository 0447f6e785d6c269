"""Everything that inspections add to the register."""

from __future__ import annotations

from pathlib import Path

from ropa.api.extension_resources import ExtensionResources as Resources
from ropa.extensions import Extension
from ropa.public.areas import Area

from .agreement import remarks_on_entry
from .api import router
from .documents import ANNEX, regime_annexes
from .exporting import REGIMES
from .models import InspectionRegime
from .page_parts import KIND, regime_pages, regimes_involving
from .projections import REGIME_MENTIONS, REGIMES_IN_FORCE
from .published import any_regime_is_published

_FOLDER = Path(__file__).parent

INSPECTIONS = Extension(
    name="inspections",
    urls="inspections.urls",
    areas=(
        Area(
            name=KIND,
            view="inspections:regimes",
            about="Who inspects which services, under which powers, and who answers for the data.",
            has_pages=any_regime_is_published,
        ),
    ),
    projections=(REGIMES_IN_FORCE, REGIME_MENTIONS),
    pages=regime_pages,
    related_pages=regimes_involving,
    annexes={ANNEX: regime_annexes},
    remarks=remarks_on_entry,
    resources=(
        Resources(
            name="regimes",
            list_name="regimes",
            router=router,
            about="Inspection regimes: who inspects what, and under which law.",
            examples=_FOLDER / "examples.json",
        ),
    ),
    tables={"regimes": InspectionRegime},
    sheet_titles={"regimes.powers": "Powers used in regimes"},
    entry_filters=(REGIMES,),
    demonstration=_FOLDER / "demonstration",
)
