"""Diagrams (SVG) of the sources, controllers and recipients of personal data."""
