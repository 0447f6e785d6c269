"""What happened to rows, and their frozen versions."""
