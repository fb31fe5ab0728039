"""Havering's published rule: off target by more than a margin, and worse than a year before.

The printed text overlaps between red and amber; read here as: red is outside and worse,
amber is outside and not worse. Exactly on the margin is green.

A figure outside the margin without one a year before is amber: that it is outside is
known and must not be hidden, but red also says that it got worse, and no figure says so.
A target of 0 has no margin. Being beyond a target is never off it, unless neither way is better.
Source: https://democracy.havering.gov.uk/mgAi.aspx?ID=7435
"""

from collections.abc import Mapping

import numpy as np

from placepact.agreements.rules.facts import ROUNDING, Facts
from placepact.agreements.rules.status import Reason, first_that_holds
from placepact.indicators.rules.words import Array, Codes, Mask


def reasons(facts: Facts, parameters: Mapping[str, float]) -> Codes:
    """The reason for each figure's status; `margin` in per cent, the target's own before the scheme's."""
    better = facts.better()
    margin = np.where(np.isnan(facts.margin), parameters["margin"], facts.margin)
    allowed = (margin / 100 + ROUNDING) * np.abs(facts.due)
    rules = {
        Reason.NO_VALUE: np.isnan(facts.value),
        Reason.NOTHING_PROMISED: np.isnan(facts.due),
        Reason.WITHIN_MARGIN: facts.shortfall(better) <= allowed,
        Reason.OUTSIDE_NO_YEAR_BEFORE: np.isnan(facts.a_year_before),
        Reason.OUTSIDE_AND_WORSE: got_worse(facts, better),
    }
    return first_that_holds(rules, Reason.OUTSIDE_NOT_WORSE)


def got_worse(facts: Facts, better: Array) -> Mask:
    """Worse than a year before; where neither way is better, further from what is due now."""
    away = np.abs(facts.value - facts.due) > np.abs(facts.a_year_before - facts.due)
    return np.where(better == 0, away, (facts.value - facts.a_year_before) * better < 0)
