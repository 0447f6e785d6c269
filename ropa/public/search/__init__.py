"""Search over everything published: made from the public record for each state of the register,
and kept in the memory of the process."""

from .answers import SearchIndex
from .keeping import search_index
from .questions import question

__all__ = ["SearchIndex", "question", "search_index"]
