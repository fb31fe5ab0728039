"""Where the rules of partnerships are written; shown beside every sentence that they lead to."""

from __future__ import annotations

WORKING_BETTER = "Audit Commission, Working better together? (2009)"
LAYERS = f"{WORKING_BETTER}, table 8"
FORM = f"{WORKING_BETTER}, on legal form"
AUTHORITY = f"{WORKING_BETTER}, on executive representatives"
MEMBERSHIP = "House of Commons written answer on area partnerships, 7 January 2004"
PARTNERS = "Local Government and Public Involvement in Health Act 2007, section 104"
LANDLORDS = "placepact’s own check: social landlords were often left out; no source sets it as a rule"
TERMS = "the partnership’s own terms"
COUNCILLORS = "the law on councillors’ pecuniary interests"
NO_QUORUM = "No source that was read sets a number for the quorum of a local strategic partnership."
