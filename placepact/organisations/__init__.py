"""Bodies that serve a place and the names others know them by."""
