"""The history of the register in words: who changed or decided what, when, and why."""
