"""A period is judged by the version in force on its last day: how a line read then, and the verdicts put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from placepact.agreements import queries as agreements
from placepact.agreements.models import State, Target, Version
from placepact.agreements.rules.judgement import Verdicts
from placepact.indicators.rules.periods import Period

# Only a promise of the same figure can stand in for another wording of its line.
SAME = ("indicator_id", "area_id", "part_of_area", "for_whom")


@dataclass(frozen=True)
class Wordings:
    """How an agreement's targets read in each of its signed versions, by (version id, line id); empty where one is signed."""

    versions: tuple[Version, ...] = ()
    targets: Mapping[tuple[int, int], Target] = field(default_factory=dict)

    def of(self, target: Target, periods: Sequence[Period]) -> list[Target]:
        """The wording that judges each period.

        Today's own where the version of then lacks the line, or promised another figure under it.
        """
        return [self._on(target, period) for period in periods]

    def _on(self, target: Target, period: Period) -> Target:
        version = agreements.standing(self.versions, period.ends_on)
        then = self.targets.get((version.pk, target.wording.line_id)) if version else None
        if then is None or any(getattr(then, name) != getattr(target, name) for name in SAME):
            return target
        return then


def wordings(versions: Sequence[Version]) -> Wordings:
    """The wordings of the targets in all signed versions of an agreement: no query where one is signed, else two."""
    signed = tuple(each for each in versions if each.state == State.SIGNED)
    if len(signed) < 2:
        return Wordings()
    return Wordings(
        signed, {(each.wording.version_id, each.wording.line_id): each for each in agreements.worded(signed)}
    )


def by_agreement(versions: Sequence[Version]) -> dict[int, Wordings]:
    """The wordings of each of several agreements by its id, given all their versions: two queries however many."""
    signed: dict[int, list[Version]] = {}
    for each in versions:
        if each.state == State.SIGNED:
            signed.setdefault(each.agreement_id, []).append(each)
    several = {pk: made for pk, made in signed.items() if len(made) > 1}
    whose = {each.pk: pk for pk, made in several.items() for each in made}
    worded: dict[int, dict[tuple[int, int], Target]] = {pk: {} for pk in several}
    for target in agreements.worded([each for made in several.values() for each in made]) if several else ():
        version = target.wording.version_id
        worded[whose[version]][version, target.wording.line_id] = target
    return {pk: Wordings(tuple(several.get(pk, ())), worded.get(pk, {})) for pk in signed}


def together(by_period: Sequence[Verdicts]) -> Verdicts:
    """Of the verdicts in each period's place, that period's column; what is of the figures alone is the same in all."""
    columns = list(enumerate(by_period))
    return replace(
        by_period[-1],
        status=np.stack([each.status[:, at] for at, each in columns], axis=1),
        reason=np.stack([each.reason[:, at] for at, each in columns], axis=1),
        due=np.stack([each.due[:, at] for at, each in columns], axis=1),
    )
