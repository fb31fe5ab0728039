"""A line of an agreement in one sentence, as people would read it out."""

from __future__ import annotations

import datetime as dt

from placepact.agreements.rules.terms import LineTerms
from placepact.indicators.rules.periods import Period


def figure(value: float) -> str:
    """A figure as it was agreed, without needless noughts."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.replace("-", "\N{MINUS SIGN}")


def period(start: dt.date, length: str) -> str:
    return Period(start, length).label()


def on_offer(terms: LineTerms) -> str:
    """The shortest of what a line promises: the value of its last year; empty for a line without figures."""
    return figure(sorted(terms.years)[-1][2]) if terms.years else ""


def sentence(terms: LineTerms) -> str:
    """A line as a sentence: what it promises, and for a target the figure of its last year."""
    title = terms.title.strip().rstrip(".")
    if not terms.years:
        return f"{title}." if title else ""
    start, length, value = sorted(terms.years)[-1]
    begins = f"from {figure(terms.baseline)} " if terms.baseline is not None else ""
    return f"{title}: {begins}to {figure(value)} in {period(start, length)}."


def money(pence: int) -> str:
    return f"£{pence // 100:,}" if pence % 100 == 0 else f"£{pence / 100:,.2f}"


def ago(day: dt.date, on: dt.date) -> str:
    """How long ago a day was: today, yesterday, 6 days ago."""
    days = (on - day).days
    return "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"
