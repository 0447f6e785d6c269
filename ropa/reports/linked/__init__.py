"""The register as linked data: JSON-LD with the terms of DPV and DPCat."""

from .catalogue import catalogue_text, topic_text
from .names import CatalogueDescription, FrozenIn, TopicDescription

__all__ = [
    "CatalogueDescription",
    "FrozenIn",
    "TopicDescription",
    "catalogue_text",
    "topic_text",
]
