"""The register as tables: its sheets, columns and cells, derived from the models."""
