"""Backups: the database, the heads noted down so far, and a manifest that proves both."""
