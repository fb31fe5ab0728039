"""How do we know? The return and row that a figure came from, and what stood before it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from placepact.govuk import format as say
from placepact.indicators import queries as indicators
from placepact.indicators.models import Value
from placepact.scorecards.one import One


@dataclass(frozen=True)
class Knowledge:
    """Where the newest figure comes from. `earlier` are values that stood for the same period before."""

    value: Value
    earlier: tuple[Value, ...]

    @property
    def facts(self) -> list[dict[str, str]]:
        """Return, row, deliverer and day, for the page's list."""
        came = self.value.delivery
        return [
            {"term": "Return", "value": came.reference, "href": came.get_absolute_url()},
            {
                "term": "Figures of",
                "value": came.organisation.name,
                "href": came.organisation.get_absolute_url(),
            },
            {"term": "Accepted", "value": say.day(came.received_at.date())},
            {"term": "Row", "value": f"{came.file_name}, line {self.value.line:,}", "code": "yes"},
        ]


def knowledge(one: One) -> Knowledge | None:
    """What is known of the newest figure's origin; None where there is no figure."""
    if one.at is None:
        return None
    every = indicators.history(one.series.ids[one.at])
    return Knowledge(every[-1], tuple(every[:-1]))


def earlier_words(one: One, known: Knowledge) -> list[str]:
    """Each earlier value in a sentence."""
    unit, decimals = one.definition.unit, one.definition.decimals
    return [
        f"{'no figure' if value.value is None or math.isnan(value.value) else say.figure(value.value, unit, decimals)}, "
        f"from {value.delivery.reference} line {value.line:,}, until {value.superseded_by.reference} replaced it on "
        f"{say.day(value.superseded_by.received_at.date())}"
        for value in known.earlier
        if value.superseded_by is not None
    ]
