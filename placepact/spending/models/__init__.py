"""The tables of the room: deliveries of payments, account lines, suppliers and what payments were for."""

from placepact.spending.models.payments import Delivery, Kind, Profile

__all__ = ["Delivery", "Kind", "Profile"]
