"""People: their accounts, their sessions, what they may do, and what was given to them."""
