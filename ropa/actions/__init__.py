"""Writes that matter: each checks, writes and records in one transaction."""
