"""An organisation's own plan: begun, its lines added, changed by ending and replacing, and ended."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.frameworks.models import Framework, FrameworkLine, Kind, Release
from placepact.frameworks.permissions import check_can_write_plan
from placepact.frameworks.rules.asks import Aim, Level, Relation, Standing
from placepact.indicators.models import Indicator
from placepact.indicators.rules.periods import Period
from placepact.organisations.models import Organisation
from placepact.people.models import User

RESERVED = frozenset({"new", "conflicts"})


class CannotPlan(Refusal):
    """What was to be written into an own plan makes no sense; `field` names what to mend."""

    def __init__(self, text: str, field_name: str = "title") -> None:
        super().__init__(text)
        self.field = field_name


@dataclass(frozen=True)
class PlanTerms:
    """The title and days of an own plan, and whether it is made up."""

    title: str
    starts_on: dt.date
    ends_on: dt.date
    note: str = ""
    is_illustrative: bool = False


@dataclass(frozen=True)
class LineTerms:
    """One line of an own plan: a figure of ours, or one that is not defined yet; and what it is to be by when."""

    number: str
    title: str
    owed_to: str
    period: Period
    due_days: int
    indicator: Indicator | None = None
    level: Level = Level.OWN
    every_months: int = 12
    aim: Aim | None = None
    value: float | None = None


@transaction.atomic
def begin_plan(*, organisation: Organisation, terms: PlanTerms, by: User) -> Framework:
    """Start an own plan without lines. Raises NotAllowed and CannotPlan."""
    hold()
    check_can_write_plan(user=by, organisation=organisation)
    title = terms.title.strip()
    slug = slugify(title)[:80]
    if not slug or slug in RESERVED:
        raise CannotPlan("Write a title that says whose plan it is, such as Oldham Council plan.", "title")
    if Framework.objects.filter(slug=slug).exists():
        raise CannotPlan(f"A framework is called {title} already. Add the years to its title.", "title")
    if terms.ends_on < terms.starts_on:
        raise CannotPlan(f"It ends on {terms.ends_on}, before it starts. Correct one of the days.", "ends_on")
    plan = Framework.objects.create(
        slug=slug,
        title=title,
        kind=Kind.OWN,
        issuer=organisation.name,
        owner=organisation,
        note=terms.note,
        is_illustrative=terms.is_illustrative,
    )
    Release.objects.create(framework=plan, **release_of(terms, organisation))
    record(what="own_plan_begun", about=plan, by=by, organisation=organisation.slug)
    return plan


def release_of(terms: PlanTerms, organisation: Organisation) -> dict[str, object]:
    """The one release of an own plan: its owner is its source, and reviews it when it ends."""
    return {
        "name": f"{terms.starts_on.year} to {terms.ends_on.year}",
        "valid_from": terms.starts_on,
        "valid_to": terms.ends_on,
        "source": f"written here by {organisation.name}",
        "licence": f"that of {organisation.name}",
        "author": organisation.name,
        "checker": "not yet checked by a second person",
        "review_date": terms.ends_on,
    }


@transaction.atomic
def add_line(*, plan: Framework, terms: LineTerms, by: User) -> FrameworkLine:
    """Add a line to an own plan. Raises NotAllowed and CannotPlan."""
    hold()
    release = own_release(plan, by)
    check_line(release, terms)
    position = release.lines.count() + 1
    line = FrameworkLine.objects.create(**columns_of(release, terms, by), position=position)
    record(what="own_line_added", about=line, by=by, plan=plan.slug, number=line.number)
    return line


@transaction.atomic
def change_line(*, line: FrameworkLine, terms: LineTerms, on: dt.date, by: User) -> FrameworkLine:
    """End a line on a day and put another in its place, which asks from the next day. Raises NotAllowed, CannotPlan."""
    hold()
    plan = line.release.framework
    release = own_release(plan, by)
    stop(line, on, f"Changed on {on:%d %B %Y}.")
    check_line(release, terms)
    fresh = FrameworkLine.objects.create(
        **columns_of(release, terms, by),
        position=line.position,
        replaces=line,
        asks_from=on + dt.timedelta(days=1),
    )
    record(what="own_line_changed", about=fresh, by=by, plan=plan.slug, number=fresh.number, was=line.pk)
    return fresh


@transaction.atomic
def end_line(*, line: FrameworkLine, on: dt.date, because: str, by: User) -> None:
    """End a line: it asks for no period that ends after the day. Raises NotAllowed and CannotPlan."""
    hold()
    plan = line.release.framework
    own_release(plan, by)
    if not because.strip():
        raise CannotPlan("Say why the line ends: whoever reads the plan later will ask.", "because")
    stop(line, on, because.strip())
    record(what="own_line_ended", about=line, by=by, plan=plan.slug, number=line.number)


def own_release(plan: Framework, by: User) -> Release:
    """The newest release of an own plan that somebody may write. Raises NotAllowed and CannotPlan."""
    if plan.owner is None or plan.kind != Kind.OWN:
        raise CannotPlan(
            f"{plan.title} is no organisation's own plan: its definition is a file that experts review."
        )
    check_can_write_plan(user=by, organisation=plan.owner)
    return plan.releases.order_by("valid_from").reverse()[0]


def stop(line: FrameworkLine, on: dt.date, because: str) -> None:
    """Write down that a line has ended. Raises CannotPlan where it has already."""
    done = FrameworkLine.objects.filter(pk=line.pk, ended_on=None).update(
        ended_on=on, ended_because=because, asks_until=on
    )
    if not done:
        raise CannotPlan(
            f"Line {line.number} has ended already. Open the plan again to see how it reads now."
        )


def check_line(release: Release, terms: LineTerms) -> None:
    """Refuse a line that makes no sense. Raises CannotPlan."""
    for name in ("number", "title", "owed_to"):
        if not getattr(terms, name).strip():
            raise CannotPlan(f"Write the line's {name.replace('_', ' ')}.", name)
    if release.lines.filter(number=terms.number, ended_on=None).exists():
        raise CannotPlan(f"Number {terms.number} stands in this plan already. Write another.", "number")
    if not 0 <= terms.due_days <= 1000:
        raise CannotPlan(f"{terms.due_days} days after the period. Write 0 to 1,000.", "due_days")
    if (terms.aim is None) != (terms.value is None):
        raise CannotPlan(
            "A target needs both: at least or at most, and its value. Fill in the other.", "value"
        )
    if terms.value is not None and terms.indicator is None:
        raise CannotPlan("A target needs the figure that it is about. Choose it.", "indicator")


def columns_of(release: Release, terms: LineTerms, by: User) -> dict[str, object]:
    """A line's columns from its terms."""
    period = terms.period
    return {
        "release": release,
        "number": terms.number.strip(),
        "title": terms.title.strip(),
        "indicator": terms.indicator,
        "relation": Relation.SAME if terms.indicator else Relation.PENDING,
        "standing": Standing.OWN,
        "source": release.source,
        "owed_by": release.framework.owner,
        "owed_to": terms.owed_to.strip(),
        "area_level": terms.level,
        "period_length": period.length,
        "period_starts": f"{period.start:%m-%d}",
        "every_months": terms.every_months,
        "due_days": terms.due_days,
        "target_aim": terms.aim or "",
        "target_value": terms.value,
        "target_start": period.start if terms.aim else None,
        "target_length": period.length if terms.aim else "",
        "written_by": by,
        "written_on": timezone.localdate(),
    }
