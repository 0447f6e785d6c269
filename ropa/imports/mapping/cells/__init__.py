"""Understand the text of a cell: what people write where an entry has structured facts."""
