"""The whole register at a glance: what waits for a person, and what the checks find."""
