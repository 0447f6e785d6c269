"""Search over everything published, by the full-text index of the database."""

from .answers import SearchAnswer, answer
from .queries import search_query

__all__ = ["SearchAnswer", "answer", "search_query"]
