"""Reads of partnerships that span tables."""
