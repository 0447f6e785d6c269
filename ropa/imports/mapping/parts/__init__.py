"""Turn the columns of a row into the parts of an entry, a module a kind of part."""
