"""Files that people bring, opened safely and read into rows that know where they stand."""
