"""The tables of the room: deliveries of payments, account lines, suppliers and what payments were for."""

from placepact.spending.models.accounts import AccountLine, Nature

__all__ = ["AccountLine", "Nature"]
