"""What people write in the fields of a plan, a line, minutes and an inspection, as terms; by field what cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from placepact.agreements.forms import read_period
from placepact.frameworks.actions import Cost, LineTerms, PlanTerms, Visited
from placepact.frameworks.models import Framework, FrameworkLine
from placepact.frameworks.rules.asks import Aim, Level
from placepact.indicators.models import Indicator
from placepact.indicators.rules.periods import Period

NO_PERIOD = Period(dt.date(2000, 4, 1), "P1Y")


@dataclass
class Reading:
    """Fields as they were sent, and by name what could not be read."""

    given: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, fault: str = "") -> str:
        written = self.given.get(name, "").strip()
        if not written and fault:
            self.faults[name] = fault
        return written

    def day(self, name: str) -> dt.date:
        written = self.text(name)
        try:
            return dt.date.fromisoformat(written)
        except ValueError:
            self.faults[name] = (
                f"“{written}” is not a day. Write year, month, day, such as 2024-04-01."
                if written
                else "Write a day, such as 2024-04-01."
            )
            return dt.date.min

    def whole(self, name: str, usual: int | None = None) -> int:
        """A whole number of 0 or more; `usual` where nothing was written."""
        written = self.text(name).replace(",", "")
        if not written and usual is not None:
            return usual
        if not written.isdecimal() or len(written) > 6:
            self.faults[name] = f"“{written}” is not a whole number. Write digits, such as 30."
            return 0
        return int(written)

    def number(self, name: str) -> float | None:
        written = self.text(name).replace(",", "").replace("\N{MINUS SIGN}", "-").removesuffix("%")
        if not written:
            return None
        try:
            found = float(written)
        except ValueError:
            found = float("nan")
        if found != found or abs(found) == float("inf"):
            self.faults[name] = f"“{self.text(name)}” is not a number. Write digits, such as 18.3."
            return None
        return found

    def period(self, name: str) -> Period:
        try:
            return read_period(self.text(name))
        except ValueError as wrong:
            self.faults[name] = str(wrong)
            return NO_PERIOD


def read_plan(read: Reading) -> PlanTerms:
    """The terms of an own plan."""
    return PlanTerms(
        title=read.text("title", "Write a title that says whose plan it is."),
        starts_on=read.day("starts_on"),
        ends_on=read.day("ends_on"),
        note=read.text("note"),
        is_illustrative=bool(read.given.get("is_illustrative")),
    )


def read_line(read: Reading) -> LineTerms:
    """The terms of a line of an own plan: one query for its indicator."""
    slug = read.text("indicator")
    indicator = Indicator.objects.filter(slug=slug).first() if slug else None
    if slug and indicator is None:
        read.faults["indicator"] = f"No figure is called “{slug}”. Choose one of the list."
    level, aim = read.text("level") or Level.OWN.value, read.text("aim")
    if level not in set(Level):
        read.faults["level"] = f"“{level}” is no level of area. Choose one of the list."
        level = Level.OWN.value
    if aim and aim not in set(Aim):
        read.faults["aim"] = f"“{aim}” is neither at least nor at most. Choose one."
        aim = ""
    every = read.whole("every_months", 12)
    if not 1 <= every <= 120:
        read.faults.setdefault("every_months", f"Every {every} months. Write 1 to 120.")
    return LineTerms(
        number=read.text("number", "Write a number, such as C1."),
        title=read.text("title", "Write what is measured."),
        owed_to=read.text("owed_to", "Write who gets the figure, such as the cabinet."),
        period=read.period("period"),
        due_days=read.whole("due_days", 90),
        indicator=indicator,
        level=Level(level),
        every_months=every,
        aim=Aim(aim) if aim else None,
        value=read.number("value"),
    )


def written_line(line: FrameworkLine) -> dict[str, str]:
    """What stands in the fields of a line that is to be changed."""
    start = line.target_start or dt.date.fromisoformat(f"{line.release.valid_from.year}-{line.period_starts}")
    value = line.target_value
    return {
        "number": line.number,
        "title": line.title,
        "owed_to": line.owed_to,
        "period": str(Period(start, line.period_length)),
        "due_days": str(line.due_days),
        "indicator": line.indicator.slug if line.indicator else "",
        "level": line.area_level,
        "every_months": str(line.every_months),
        "aim": line.target_aim,
        "value": "" if value is None else f"{value:g}",
    }


def read_cost(read: Reading, today: dt.date) -> Cost:
    """Minutes an item costs: one query for the framework, where one is named."""
    slug = read.text("framework")
    framework = Framework.objects.filter(slug=slug).first() if slug else None
    if slug and framework is None:
        read.faults["framework"] = f"No framework is called “{slug}”. Choose one of the list."
    return Cost(
        minutes=read.whole("minutes"),
        evidence=read.text("evidence", "Say who was timed, when, on how many items; or that it is assumed."),
        is_assumed=bool(read.given.get("is_assumed")),
        on=today,
        framework=framework,
    )


def read_visit(read: Reading, today: dt.date) -> Visited:
    """An inspection."""
    return Visited(
        inspectorate=read.text("inspectorate", "Write who inspects."),
        scope=read.text("scope", "Write what is inspected."),
        starts_on=read.day("starts_on"),
        ends_on=read.day("ends_on"),
        days=read.whole("days"),
        source=read.text("source", "Write how you know: a letter, a published plan."),
        recorded_on=today,
        items_asked=read.whole("items_asked", 0),
    )
