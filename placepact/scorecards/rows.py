"""The words, numbers and small pictures of a scorecard's rows: what the page and its downloads show."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from placepact.agreements.rules.facts import how_far, how_far_in_words
from placepact.agreements.rules.status import Status
from placepact.drawings.series import Point
from placepact.drawings.sparkline import Spark, sparkline, strip
from placepact.govuk import format as say
from placepact.indicators.queries import Series
from placepact.indicators.rules.comparison import Verdict, against_benchmark
from placepact.indicators.rules.periods import Period
from placepact.indicators.rules.travel import Travel
from placepact.indicators.rules.words import Direction, Presence
from placepact.scorecards.queries import Card, Judged

NONE = "–"


@dataclass(frozen=True)
class Row:
    """A row as it is shown. The template's macro takes these names."""

    reference: str
    name: str
    href: str
    measure: str
    lead: str
    block: str
    latest_text: str
    unit_text: str
    period_text: str
    missing_reason: str
    target_text: str
    margin_text: str
    status: str
    status_word: str
    how_far: str
    why: str
    travel_arrow: str
    travel_word: str
    travel_detail: str
    spark_svg: str
    spark_left: str
    spark_middle: str
    spark_right: str
    england_text: str
    england_note: str
    similar_text: str
    similar_note: str


def row(judged: Judged, card: Card) -> Row:
    """The row of one judged target."""
    target, spark = judged.target, picture(judged)
    latest, due = latest_and_due(judged)
    arrow, word, detail = travel(judged)
    england, england_note = of_england(judged, card)
    similar, similar_note = of_similar(judged, card)
    return Row(
        reference=target.wording.line.reference,
        name=target.wording.title,
        href=address(judged, card),
        measure=target.measure,
        lead=target.lead.short_name,
        block=target.wording.block.slug,
        latest_text=latest,
        unit_text=say.unit_word(unit(judged)) if judged.at is not None else "",
        period_text=judged.period.label() if judged.period else "",
        missing_reason="" if judged.at is not None else absence(judged, card),
        target_text=due,
        margin_text=margin(judged, card),
        status=judged.status.value,
        status_word=judged.status.word,
        how_far=distance(judged),
        why=judged.reason.sentence,
        travel_arrow=arrow,
        travel_word=word,
        travel_detail=detail,
        spark_svg=spark.svg if spark else "",
        spark_left=spark.left if spark else "",
        spark_middle=spark.middle if spark else "",
        spark_right=spark.right if spark else "",
        england_text=england,
        england_note=england_note,
        similar_text=similar,
        similar_note=similar_note,
    )


def address(judged: Judged, card: Card) -> str:
    """The page that tells more: of the figure where there is a series, else of the target in the agreement."""
    if judged.definition is None:
        return f"{card.agreement.get_absolute_url()}#{judged.target.wording.line.reference}"
    return f"{card.shown.get_absolute_url()}/indicators/{judged.definition.slug}"


def unit(judged: Judged) -> str:
    return judged.definition.unit if judged.definition else ""


def decimals(judged: Judged) -> int:
    return judged.definition.decimals if judged.definition else 1


def writer(judged: Judged) -> Callable[[float], str]:
    """How a number of this target is written, with its sign but without its word."""
    return lambda number: say.short(number, unit(judged), decimals(judged))


def latest_and_due(judged: Judged) -> tuple[str, str]:
    """The figure and what is due, with a decimal more where they would look the same and are not."""
    show = writer(judged)
    due = NONE if math.isnan(judged.due) else show(judged.due)
    if judged.at is None:
        return NONE, due
    if math.isnan(judged.due):
        return show(judged.value), due
    return say.pair(judged.value, judged.due, unit(judged), decimals(judged))


def margin(judged: Judged, card: Card) -> str:
    """The margin where the scheme uses one and the target has its own."""
    own = judged.target.margin_percent
    return f"margin {own:g}%" if own is not None and "margin" in card.scheme.parameters else ""


def distance(judged: Judged) -> str:
    """ "3.8% short", or why no status could be given to a figure that is there."""
    if judged.at is None:
        return ""
    if judged.status is Status.NO_FIGURE:
        return judged.reason.sentence
    sign = Direction(judged.definition.direction).sign if judged.definition else 0
    return how_far_in_words(float(how_far(judged.value, judged.due, sign)), sign)


def absence(judged: Judged, card: Card) -> str:
    """Why there is no figure."""
    if judged.definition is None:
        return "no figures are kept here"
    if judged.target.part_of_area or judged.target.for_whom != "everyone":
        return f"not published for {judged.target.part_of_area or judged.target.for_whom}"
    known = [Presence(each) for each in judged.series.presence if each != Presence.GIVEN]
    if known:
        return say.absent(known[-1].value)
    return "none for the whole place" if card.is_whole and judged.parts else "not published for this area"


def travel(judged: Judged) -> tuple[str, str, str]:
    """The arrow says where the number went, the word whether that is good."""
    if judged.verdicts is None:
        return "none", "", ""
    way, change = Travel(int(judged.verdicts.travel[0])), float(judged.verdicts.change[0])
    if way is Travel.NONE:
        return "none", "", "No earlier figure"
    arrow = "up" if change > 0 else "down" if change < 0 else "flat"
    words = say.change(change, unit(judged), decimals(judged))
    return arrow, way.word, "" if way is Travel.SAME else words


def of_england(judged: Judged, card: Card) -> tuple[str, str]:
    """England's figure of the same period, with who is better only where the interval leaves no doubt."""
    if judged.at is None:
        newest = last_given(judged.england)
        return (
            (writer(judged)(newest[1]), "")
            if newest and not card.around.shown.code.startswith("K")
            else (NONE, "")
        )
    number = judged.of_england()
    if math.isnan(number):
        return NONE, "not published"
    return writer(judged)(number), against(judged)


