"""The tables of the room: deliveries of payments, account lines, suppliers and what payments were for."""

from placepact.spending.models.matching import (
    Candidate,
    PaymentRule,
    SupplierDecision,
    SupplierKind,
    SupplierMatch,
)

__all__ = ["Candidate", "PaymentRule", "SupplierDecision", "SupplierKind", "SupplierMatch"]
