from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        """Tell the register what inspections add to its files and reports, its notices, its public
        site and its API."""
        from ropa.api.contributed import Contribution, register_resources
        from ropa.documents.annexes import register_annex
        from ropa.public.contributed import register_contributor
        from ropa.public.involved import register_involver
        from ropa.reports.entry_filters import register_entry_filter
        from ropa.tables.shapes import register_table
        from ropa.tables.sheets import title_sheets

        from .documents import ANNEX, regime_annexes
        from .exporting import REGIMES
        from .models import InspectionRegime
        from .shown import regime_pages, regimes_involving

        register_annex(ANNEX, regime_annexes)
        register_table("regimes", InspectionRegime)
        title_sheets({"regimes.powers": "Powers used in regimes"})
        register_contributor(regime_pages)
        register_involver(regimes_involving)
        register_entry_filter(REGIMES)

        from .api import router
        from .api_examples import regime_examples

        register_resources(
            Contribution(
                name="regimes",
                list_name="regimes",
                router=router,
                about="Inspection regimes: who inspects what, and under which law.",
                examples=regime_examples,
            )
        )
