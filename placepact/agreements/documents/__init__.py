"""Agreements, memoranda and comparisons as documents to keep: accessible PDF (PDF/UA-1) and canonical JSON."""

from placepact.agreements.documents.contents import agreement, comparison, memorandum
from placepact.agreements.documents.typeset import pdf

__all__ = ["agreement", "comparison", "memorandum", "pdf"]
