"""The named, dated schemes by which a target gets its status; there is no single national rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from placepact.agreements.rules import havering, share_of_the_way, significance
from placepact.agreements.rules.facts import Facts
from placepact.agreements.rules.status import Status
from placepact.errors import Refusal
from placepact.indicators.rules.words import Codes


class UnknownScheme(Refusal):
    """A scheme was named that is not there."""


class Standing(StrEnum):
    """What a scheme rests on."""

    STATUTE = "statute"
    GUIDANCE = "guidance"
    PUBLISHED_PRACTICE = "published practice"
    ASSUMED = "assumed"


@dataclass(frozen=True)
class Scheme:
    """One way of giving a status: what it rests on, its numbers, and the rule in plain words.

    `judge` takes facts and the parameters and returns reasons (`status.Reason`).
    `valid_from` dates this wording and these numbers: a change makes a scheme with a
    name of its own, so that what was judged stays as it was judged. The sources of the
    two published schemes were read without a day: theirs is assumed.
    """

    slug: str
    name: str
    valid_from: date
    source: str
    standing: Standing
    words: Mapping[Status, str]
    judge: Callable[[Facts, Mapping[str, float]], Codes]
    parameters: Mapping[str, float] = field(default_factory=dict)
    assumed_parameters: frozenset[str] = frozenset()
    action_needed: frozenset[Status] = frozenset()

    def reasons(self, facts: Facts) -> Codes:
        return self.judge(facts, self.parameters)


SHARE_OF_THE_WAY = Scheme(
    slug="share_of_the_way",
    name="Share of the way",
    valid_from=date(2026, 1, 1),
    source="placepact: docs/explanation/judging-a-target.md",
    standing=Standing.ASSUMED,
    judge=share_of_the_way.reasons,
    parameters={"enough": 0.9, "part": 0.5},
    assumed_parameters=frozenset({"enough", "part"}),
    words={
        Status.ON_TRACK: "At least nine tenths of the movement due by now is made; or none is due, "
        "and the figure is not worse than promised beyond chance.",
        Status.BEHIND: "At least half of the movement due by now is made, but less than nine tenths; or "
        "none is due, the figure is worse than promised, and no limits say whether that is chance.",
        Status.OFF_TRACK: "Less than half of the movement due by now is made, or the figure has moved the "
        "wrong way.",
        Status.NO_REAL_CHANGE: "Movement is due, but the baseline lies inside the 95% interval of the "
        "figure: what looks like movement could be chance.",
        Status.NO_FIGURE: "None from the source, not yet due, suppressed, or no baseline to measure from. "
        "Never counted as on or off track.",
    },
)

HAVERING = Scheme(
    slug="havering",
    name="Havering",
    valid_from=date(2008, 4, 1),
    source="https://democracy.havering.gov.uk/mgAi.aspx?ID=7435",
    standing=Standing.PUBLISHED_PRACTICE,
    judge=havering.reasons,
    parameters={"margin": 10.0},
    action_needed=frozenset({Status.OFF_TRACK}),
    words={
        Status.ON_TRACK: "On, ahead of or within the margin of what is due. The margin is 10% of it, "
        "unless the target has its own.",
        Status.BEHIND: "Outside the margin, and the same as or better than a year before, or there is no "
        "figure a year before.",
        Status.OFF_TRACK: "Outside the margin, and worse than a year before. Corrective action is required.",
        Status.NO_FIGURE: "None from the source, not yet due, or suppressed. Never counted as on or off "
        "track.",
    },
)

SIGNIFICANCE = Scheme(
    slug="significance",
    name="Significance against a comparator",
    valid_from=date(2008, 4, 1),
    source="http://www.empho.org.uk/pages/viewResource.aspx?id=11948",
    standing=Standing.PUBLISHED_PRACTICE,
    judge=significance.reasons,
    words={
        Status.ON_TRACK: "Better than the comparator, by more than chance allows (95%).",
        Status.BEHIND: "Not clearly different from the comparator: it could be chance.",
        Status.OFF_TRACK: "Worse than the comparator, by more than chance allows (95%).",
        Status.NO_FIGURE: "No figure, no comparator or no published limits, or neither way is better.",
    },
)

DEFAULT = SHARE_OF_THE_WAY
SCHEMES = {each.slug: each for each in (SHARE_OF_THE_WAY, HAVERING, SIGNIFICANCE)}


def scheme(slug: str) -> Scheme:
    """The scheme of that name. UnknownScheme names those there are."""
    if slug not in SCHEMES:
        raise UnknownScheme(f'There is no scheme "{slug}". Choose one of: {", ".join(SCHEMES)}.')
    return SCHEMES[slug]
