"""Reading frameworks: what is asked, who owes which cells, what answers them."""

from placepact.frameworks.queries.asks import asks_of_agreements, asks_of_lists
from placepact.frameworks.queries.owed import Cell, Owed, cells, owed, owed_by

__all__ = ["Cell", "Owed", "asks_of_agreements", "asks_of_lists", "cells", "owed", "owed_by"]
