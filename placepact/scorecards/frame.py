"""What stands around every page about an area; it is kept where pages of agreements can use it too."""

from __future__ import annotations

from placepact.agreements.frame import MADE_UP, REAL, frame

__all__ = ["MADE_UP", "REAL", "frame"]
