"""HTML into tagged PDF, in a process of its own. This room knows nothing of the register."""
