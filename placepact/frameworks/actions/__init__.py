"""The only code that writes frameworks: loading definitions, keeping own plans, what reporting costs."""

from placepact.frameworks.actions.loading import load_frameworks

__all__ = ["load_frameworks"]
