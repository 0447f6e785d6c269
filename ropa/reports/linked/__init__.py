"""The register as linked data: JSON-LD with the terms of DPV and DPCat."""

from .catalogue import catalogue_text
from .names import About, Frozen

__all__ = ["About", "Frozen", "catalogue_text"]
