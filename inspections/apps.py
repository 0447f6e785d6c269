from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        """Tell the register what inspections add to its files and to its published notices."""
        from ropa.documents.annexes import register_annex
        from ropa.imports.tables import register_table

        from .documents import ANNEX, regime_annexes
        from .models import InspectionRegime

        register_annex(ANNEX, regime_annexes)
        register_table("regimes", InspectionRegime)
