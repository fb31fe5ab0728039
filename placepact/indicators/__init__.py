"""Measured facts about places: definitions, values, and what a delivered row of them means."""
