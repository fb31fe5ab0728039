"""The five statuses of a target, and every reason a status is given for.

A reason decides its status, so that a page can always say why: the judges
return reasons, and `status_codes` reads the status off them.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from placepact.indicators.rules.words import Codes, Mask


class Status(StrEnum):
    """How a target stands. A missing figure is a status of its own, never on or off track."""

    NO_FIGURE = "no_figure"
    OFF_TRACK = "off_track"
    BEHIND = "behind"
    NO_REAL_CHANGE = "no_real_change"
    ON_TRACK = "on_track"

    @property
    def word(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def code(self) -> int:
        """The whole number that arrays hold; 0 is no figure."""
        return STATUSES.index(self)


STATUSES = tuple(Status)


class Reason(IntEnum):
    """Why a target has its status; `sentence` says it in words, `status` what follows from it."""

    NO_VALUE = 0
    NOTHING_PROMISED = 1
    NO_BASELINE = 2
    NEITHER_WAY_IS_BETTER = 3
    NO_LIMITS = 4
    NO_COMPARATOR = 5
    ENOUGH_DONE = 6
    PART_DONE = 7
    TOO_LITTLE_DONE = 8
    WRONG_WAY = 9
    COULD_BE_CHANCE = 10
    HELD = 11
    HELD_WITHIN_CHANCE = 12
    SLIPPED_WITHOUT_LIMITS = 13
    SLIPPED = 14
    MET_WITHOUT_BASELINE = 15
    WITHIN_MARGIN = 16
    OUTSIDE_NOT_WORSE = 17
    OUTSIDE_NO_YEAR_BEFORE = 18
    OUTSIDE_AND_WORSE = 19
    BETTER_THAN_COMPARATOR = 20
    WORSE_THAN_COMPARATOR = 21
    NO_CLEAR_DIFFERENCE = 22

    @property
    def status(self) -> Status:
        return MEANINGS[self][0]

    @property
    def sentence(self) -> str:
        return MEANINGS[self][1]


MEANINGS: dict[Reason, tuple[Status, str]] = {
    Reason.NO_VALUE: (Status.NO_FIGURE, "There is no figure for this period."),
    Reason.NOTHING_PROMISED: (Status.NO_FIGURE, "No target is stated for this period."),
    Reason.NO_BASELINE: (
        Status.NO_FIGURE,
        "There is no baseline, so the share of the way cannot be worked out.",
    ),
    Reason.NEITHER_WAY_IS_BETTER: (
        Status.NO_FIGURE,
        "Neither higher nor lower is better, so the comparison says nothing about the target.",
    ),
    Reason.NO_LIMITS: (
        Status.NO_FIGURE,
        "No limits are published, so chance cannot be told from a difference.",
    ),
    Reason.NO_COMPARATOR: (Status.NO_FIGURE, "The comparator has no figure for this period."),
    Reason.ENOUGH_DONE: (Status.ON_TRACK, "The movement due by now is made, or nearly."),
    Reason.PART_DONE: (Status.BEHIND, "A good part of the movement due by now is made, but not enough."),
    Reason.TOO_LITTLE_DONE: (Status.OFF_TRACK, "Little of the movement due by now is made."),
    Reason.WRONG_WAY: (Status.OFF_TRACK, "The figure has moved away from the target since the baseline."),
    Reason.COULD_BE_CHANCE: (
        Status.NO_REAL_CHANGE,
        "Movement is due, but the baseline lies inside the interval of this figure: it could be chance.",
    ),
    Reason.HELD: (Status.ON_TRACK, "No improvement is due, and the figure is at least what was promised."),
    Reason.HELD_WITHIN_CHANCE: (
        Status.ON_TRACK,
        "No improvement is due. The figure is worse than promised, but by no more than chance allows.",
    ),
    Reason.SLIPPED_WITHOUT_LIMITS: (
        Status.BEHIND,
        "No improvement is due. The figure is worse than promised; without limits that could be chance.",
    ),
    Reason.SLIPPED: (
        Status.OFF_TRACK,
        "No improvement is due, and the figure is worse than promised by more than chance allows.",
    ),
    Reason.MET_WITHOUT_BASELINE: (
        Status.ON_TRACK,
        "There is no baseline, but the figure is at or beyond what is due by now.",
    ),
    Reason.WITHIN_MARGIN: (Status.ON_TRACK, "On, ahead of, or within the margin of what is due by now."),
    Reason.OUTSIDE_NOT_WORSE: (
        Status.BEHIND,
        "Outside the margin, and the same as or better than a year before.",
    ),
    Reason.OUTSIDE_NO_YEAR_BEFORE: (
        Status.BEHIND,
        "Outside the margin; with no figure a year before, nobody can say that it got worse.",
    ),
    Reason.OUTSIDE_AND_WORSE: (Status.OFF_TRACK, "Outside the margin, and worse than a year before."),
    Reason.BETTER_THAN_COMPARATOR: (
        Status.ON_TRACK,
        "Better than the comparator by more than chance allows.",
    ),
    Reason.WORSE_THAN_COMPARATOR: (
        Status.OFF_TRACK,
        "Worse than the comparator by more than chance allows.",
    ),
    Reason.NO_CLEAR_DIFFERENCE: (
        Status.BEHIND,
        "Not better than the comparator: the difference could be chance.",
    ),
}

CODE_OF_REASON: NDArray[np.int8] = np.array([reason.status.code for reason in Reason], dtype=np.int8)


def status_codes(reasons: Codes) -> Codes:
    """Statuses of an array of reasons, as codes (`STATUSES[code]`)."""
    return CODE_OF_REASON[reasons]


def first_that_holds(rules: Mapping[Reason, Mask], otherwise: Reason) -> Codes:
    """For each entry of the broadcast masks, the first rule in order that holds, else `otherwise`."""
    shape = np.broadcast_shapes(*(np.shape(holds) for holds in rules.values()))
    chosen: Codes = np.full(shape, otherwise, dtype=np.int8)
    for reason, holds in reversed(list(rules.items())):
        np.copyto(chosen, np.int8(reason), where=holds)
    return chosen
