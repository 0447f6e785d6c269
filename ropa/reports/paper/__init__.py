"""The register as a PDF that a board can read: cover, contents, overview, and each entry."""
