"""Pure calculations of the count: no web framework, no database."""
