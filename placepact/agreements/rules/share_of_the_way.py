"""The default scheme: how much of the movement due by now is made, and whether it could be chance.

The edges, and why they are settled so:

- *Movement is due and the baseline lies inside the interval*: no real change, even where the
  figure happens to meet what is due. The scheme answers "has it moved?", and nobody can say so.
- *No improvement is due* (nothing yet, the target is to hold, or the path allows a slide): judged
  against what is due, not against a share of nothing. Not worse, or worse within the interval, is
  on track. Worse without limits is behind: it may be chance. Worse beyond chance is off track.
- *No baseline*: on track where what is due is met whichever way it began; else no figure.
- *Neither way is better*: the way the promise points is taken as better; where it points nowhere,
  any distance from the promise counts as worse.
"""

from collections.abc import Mapping

import numpy as np

from placepact.agreements.rules.facts import ROUNDING, Facts
from placepact.agreements.rules.status import Reason, first_that_holds
from placepact.indicators.rules.words import Codes


def reasons(facts: Facts, parameters: Mapping[str, float]) -> Codes:
    """The reason for each figure's status; `enough` and `part` are shares of what is due."""
    better = facts.better()
    needed = (facts.due - facts.baseline) * better
    gained = (facts.value - facts.baseline) * better
    short = facts.shortfall(better)
    slack = ROUNDING * np.maximum(np.abs(facts.due), np.abs(facts.baseline))
    no_baseline = np.isnan(facts.baseline)
    met = (short <= ROUNDING * np.abs(facts.due)) & (better != 0)
    moving = needed > slack
    rules = {
        Reason.NO_VALUE: np.isnan(facts.value),
        Reason.NOTHING_PROMISED: np.isnan(facts.due),
        Reason.MET_WITHOUT_BASELINE: no_baseline & met,
        Reason.NO_BASELINE: no_baseline,
        Reason.COULD_BE_CHANCE: moving & facts.contains(facts.baseline),
        Reason.ENOUGH_DONE: moving & (gained >= parameters["enough"] * needed - slack),
        Reason.PART_DONE: moving & (gained >= parameters["part"] * needed - slack),
        Reason.TOO_LITTLE_DONE: moving & (gained >= -slack),
        Reason.WRONG_WAY: moving,
        Reason.HELD: short <= slack,
        Reason.HELD_WITHIN_CHANCE: facts.contains(facts.due),
        Reason.SLIPPED_WITHOUT_LIMITS: np.isnan(facts.lower) | np.isnan(facts.upper),
    }
    return first_that_holds(rules, Reason.SLIPPED)
