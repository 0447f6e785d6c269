"""Search over everything published: made from the public record for each state of the register,
and kept in the memory of the process."""

from .answers import SearchIndex
from .queries import search_query
from .search_cache import search_index

__all__ = ["SearchIndex", "search_index", "search_query"]
