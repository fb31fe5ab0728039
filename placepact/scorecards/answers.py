"""The answer on top of an indicator's page, in sentences, and the facts beneath it."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import numpy as np

from placepact.agreements.rules.status import Status
from placepact.govuk import format as say
from placepact.indicators.rules import trend as trends
from placepact.indicators.rules.comparison import Verdict, against_benchmark
from placepact.indicators.rules.periods import calendar
from placepact.places.queries import ENGLAND
from placepact.scorecards.headings import full_writer, name_of, size, writer
from placepact.scorecards.one import One
from placepact.scorecards.queries import Judged
from placepact.scorecards.rows import distance, when


def answer(one: One) -> str:
    """What the newest figure says, against the target, England and the years before; or why there is none."""
    if one.period is None:
        return absence(one)
    show = full_writer(one)
    said = one.definition.sentence.format(area=name_of(one), period=one.period.label(), value=show(one.value))
    said = said.replace(f"in {one.period.label()}", when(one.period))
    more = [clause for clause in (against_target(one), against_england(one), run_of_years(one)) if clause]
    return f"{said.rstrip('.')}: {join(more)}." if more else f"{said.rstrip('.')}."


def join(clauses: list[str]) -> str:
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"


def absence(one: One) -> str:
    """Why this area has no figure, and what the districts have."""
    found = sorted(
        (series.at(one.parts_period), area.name)
        for area, series in one.parts
        if one.parts_period and not math.isnan(series.at(one.parts_period))
    )
    if not found or one.parts_period is None:
        return f"There is no figure for {name_of(one)}: none has been published for it."
    show = full_writer(one)
    kind = "the whole place" if one.whole is None and len(one.parts) > 1 else name_of(one)
    districts = say.first_up(say.count_in_words(len(found), "district"))
    return (
        f"There is no figure for {kind}: none has been published. {districts} "
        f"in {one.parts_period.label()}: {show(found[0][0])} in {found[0][1]} to {show(found[-1][0])} in {found[-1][1]}."
    )


def against_target(one: One) -> str:
    """ "2.3 years short of the target"."""
    judged = one.judged
    if one.promise is None or judged is None or judged.at is None or math.isnan(judged.due):
        return ""
    target = "the target" if one.promise.place == one.area else f"{one.promise.place.name}’s target"
    gap = (judged.value - judged.due) * (one.direction.sign or 1)
    if gap == 0:
        return f"on {target}"
    if gap > 0:
        return f"{size(one, gap)} beyond {target}"
    return f"{size(one, gap)} {'short of' if one.direction.sign > 0 else 'over'} {target}"


def against_england(one: One) -> str:
    """ "3.4 below England"."""
    if one.period is None or one.area.code == ENGLAND:
        return ""
    gap = one.value - one.england.at(one.period)
    if math.isnan(gap):
        return ""
    words = size(one, gap)
    return (
        "the same as England"
        if words == "no change"
        else f"{words} {'above' if gap > 0 else 'below'} England"
    )


def run_of_years(one: One) -> str:
    """ "the fourth fall in a row", where two or more figures in a row moved one way."""
    given = [float(number) for number in one.series.value if not math.isnan(number)]
    steps = [after - before for before, after in pairwise(given)]
    if not steps or steps[-1] == 0:
        return ""
    run = 0
    for step in reversed(steps):
        if step * steps[-1] <= 0:
            break
        run += 1
    names = {
        2: "second",
        3: "third",
        4: "fourth",
        5: "fifth",
        6: "sixth",
        7: "seventh",
        8: "eighth",
        9: "ninth",
    }
    return f"the {names[run]} {'rise' if steps[-1] > 0 else 'fall'} in a row" if run in names else ""


def england_words(one: One) -> str:
    """ "Bolton is worse, beyond chance"; nothing where no limits are published."""
    if one.at is None or one.period is None:
        return ""
    england, lower = one.england.at(one.period), one.series.lower[one.at]
    if math.isnan(england):
        return "not published for this period"
    if math.isnan(lower):
        return "no limits are published"
    verdict = Verdict(int(against_benchmark(lower, one.series.upper[one.at], england, one.direction)))
    return {
        Verdict.WORSE: f"{say.first_up(name_of(one))} is worse, beyond chance",
        Verdict.BETTER: f"{say.first_up(name_of(one))} is better, beyond chance",
        Verdict.SIMILAR: "no clear difference",
        Verdict.NO_JUDGEMENT: f"{say.first_up(name_of(one))} differs, beyond chance",
        Verdict.NOT_CALCULATED: "",
    }[verdict]


def facts(one: One) -> list[dict[str, Any]]:
    """The five facts: latest, status, target, England, lead; without a target, the first and fourth alone."""
    show = full_writer(one)
    label = one.period.label() if one.period else ""
    found: list[dict[str, Any]] = [
        {
            "term": f"Latest, {label}" if label else "Latest",
            "value": show(one.value) if one.period else "–",
            "detail": interval(one) if one.period else "no figure",
        }
    ]
    if one.judged is not None:
        found.extend(target_facts(one))
    if one.area.code != ENGLAND:
        found.append(england_fact(one))
    if one.judged is not None:
        lead = one.judged.target.lead
        others = len(one.judged.target.wording.involvements.all())
        found.append(
            {
                "term": "Lead",
                "value": lead.name,
                "href": lead.get_absolute_url(),
                "detail": f"with {say.count_in_words(others, 'other')}" if others else "",
            }
        )
    return found


def england_fact(one: One) -> dict[str, Any]:
    """England for the period of this area's figure; where it has none, for the newest that its parts have."""
    period = one.period or one.parts_period
    number = float("nan") if period is None else one.england.at(period)
    is_other = one.period is None and not math.isnan(number) and period is not None
    return {
        "term": f"England, {period.label()}" if is_other and period else "England",
        "value": "–" if math.isnan(number) else full_writer(one)(number),
        "detail": england_words(one),
    }


