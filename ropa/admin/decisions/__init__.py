"""Deciding about one row or about several."""
