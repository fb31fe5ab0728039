"""The tables of the room: deliveries of payments, account lines, suppliers and what payments were for."""

from placepact.spending.models.accounts import AccountLine, Nature
from placepact.spending.models.matching import (
    Candidate,
    PaymentRule,
    SupplierDecision,
    SupplierKind,
    SupplierMatch,
)
from placepact.spending.models.payments import Delivery, Kind, Profile
from placepact.spending.models.uploads import Step, Upload

__all__ = [
    "AccountLine",
    "Candidate",
    "Delivery",
    "Kind",
    "Nature",
    "PaymentRule",
    "Profile",
    "Step",
    "SupplierDecision",
    "SupplierKind",
    "SupplierMatch",
    "Upload",
]
