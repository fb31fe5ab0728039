"""How far lines and frameworks are answered by what has been delivered: cells gathered into rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from placepact.frameworks.models import Framework, FrameworkLine, Release
from placepact.frameworks.queries.owed import Owed
from placepact.frameworks.rules.fit import State
from placepact.indicators.rules.periods import Period


@dataclass
class Answer:
    """The cells of one line, or of one figure in one framework: how many are met, and why the others are not."""

    cells: list[Owed] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.cells)

    @property
    def met(self) -> int:
        return sum(each.is_met for each in self.cells)

    @property
    def state(self) -> State:
        """Met where every cell is; met in part where some are, or answer in part; else what most of them are."""
        states = Counter(each.fit.state for each in self.cells)
        if self.met == self.total:
            return State.RECOMPUTED if states[State.RECOMPUTED] == self.total else State.MET
        if self.met or states[State.PARTLY]:
            return State.PARTLY
        return states.most_common(1)[0][0]

    def reasons(self) -> list[tuple[str, int]]:
        """Why cells are not met, or how they are, each reason with its number of cells, the most frequent first."""
        said = Counter(each.fit.reason for each in self.cells if each.fit.reason)
        return said.most_common()

    def values(self) -> tuple[int, ...]:
        """The ids of every value used, each once."""
        return tuple(dict.fromkeys(value for each in self.cells for value in each.fit.values))


@dataclass
class Standing:
    """How a framework stands: its lines that ask something here, and how many of them are met."""

    slug: str
    title: str
    href: str
    owner: str
    is_illustrative: bool
    is_agreement: bool
    lines: dict[str, Answer] = field(default_factory=dict)

    @property
    def met(self) -> int:
        return sum(each.state in (State.MET, State.RECOMPUTED) for each in self.lines.values())

    @property
    def partly(self) -> int:
        return sum(each.state in (State.PARTLY, State.PROVISIONAL) for each in self.lines.values())

    @property
    def open(self) -> int:
        return sum(each.state in (State.NOT_MET, State.NOT_DUE) for each in self.lines.values())

    @property
    def undefined(self) -> int:
        """Lines that no figure can meet yet: pending, or measured by nothing of ours."""
        return sum(each.state in (State.PENDING, State.NOT_CARRIED) for each in self.lines.values())


def by_framework(found: Iterable[Owed]) -> list[Standing]:
    """Frameworks in the order in which they ask, each with its lines."""
    made: dict[str, Standing] = {}
    for each in found:
        ask = each.ask
        held = made.get(ask.framework)
        if held is None:
            href = ask.href.partition("#")[0]
            held = Standing(
                ask.framework, ask.framework_title, href, ask.owner, ask.is_illustrative, ask.line is None
            )
            made[ask.framework] = held
        held.lines.setdefault(ask.number, Answer()).cells.append(each)
    return list(made.values())


@dataclass
class Figure:
    """One figure, with how far it counts towards each framework that asks for it: `counts` by framework slug."""

    indicator: int
    title: str
    slug: str
    counts: dict[str, Answer] = field(default_factory=dict)

    @property
    def serves(self) -> int:
        """Towards how many frameworks it counts, wholly or in part."""
        return sum(each.met > 0 or each.state is State.PARTLY for each in self.counts.values())


def by_figure(found: Iterable[Owed]) -> list[Figure]:
    """Figures of ours with the frameworks that ask for them, those that serve most first."""
    made: dict[int, Figure] = {}
    for each in found:
        for indicator, slug, title in each.ask.named:
            figure = made.setdefault(indicator, Figure(indicator, title, slug))
            figure.counts.setdefault(each.ask.framework, Answer()).cells.append(each)
    return sorted(made.values(), key=lambda each: (-each.serves, -len(each.counts), each.title))


@dataclass(frozen=True)
class ListedLine:
    """A line of a release as it is shown, with its answer where it asks somebody here."""

    line: FrameworkLine
    answer: Answer | None


@dataclass(frozen=True)
class Listed:
    """A release of a framework with its lines; `placeholders` are those whose title is known from no source."""

    framework: Framework
    release: Release
    releases: tuple[Release, ...]
    lines: tuple[ListedLine, ...]
    placeholders: tuple[FrameworkLine, ...]

    @property
    def not_listed(self) -> int:
        """How many lines the source states and this release does not list."""
        there = len(self.lines) + len(self.placeholders)
        return max((self.release.stated_count or 0) - there, 0) if self.is_count_of_lines else 0

    @property
    def is_count_of_lines(self) -> bool:
        """Whether the stated count is of lines: that of a list whose lines have groups is of the groups."""
        return not any(each.line.group for each in self.lines)


def listed(framework: Framework, year: Period, found: Sequence[Owed], named: str = "") -> Listed | None:
    """A framework's release of a year (or the one named) with its lines and their answers: two queries."""
    releases = list(framework.releases.order_by("valid_from"))
    release = chosen(releases, year, named)
    if release is None:
        return None
    answers: dict[int, Answer] = {}
    for each in found:
        if each.ask.line is not None:
            answers.setdefault(each.ask.line, Answer()).cells.append(each)
    rows = list(
        FrameworkLine.objects.filter(release=release, ended_on=None)
        .select_related("indicator", "owed_by")
        .order_by("position", "id")
    )
    return Listed(
        framework,
        release,
        tuple(releases),
        tuple(ListedLine(each, answers.get(each.pk)) for each in rows if each.standing != "placeholder"),
        tuple(each for each in rows if each.standing == "placeholder"),
    )


def chosen(releases: Sequence[Release], year: Period, named: str = "") -> Release | None:
    """The release named, else that in force at the end of the year, else the newest; None where there is none."""
    for each in releases:
        if named and each.name == named:
            return each
    day = year.ends_on
    in_force = [
        each
        for each in releases
        if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)
    ]
    return next(reversed(in_force or list(releases)), None)


def asking(indicators: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """Title and address of every list with a standing line on each indicator, by title: one query."""
    rows = (
        FrameworkLine.objects.filter(indicator__in=indicators, ended_on=None)
        .values_list("indicator", "release__framework__title", "release__framework__slug")
        .distinct()
        .order_by("release__framework__title")
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for indicator, title, slug in rows:
        found.setdefault(indicator, []).append((title, f"/frameworks/{slug}"))
    return found
