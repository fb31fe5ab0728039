"""The append-only account of every change."""
