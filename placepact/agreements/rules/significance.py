"""Significance against a comparator: green better, red worse, amber no significant difference, at 95%.

The figure's interval against the comparator as a single number; a comparator on a
limit makes no difference. Without limits, or where neither way is better, there is no
judgement. Source: http://www.empho.org.uk/pages/viewResource.aspx?id=11948
"""

from collections.abc import Mapping

import numpy as np

from placepact.agreements.rules.facts import Facts, steady
from placepact.agreements.rules.status import Reason, first_that_holds
from placepact.indicators.rules.words import Codes


def reasons(facts: Facts, parameters: Mapping[str, float]) -> Codes:
    """The reason for each figure's status; the scheme has no parameters (limits are 95%)."""
    above, below = facts.lower > facts.comparator, facts.upper < facts.comparator
    higher_is_better = facts.sign > 0
    rules = {
        Reason.NO_VALUE: np.isnan(facts.value),
        Reason.NO_COMPARATOR: np.isnan(facts.comparator),
        Reason.NEITHER_WAY_IS_BETTER: steady(facts.sign),
        Reason.NO_LIMITS: np.isnan(facts.lower) | np.isnan(facts.upper),
        Reason.BETTER_THAN_COMPARATOR: np.where(higher_is_better, above, below),
        Reason.WORSE_THAN_COMPARATOR: np.where(higher_is_better, below, above),
    }
    return first_that_holds(rules, Reason.NO_CLEAR_DIFFERENCE)
