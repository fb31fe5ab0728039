"""Tests of the room partnerships."""
