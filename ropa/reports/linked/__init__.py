"""The register as linked data: JSON-LD with the terms of DPV and DPCat."""

from .catalogue import catalogue_text
from .names import CatalogueDescription, FrozenIn

__all__ = ["CatalogueDescription", "FrozenIn", "catalogue_text"]
