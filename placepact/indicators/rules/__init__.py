"""Judging figures: periods, intervals, comparisons, trends. Pure functions on arrays; no Django."""
