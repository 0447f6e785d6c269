from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"
    verbose_name = "Inspections"

    def ready(self) -> None:
        from ropa.imports.tables import register_table

        from .models import InspectionRegime

        register_table("regimes", InspectionRegime)
