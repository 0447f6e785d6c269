"""Merge the documents of several entries: each fact once, with the entries it comes from."""
