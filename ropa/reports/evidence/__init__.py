"""The evidence package: everything that proves what the register said, checked without it."""
