"""A line's terms as a JSON object, and back: what is stored in an offer, hashed in a version and compared."""

from __future__ import annotations

import datetime as dt
from typing import Any

from placepact.agreements.rules.terms import LineTerms

PLAIN = (
    "kind", "reference", "title", "block", "wording", "priority", "body", "amount_pence", "measure", "indicator",
    "area", "part_of_area", "level", "for_whom", "baseline", "lead", "relative_to", "approval_level",
    "margin_percent", "change_reason",
)  # fmt: skip


def to_json(terms: LineTerms) -> dict[str, Any]:
    """The terms of a line; days as ISO dates, sets and partners in order, so that equal terms are equal objects."""
    start, length = terms.baseline_period
    stretch = (
        {} if terms.without is None else {"without": terms.without}
    )  # only where given: hashes before it hold
    return {
        **{name: getattr(terms, name) for name in PLAIN},
        **stretch,
        "baseline_period": [start.isoformat() if start else None, length],
        "years": [[begins.isoformat(), long, float(value)] for begins, long, value in sorted(terms.years)],
        "partners": [list(each) for each in sorted(terms.partners)],
        "flags": sorted(terms.flags),
        "deferred_until": terms.deferred_until.isoformat() if terms.deferred_until else None,
    }


def from_json(held: dict[str, Any]) -> LineTerms:
    """The terms that `to_json` wrote. KeyError, TypeError or ValueError for anything else."""
    start, length = held["baseline_period"]
    return LineTerms(
        **{name: held[name] for name in PLAIN},
        without=held.get("without"),
        baseline_period=(dt.date.fromisoformat(start) if start else None, length),
        years=tuple((dt.date.fromisoformat(begins), long, value) for begins, long, value in held["years"]),
        partners=tuple((slug, closeness) for slug, closeness in held["partners"]),
        flags=frozenset(held["flags"]),
        deferred_until=dt.date.fromisoformat(held["deferred_until"]) if held["deferred_until"] else None,
    )
