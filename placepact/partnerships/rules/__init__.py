"""Rules of partnerships: pure functions, without database or web framework."""
