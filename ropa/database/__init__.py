"""The database from outside the record: its limits, its failures, and which copy is read."""
