"""placepact: one agreement, one set of figures and one ledger for a place."""

__version__ = "0.1.0"
