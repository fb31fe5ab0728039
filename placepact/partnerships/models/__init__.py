"""The tables of partnerships."""

from placepact.partnerships.models.boards import Interest, Partnership, Seat

__all__ = ["Interest", "Partnership", "Seat"]
