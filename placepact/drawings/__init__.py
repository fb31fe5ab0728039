"""Drawings: numbers in, SVG text out. No Django, no database, no styles in the drawing beyond its
attributes.
"""
