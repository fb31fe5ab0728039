"""The tables of the room: deliveries of payments, account lines, suppliers and what payments were for."""

from placepact.spending.models.accounts import AccountLine, Nature
from placepact.spending.models.payments import Delivery, Kind, Profile

__all__ = ["AccountLine", "Delivery", "Kind", "Nature", "Profile"]
