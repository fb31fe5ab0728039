"""The tables of partnerships."""
