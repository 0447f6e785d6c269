"""The register as files: every report is made from documents."""
