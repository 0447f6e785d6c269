"""The frozen record: typed documents, built from rows in bulk, with canonical text and digest."""
