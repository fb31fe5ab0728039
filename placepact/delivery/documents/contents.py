"""What the board pack says, as plain data: counts, exceptions, decisions, risks, what falls due."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from typing import Any

from placepact.agreements.rules.status import Status
from placepact.delivery.queries.causes import Cause
from placepact.delivery.queries.plans import MilestoneRow
from placepact.delivery.queries.whole import TargetRow, Whole
from placepact.delivery.rules.plans import SOON_DAYS, Happened, Standing
from placepact.delivery.rules.risks import Way
from placepact.govuk import format as say
from placepact.scorecards.rows import decimals, distance, latest_and_due, row, unit

MOST_EXCEPTIONS, MOST_RISKS, MOST_DUE, MOST_DECISIONS = 10, 8, 14, 8
QUARTER_DAYS = 91
"""How far back "last time" lies: a quarter."""
WORDS = (320, 200, 120, 70)
"""How many letters a text of the pack has at most; the next smaller one is tried where six pages do not hold it."""
ORDER = (Status.OFF_TRACK, Status.BEHIND, Status.NO_REAL_CHANGE, Status.NO_FIGURE, Status.ON_TRACK)


def contents(found: Whole, causes: dict[int, Cause], letters: int = WORDS[0]) -> dict[str, Any]:
    """All of it. `causes` by line id; no text is longer than `letters`."""
    agreement, since = found.agreement, found.on - dt.timedelta(days=QUARTER_DAYS)
    endangered = found.endangered
    return {
        "title": f"Board pack: {agreement.title}",
        "lead": lead(found),
        "is_illustrative": agreement.is_illustrative,
        "footing": f"{agreement.title}, board pack, {say.day(found.on)}",
        "on": found.on.isoformat(),
        "day": say.day(found.on),
        "since": say.day(since),
        "counts": counts(found),
        "exceptions": [
            exception(each, found, causes, since, letters) for each in endangered[:MOST_EXCEPTIONS]
        ],
        "left_out": [f"{each.reference} {each.wording.title}" for each in endangered[MOST_EXCEPTIONS:]],
        **decisions(found, since, letters),
        "risks": risks(found, letters),
        "due": falls_due(found, letters),
        "sha": found.version.sha256,
        "version": found.version.number,
    }


def lead(found: Whole) -> str:
    """The verdict in two sentences."""
    counted = Counter(each.status for each in found.rows)
    hidden = sum(each.is_hidden for each in found.rows)
    short = counted["off_track"] + counted["behind"]
    said = f"{say.first_up(say.count_in_words(counted['on_track'], 'target'))} of {len(found.rows)} on track, {short} short of what is due"
    said += f", {counted['no_figure']} without a figure." if counted["no_figure"] else "."
    if hidden:
        said += f" {say.first_up(say.count_in_words(hidden, 'more is', 'more are'))} endangered by what the figure does not show yet."
    return said


def counts(found: Whole) -> list[list[str]]:
    counted = Counter(each.status for each in found.rows)
    rows = [[each.word, str(counted[each.value])] for each in ORDER if counted[each.value]]
    return [*rows, ["Endangered, whatever the status", str(len(found.endangered))]]


def exception(
    each: TargetRow, found: Whole, causes: dict[int, Cause], since: dt.date, letters: int
) -> dict[str, Any]:
    """One target that needs the board: figure, interval, cause, owner, what was promised and what came of it."""
    cause = causes.get(each.wording.line_id)
    lead_body = each.wording.target.lead
    words = cause.words if cause else (each.judged.reason.sentence if each.judged else "No figure is kept.")
    return {
        "reference": each.reference,
        "title": each.wording.title,
        "status": each.status,
        "word": Status(each.status).word,
        "figure": figure(each, found),
        "target": target(each),
        "signs": "; ".join(danger.words for danger in each.dangers),
        "cause": short(words, letters),
        "cause_from": cause.source if cause else "by the rule that judges it",
        "owner": owner(each, lead_body.name),
        "promised": [short(text, letters) for text in promises(each, since, found.on)][:4],
        "href": f"{found.agreement.get_absolute_url()}/lines/{each.reference}/plan",
    }


def figure(each: TargetRow, found: Whole) -> str:
    """ "71.9% (71.0% to 72.8%), 2023": the newest figure with its interval, or why there is none."""
    judged = each.judged
    if judged is None or found.card is None:
        return "No figure is kept here."
    if judged.at is None:
        return f"None: {row(judged, found.card).missing_reason}"
    lower, upper = judged.limits
    value = say.figure(judged.value, unit(judged), decimals(judged))
    between = "no interval published"
    if math.isfinite(lower) and math.isfinite(upper):
        ends = [say.short(number, unit(judged), decimals(judged)) for number in (lower, upper)]
        between = f"interval {ends[0]} to {ends[1]}"
    return f"{value} ({between}), {judged.period.label() if judged.period else ''}"


def target(each: TargetRow) -> str:
    """What is due, for when, and how far the figure is from it."""
    judged = each.judged
    if judged is None or math.isnan(judged.due):
        return "Nothing is stated in figures."
    due, far = latest_and_due(judged)[1], distance(judged)
    when = f" for {judged.due_for.label()}" if judged.due_for else ""
    return f"{due} due{when}{'; ' + far if far and judged.at is not None else ''}"


def owner(each: TargetRow, lead_name: str) -> str:
    """The lead, and the office that has the next milestone of it."""
    for milestone in each.plan.milestones:
        held = milestone.milestone
        if milestone.standing.is_open and held.organisation_id == each.wording.target.lead_id:
            return f"{lead_name}: {held.office}"
    return lead_name


def promises(each: TargetRow, since: dt.date, on: dt.date) -> list[str]:
    """What was promised a quarter ago for the days until now, and what happened."""
    made = []
    for milestone in each.plan.milestones:
        then = milestone.as_of(since)
        is_due = then is not None and then.happened not in (Happened.DONE, Happened.DROPPED)
        if then is not None and is_due and then.due_on <= on:
            made.append(f"{milestone.milestone.words} by {say.day(then.due_on)}: {came_of(milestone)}")
    return made


def came_of(found: MilestoneRow) -> str:
    """What became of a milestone, as a clause."""
    newest = found.newest
    if found.standing is Standing.DONE and newest.done_on:
        return f"done on {say.day(newest.done_on)}."
    if found.standing is Standing.DROPPED:
        return f"dropped: {newest.words}"
    if newest.happened == Happened.MOVED:
        return f"moved to {say.day(newest.due_on)}: {newest.words}"
    return "not done."


def decisions(found: Whole, since: dt.date, letters: int) -> dict[str, Any]:
    """What the board is asked, the most urgent first; what it decided since last time."""
    rows = [(each, one) for each in found.rows for one in each.plan.decisions]
    waiting = sorted(
        (pair for pair in rows if pair[1].taken is None), key=lambda pair: pair[1].asked.needed_by
    )
    taken = [
        [each.reference, short(one.asked.words, letters), short(one.taken.words, letters), say.day(one.taken.on)]
        for each, one in rows
        if one.taken is not None and one.taken.on > since
    ]  # fmt: skip
    asked = [
        [each.reference, short(one.asked.words, letters), one.asked.organisation.name, say.day(one.asked.needed_by)]
        for each, one in waiting
    ]  # fmt: skip
    return {"decisions": asked[:MOST_DECISIONS], "decided": taken[:MOST_DECISIONS]}


def risks(found: Whole, letters: int) -> list[list[str]]:
    """The highest risks: target, what may happen, score and where it went, mitigation, owner, next review."""
    rows = [(each, risk) for each in found.rows for risk in each.plan.open_risks]
    rows.sort(key=lambda pair: (-pair[1].score, pair[1].way is not Way.RISING, pair[0].reference))
    return [
        [
            each.reference,
            short(risk.risk.words, letters),
            f"{risk.score} ({risk.newest.likelihood} × {risk.newest.impact}), {risk.way.words.lower()}",
            short(risk.newest.mitigation, letters),
            f"{risk.newest.organisation.short_name}: {risk.newest.office}",
            f"{say.day(risk.newest.review_on)}{', overdue' if risk.is_overdue else ''}",
        ]
        for each, risk in rows[:MOST_RISKS]
    ]


def falls_due(found: Whole, letters: int) -> list[list[str]]:
    """Milestones, reviews and decisions of the next ninety days, in the order of days."""
    until = found.on + dt.timedelta(days=SOON_DAYS)
    made: list[tuple[dt.date, str, str, str]] = []
    for each in found.rows:
        for one in each.plan.milestones:
            if one.standing is Standing.DUE:
                held = one.milestone
                made.append((one.newest.due_on, each.reference, held.words, f"{held.organisation.short_name}: {held.office}"))  # fmt: skip
        for risk in each.plan.open_risks:
            if found.on <= risk.newest.review_on <= until:
                made.append((risk.newest.review_on, each.reference, f"Review of the risk: {risk.risk.words}", f"{risk.newest.organisation.short_name}: {risk.newest.office}"))  # fmt: skip
        for decision in each.plan.decisions:
            if decision.taken is None and found.on <= decision.asked.needed_by <= until:
                made.append((decision.asked.needed_by, each.reference, f"Decision: {decision.asked.words}", "The board"))  # fmt: skip
    made.sort()
    rows = [[say.day(day), reference, short(words, letters), whose] for day, reference, words, whose in made]
    rest = len(rows) - MOST_DUE
    return [
        *rows[:MOST_DUE],
        *([["Later", "", f"{rest} more within {SOON_DAYS} days", ""]] if rest > 0 else []),
    ]


def short(text: str, letters: int) -> str:
    """A text of at most so many letters, cut between words and marked where it is cut."""
    flat = " ".join(text.split())
    if len(flat) <= letters:
        return flat
    return flat[: letters - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