def against(judged: Judged) -> str:
    """What the interval says of the difference from England; empty where no limits are published."""
    if judged.definition is None:
        return ""
    lower, upper = judged.limits
    verdict = against_benchmark(lower, upper, judged.of_england(), Direction(judged.definition.direction))
    words = {
        Verdict.WORSE: "we are worse",
        Verdict.BETTER: "we are better",
        Verdict.SIMILAR: "no clear difference",
        Verdict.NO_JUDGEMENT: "we differ",
    }
    return words.get(Verdict(int(verdict)), "")


def of_similar(judged: Judged, card: Card) -> tuple[str, str]:
    """The middle of similar areas, and how many of them have a figure where not all do."""
    if not card.around.similar:
        return NONE, "none named"
    if judged.definition is None:
        return NONE, ""
    found = judged.of_similar()
    if not found:
        return NONE, "not published"
    note = "" if len(found) == len(card.around.similar) else f"{len(found)} of {len(card.around.similar)}"
    return writer(judged)(statistics.median(found)), note


def last_given(series: Series) -> tuple[Period, float] | None:
    """The newest figure of a series; None where it has none."""
    found = [(p, v) for p, v in zip(series.periods, series.value, strict=True) if not math.isnan(v)]
    return found[-1] if found else None


def picture(judged: Judged) -> Spark | None:
    """Figures and promised path; or the parts as ticks where the whole has no figure but they do."""
    show = writer(judged)
    if judged.at is not None:
        return sparkline(points(judged.series), promise(judged), described(judged))
    if judged.target.part_of_area or judged.target.for_whom != "everyone":
        return None
    parts = [number for _, _, number in judged.of_parts()]
    due = None if math.isnan(judged.due) else judged.due
    return strip(parts, due, show) if parts and not len(judged.series) else None


def described(judged: Judged) -> str:
    """The sparkline in words."""
    first = next(
        (p, v) for p, v in zip(judged.series.periods, judged.series.value, strict=True) if not math.isnan(v)
    )
    show, period = writer(judged), judged.period
    assert period is not None
    words = f"{judged.target.wording.title}: {show(first[1])} in {first[0].label()} to {show(judged.value)} in {period.label()}"
    if judged.path:
        words += f"; target {show(judged.path[-1][1])} by {judged.path[-1][0].label()}"
    return words


def moment(period: Period) -> float:
    """Where a period stands on an axis of years: the year in which it ends; a day by its share of the year."""
    if period.length_months and period.length_months % 12 == 0:
        return float(period.ends_on.year)
    return period.ends_on.year + (period.ends_on.timetuple().tm_yday - 1) / 365.25


def when(period: Period) -> str:
    """ "in 2023", "on 30 April 2025"."""
    is_day = period.is_point and period.start.day != 1
    return f"{'on' if is_day else 'in'} {period.label()}"


def short_name(period: Period) -> str:
    """What stands at the end of a small picture: the last year of a period, 2023 or 2024-25."""
    return year_name(int(moment(period)), is_split=splits(period))


def splits(period: Period) -> bool:
    """Whether a period is made of years that begin in one calendar year and end in the next."""
    is_years = bool(period.length_months) and period.length_months % 12 == 0
    return is_years and (period.start.month, period.start.day) != (1, 1)


def year_name(ends_in: int, *, is_split: bool) -> str:
    """ "2024-25" for a split year that ends in 2025, else "2025"."""
    return f"{ends_in - 1}-{ends_in % 100:02d}" if is_split else str(ends_in)


def points(series: Series) -> list[Point]:
    """A series as points to draw; a figure that is not there is None."""
    bounds = zip(series.lower, series.upper, strict=True)
    return [
        Point(moment(period), short_name(period), there(value), there(lower), there(upper))
        for period, value, (lower, upper) in zip(series.periods, series.value, bounds, strict=True)
    ]


def there(number: float) -> float | None:
    return None if math.isnan(number) else float(number)


def promise(judged: Judged) -> list[Point]:
    """The promised path as points, from the baseline on."""
    stated = [*([judged.baseline] if judged.baseline else []), *judged.path]
    return [Point(moment(period), short_name(period), number) for period, number in stated]


@dataclass(frozen=True)
class Block:
    slug: str
    name: str
    rows: tuple[Row, ...]
    on_track: int

    @property
    def summary(self) -> str:
        return f"{self.on_track} of {len(self.rows)} on track"


def blocks(card: Card, judged: Sequence[Judged]) -> list[Block]:
    """Judged targets under their blocks, both in the order given."""
    grouped: dict[str, list[Judged]] = {}
    names = {}
    for each in judged:
        block = each.target.wording.block
        names[block.slug] = block.name
        grouped.setdefault(block.slug, []).append(each)
    return [
        Block(slug, names[slug], tuple(row(each, card) for each in rows), count(rows, Status.ON_TRACK))
        for slug, rows in grouped.items()
    ]


def count(judged: Sequence[Judged], status: Status) -> int:
    """How many targets have a status."""
    return sum(each.status is status for each in judged)


def verdict(judged: Sequence[Judged]) -> str:
    """ "17 targets. 9 on track, 2 behind, 4 off track. For 2 there is no figure." """
    words = [
        f"{count(judged, status)} {status.word.lower()}"
        for status in (Status.ON_TRACK, Status.BEHIND, Status.OFF_TRACK, Status.NO_REAL_CHANGE)
        if count(judged, status)
    ]
    without = count(judged, Status.NO_FIGURE)
    sentences = [f"{say.count(len(judged), 'target')}."]
    if words:
        sentences.append(", ".join(words) + ".")
    if without:
        sentences.append(f"For {without} there is no figure to judge by.")
    return " ".join(sentences)
