"""The register laid out as tables: which sheets and columns there are, and what stands in them."""
