"""Definitions of what is measured, and the measured values."""
