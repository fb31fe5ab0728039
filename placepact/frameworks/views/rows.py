"""Rows of the pages of lists: answers in words and marks, with links to the figure and its return."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from placepact.frameworks.models import Framework, FrameworkLine, Kind
from placepact.frameworks.queries.answered import Answer, Listed, Standing
from placepact.frameworks.queries.around import Around, Delivery
from placepact.frameworks.queries.owed import Owed
from placepact.frameworks.rules.asks import BODY_CLASSES, Level, Relation, words_of_months
from placepact.frameworks.rules.asks import Standing as Sureness
from placepact.frameworks.rules.fit import State
from placepact.govuk import format as say
from placepact.indicators.definitions import load_definitions

MARKS = {
    State.MET: "full",
    State.RECOMPUTED: "full",
    State.NOT_APPLICABLE: "full",
    State.PARTLY: "half",
    State.PROVISIONAL: "half",
    State.NOT_MET: "empty",
    State.NOT_DUE: "empty",
    State.PENDING: "none",
    State.NOT_CARRIED: "none",
}
MOST_CELLS = 12


@dataclass(frozen=True)
class FrameworkRow:
    """A framework in the list: how its lines stand in the place and year, or that it asks nothing there."""

    title: str
    href: str
    owner: str
    releases: str
    standing: Standing | None
    is_illustrative: bool
    note: str = ""


def framework_rows(
    frameworks: Iterable[Framework], standings: Sequence[Standing]
) -> list[tuple[str, list[FrameworkRow]]]:
    """Frameworks under their kinds, agreements first."""
    by_slug = {each.slug: each for each in standings}
    groups: dict[str, list[FrameworkRow]] = {
        "Agreements": [
            FrameworkRow(each.title, each.href, each.owner, "", each, each.is_illustrative)
            for each in standings
            if each.is_agreement
        ]
    }
    for each in frameworks:
        row = FrameworkRow(
            each.title,
            each.get_absolute_url(),
            each.owner.name if each.owner else each.issuer,
            ", ".join(release.name for release in each.releases.all()),
            by_slug.get(each.slug),
            each.is_illustrative,
        )
        groups.setdefault(Kind(each.kind).label, []).append(row)
    return [(name, rows) for name, rows in groups.items() if rows]


@dataclass(frozen=True)
class CellRow:
    """One area and period of a line: what answers it, or why nothing does."""

    area: str
    period: str
    mark: str
    words: str
    reason: str
    figure: str
    figure_href: str
    delivery: Delivery | None
    due: str


@dataclass(frozen=True)
class LineRow:
    """A line with who owes it to whom, how often, how it relates to a figure of ours, and its cells."""

    line: FrameworkLine
    relation: str
    indicator_href: str
    owed_by: str
    owed_to: str
    how_often: str
    standing: str
    mark: str
    words: str
    reason: str
    cells: tuple[CellRow, ...]
    target: str


def line_rows(listed: Listed, delivered: Mapping[int, Delivery], found: Around) -> list[LineRow]:
    """The lines of a release as rows."""
    return [line_row(each.line, each.answer, delivered, found) for each in listed.lines]


def line_row(
    line: FrameworkLine, answer: Answer | None, delivered: Mapping[int, Delivery], found: Around
) -> LineRow:
    """One line as a row."""
    state = answer.state if answer else None
    return LineRow(
        line=line,
        relation=Relation(line.relation).words,
        indicator_href=f"/places/{found.place.code}/indicators/{line.indicator.slug}"
        if line.indicator
        else "",
        owed_by=line.owed_by.name if line.owed_by else BODY_CLASSES[line.owed_by_class].words,
        owed_to=line.owed_to,
        how_often=how_often(line),
        standing=Sureness(line.standing).words,
        mark=MARKS[state] if state else "none",
        words=summary(answer, line),
        reason=reason(answer) or (line.remark if answer is None else ""),
        cells=tuple(cell_row(each, delivered) for each in (answer.cells if answer else [])),
        target=target_words(line),
    )


def how_often(line: FrameworkLine) -> str:
    """ "every year, by 90 days after, for the area it acts for"."""
    level = Level(line.area_level).words
    return f"{words_of_months(line.every_months)}, within {line.due_days} days of its end, for {level}"


def target_words(line: FrameworkLine) -> str:
    """The target that a line sets, with its unit and year; empty where it sets none."""
    if line.target_value is None or line.target_start is None or line.indicator is None:
        return ""
    known = load_definitions().get(line.indicator.slug)
    figure = say.figure(line.target_value, known.unit if known else "", known.decimals if known else 1)
    return f"{line.target_aim.replace('_', ' ')} {figure} in {line.target_start.year}"


def summary(answer: Answer | None, line: FrameworkLine) -> str:
    """How a line stands: "Met", "7 of 10 met", "Not met"; or that it asks nothing here."""
    if answer is None:
        undefined = {"pending": State.PENDING.words, "not_carried": State.NOT_CARRIED.words}
        return undefined.get(line.relation, "Asks nothing here")
    if answer.total > 1 and 0 < answer.met < answer.total:
        return f"{answer.met} of {answer.total} met"
    if answer.total > 1 and answer.met == answer.total:
        return f"Met, all {answer.total}"
    return answer.state.words


def reason(answer: Answer | None) -> str:
    """Why cells are not met, in one line: the two most frequent reasons, with their numbers where there are several."""
    if answer is None:
        return ""
    said = answer.reasons()
    if answer.total == 1 or (len(said) == 1 and said[0][1] == answer.total):
        return said[0][0] if said else ""
    return "; ".join(f"{words} ({count} of {answer.total})" for words, count in said[:2])


def cell_row(owed: Owed, delivered: Mapping[int, Delivery]) -> CellRow:
    """One cell as a row."""
    known = load_definitions().get(owed.ask.named[0][1]) if owed.ask.named else None
    number = owed.fit.number
    return CellRow(
        area=owed.area.name,
        period=owed.period.label(),
        mark=MARKS[owed.fit.state],
        words=owed.fit.state.words,
        reason=owed.fit.reason,
        figure=say.figure(number, known.unit, known.decimals) if known and number is not None else "",
        figure_href=f"{owed.area.get_absolute_url()}/indicators/{known.slug}" if known else "",
        delivery=next((delivered[value] for value in owed.fit.values if value in delivered), None),
        due=say.day(owed.due_on),
    )
