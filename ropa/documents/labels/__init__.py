"""The words of the schema: declared once, for every field and every list of every document.

Other applications describe their own documents with `describe`; then their annexes are read as
well as the register's own parts.
"""

from . import entries, notices, reference
from .shape import THROUGH, Field, Shape, describe, shape_for, shape_of

__all__ = [
    "THROUGH",
    "Field",
    "Shape",
    "describe",
    "entries",
    "notices",
    "reference",
    "shape_for",
    "shape_of",
]
