from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        """Tell the register what inspections add to its files, its notices and its public site."""
        from ropa.documents.annexes import register_annex
        from ropa.public.contributed import register_contributor
        from ropa.public.involved import register_involver
        from ropa.tables.shapes import register_table
        from ropa.tables.sheets import title_sheets

        from .documents import ANNEX, regime_annexes
        from .labels import describe_regimes
        from .models import InspectionRegime
        from .shown import regime_pages, regimes_involving

        register_annex(ANNEX, regime_annexes)
        describe_regimes()
        register_table("regimes", InspectionRegime)
        title_sheets({"regimes.powers": "Powers used in regimes"})
        register_contributor(regime_pages)
        register_involver(regimes_involving)
