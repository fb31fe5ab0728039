"""The ten questions that a board asks every quarter, each with its answer in a sentence and the page that shows it."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from placepact.delivery.documents.contents import lead
from placepact.delivery.queries.whole import Whole
from placepact.delivery.rules.danger import Sign
from placepact.delivery.rules.plans import Standing
from placepact.govuk import format as say
from placepact.indicators.rules.words import Direction

FEWEST = 2
"""Of one target alone nobody is said to be left behind: a district must be last on two."""


class Answer(NamedTuple):
    """A question, its answer, and the pages that show it as text and address; none where its room is not there yet."""

    question: str
    sentence: str
    pages: tuple[tuple[str, str], ...]


def answers(found: Whole) -> list[Answer]:
    """All ten, in the order in which they are asked."""
    base = found.agreement.get_absolute_url()
    place = found.agreement.place.area.get_absolute_url() if found.agreement.place.area else ""
    card = (("Scorecard", f"{place}/scorecard?agreement={found.agreement.slug}"),) if place else ()
    pack = ("Board pack", f"{base}/board-pack")
    delivery = ("Delivery", f"{base}/delivery")
    worst, furthest = behind(found)
    left = (("Its scorecard", f"{place}/scorecard?agreement={found.agreement.slug}&area={furthest}"),)
    return [
        Answer("Are we on track, and what must we decide?", f"{lead(found)} {to_decide(found)}", (pack,)),
        Answer(
            "Who has not delivered?",
            not_delivered(found),
            (delivery, ("Figures that are owed", "/collections")),
        ),
        Answer("What did we promise, and what did we get?", promised(found), (*card, ("Agreement", base))),
        Answer("How do we know this figure?", known(found), source(found, place)),
        Answer("Who is pulling their weight?", weights(found), (("Duties", f"{base}/duties"), delivery)),
        Answer("Whom are we leaving behind?", worst, left if furthest else card),
        Answer("What goes wrong next?", next_wrong(found), (delivery,)),
        Answer(
            "What public money is spent here, and on what?",
            "The count of public money in the place says what is on record, each pound counted once."
            if place
            else "Nothing is counted: the place has no address of its own.",
            (("Money", f"{place}/money"),) if place else (),
        ),
        Answer(
            "Does money and work reach the community sector?",
            "Nothing is kept of it yet; the answer comes with the room of the community sector.",
            (),
        ),
        Answer(
            "What was it worth, and who had the benefit?",
            "Nothing is kept of it yet; the answer comes with the room of benefits.",
            (),
        ),
    ]


def to_decide(found: Whole) -> str:
    many = sum(one.taken is None for each in found.rows for one in each.plan.decisions)
    return f"{say.first_up(say.count_in_words(many, 'decision is', 'decisions are'))} asked of the board."


def not_delivered(found: Whole) -> str:
    """Late milestones by the organisation that has them."""
    late = Counter(
        one.milestone.organisation.name
        for each in found.rows
        for one in each.plan.milestones
        if one.standing is Standing.LATE
    )
    if not late:
        return "No milestone is late."
    told = ", ".join(f"{name} {many}" for name, many in late.most_common())
    return f"{say.first_up(say.count_in_words(late.total(), 'milestone is', 'milestones are'))} late: {told}."


def promised(found: Whole) -> str:
    judged = [each for each in found.rows if each.judged and each.judged.at is not None]
    met = sum(each.status == "on_track" for each in judged)
    return f"{say.count(len(found.rows), 'target')} were promised; {len(judged)} have a figure, and {met} of these are where they should be by now."


def known(found: Whole) -> str:
    """How many figures have their return, and how many files stand beside them, checked or not."""
    files = [one for each in found.rows for one in each.plan.evidence]
    checked = sum(one.check is not None for one in files)
    told = "Each figure shows its definition, return and row on its own page."
    return f"{told} {say.first_up(say.count_in_words(len(files), 'file stands', 'files stand'))} behind plans and claims, {checked} checked."


def source(found: Whole, place: str) -> tuple[tuple[str, str], ...]:
    """The page of the figure that endangers most, else of the first there is."""
    for each in [*found.endangered, *found.rows]:
        if each.judged and each.judged.definition and each.judged.at is not None and place:
            title = each.judged.definition.title
            return ((title, f"{place}/indicators/{each.judged.definition.slug}"),)
    return ()


def weights(found: Whole) -> str:
    """Milestones done and late by whoever has them, the most first."""
    done, all_of = Counter[str](), Counter[str]()
    for each in found.rows:
        for one in each.plan.milestones:
            if one.standing is not Standing.DROPPED:
                name = one.milestone.organisation.name
                all_of[name] += 1
                done[name] += one.standing is Standing.DONE
    if not all_of:
        return "No milestones are written down, so nobody's part can be told."
    told = "; ".join(f"{name} {done[name]} of {many}" for name, many in all_of.most_common(5))
    return f"Milestones done, of those promised: {told}."


def behind(found: Whole) -> tuple[str, str]:
    """The part of the place that is last on most targets, in a sentence, and its code; no code where none is."""
    last, codes, compared = Counter[str](), dict[str, str](), 0
    for each in found.rows:
        if each.judged is None or each.judged.definition is None:
            continue
        sign, parts = Direction(each.judged.definition.direction).sign, each.judged.of_parts()
        if len(parts) < FEWEST or not sign:
            continue
        compared += 1
        area = min(parts, key=lambda part: part[2] * sign)[0]
        last[area.name] += 1
        codes[area.name] = area.code
    if not last or last.most_common(1)[0][1] < FEWEST:
        return (
            "No part of the place is last on more than one target, or no figures of its parts are kept.",
            "",
        )
    name, many = last.most_common(1)[0]
    return (
        f"{name} has the worst figure on {many} of {compared} targets that can be compared between parts of the place.",
        codes[name],
    )


def next_wrong(found: Whole) -> str:
    """The targets that a forecast or a rising risk endangers, before their figure shows it."""
    signs = {Sign.FORECAST, Sign.RISING_RISK, Sign.HIGH_RISK, Sign.LATE}
    coming = [each for each in found.endangered if each.is_hidden and signs & {d.sign for d in each.dangers}]
    if not coming:
        return "Nothing is endangered that its figure does not show already."
    first = coming[0]
    told = "; ".join(each.words for each in first.dangers)
    more = (
        f" {say.first_up(say.count_in_words(len(coming) - 1, 'more target'))} beside it."
        if len(coming) > 1
        else ""
    )
    return f"{first.wording.title}: {told}.{more}"
