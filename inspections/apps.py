from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    name = "inspections"

    def ready(self) -> None:
        """Tell the register what inspections add to it."""
        from ropa.extensions import register

        from .extension import INSPECTIONS

        register(INSPECTIONS)
