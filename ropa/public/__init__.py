"""The public site: it reads frozen public versions alone, never the rows that staff edit."""
