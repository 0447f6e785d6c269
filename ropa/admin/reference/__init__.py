"""Reference data that every entry shares."""
