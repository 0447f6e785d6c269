"""Files into rows: read, resolved by natural keys, validated, and loaded all or nothing."""
