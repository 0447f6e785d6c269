"""Notices and entries as PDF: one file a version, made once, in a process of its own."""