def status_detail(judged: Judged) -> str:
    """How far a figure is from what is due, and why it has its status, which the distance alone may seem to deny."""
    far = distance(judged) if judged.status is not Status.NO_FIGURE else ""
    return f"{far}. {judged.reason.sentence}" if far else judged.reason.sentence


def target_facts(one: One) -> list[dict[str, Any]]:
    """Status, and what is due by now."""
    assert one.judged is not None
    judged, show = one.judged, full_writer(one)
    last = judged.path[-1] if judged.path else None
    assert one.promise is not None
    made_up = ", illustrative" if one.promise.agreement.is_illustrative else ""
    whose = "Target" if one.promise.place == one.area else f"{one.promise.place.name}’s target"
    return [
        {
            "term": "Status",
            "value": judged.status.word,
            "status": judged.status.value,
            "detail": status_detail(judged),
        },
        {
            "term": f"{whose} for {judged.period.label()}" if judged.period else whose,
            "value": "–" if math.isnan(judged.due) else show(judged.due),
            "detail": f"{show(last[1])} by {last[0].label()}{made_up}" if last else "",
        },
    ]


def interval(one: One) -> str:
    """ "95% interval 56.6 to 59.3", or that none is published."""
    assert one.at is not None
    lower, upper = float(one.series.lower[one.at]), float(one.series.upper[one.at])
    if math.isnan(lower):
        return "no limits are published"
    show = writer(one)
    return f"95% interval {show(lower)} to {show(upper)}"


def trend(one: One) -> tuple[str, str]:
    """The recent trend by the Fingertips rule as (heading, sentence), or why there is none."""
    if one.at is None:
        return "Trend", "There is no figure, so there is no trend."
    series = one.series
    found = trends.recent_trend(
        trends.Series(series.value[None, :], series.lower[None, :], series.upper[None, :]),
        calendar(series.periods),
    )
    marker = trends.Marker(int(found.marker[0]))
    if marker is trends.Marker.NOT_CALCULATED:
        return "Why there is no trend verdict", f"No trend: {trends.why(found, 0, series.periods)}."
    words = {
        trends.Marker.FALLING: "falling",
        trends.Marker.RISING: "rising",
        trends.Marker.NO_CLEAR_CHANGE: "no clear change",
    }[marker]
    chi = float(np.round(found.chi_squared[0], 1))
    return (
        f"Recent trend: {words}",
        f"By the newest five years, weighted by their intervals (chi-squared {chi:g}; clear above 9.5, 99.8%).",
    )
