"""Working on a row: saving it, and two people at one page."""
