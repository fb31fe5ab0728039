"""The tables of frameworks."""
