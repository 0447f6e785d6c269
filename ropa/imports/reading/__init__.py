"""Open uploaded files safely and read them into rows, each with its place."""
