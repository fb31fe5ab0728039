"""What people write in the fields of a line, as its terms, and back: nothing that was written is ever lost."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from placepact.agreements.rules.terms import LineTerms
from placepact.indicators.rules.periods import Period, parse
from placepact.organisations.models import Organisation

MOST_ROWS = 100
FINANCIAL = re.compile(r"(\d{4})[-/](\d{2})")
CALENDAR = re.compile(r"\d{4}")
FLAGS = ("designated", "statutory_education", "in_reward")
PLAIN = (
    "reference", "block", "title", "wording", "priority", "indicator", "measure", "area", "part_of_area",
    "level", "for_whom", "change_reason",
)  # fmt: skip


@dataclass(frozen=True)
class Bodies:
    """Organisations by slug, name and short name, as people write them."""

    names: Mapping[str, str]
    slugs: Mapping[str, str]

    @classmethod
    def all(cls) -> Bodies:
        """Every organisation: one query."""
        rows = list(Organisation.objects.values_list("slug", "name", "short_name"))
        slugs = {written.casefold(): slug for slug, name, short in rows for written in (short, slug, name)}
        return cls({slug: name for slug, name, _ in rows}, slugs)

    def slug(self, written: str) -> str:
        """The slug of a body as somebody wrote it; empty where none is called so."""
        return self.slugs.get(" ".join(written.split()).casefold(), "")

    def say(self, slug: str) -> str:
        return self.names.get(slug, slug)


@dataclass
class Reading:
    """The terms as far as they could be read, and by field what could not."""

    bodies: Bodies
    given: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.given.get(name, "").strip()

    def body(self, name: str) -> str:
        written = self.text(name)
        slug = self.bodies.slug(written) if written else ""
        if written and not slug:
            self.faults[name] = (
                f"No organisation is called “{written}”. Write its name as it stands under Organisations."
            )
        return slug

    def number(self, name: str) -> float | None:
        written = self.text(name).replace(",", "").replace("\N{MINUS SIGN}", "-").removesuffix("%")
        if not written:
            return None
        try:
            return float(written)
        except ValueError:
            self.faults[name] = f"“{self.text(name)}” is not a number. Write digits, such as 18.3."
            return None

    def pence(self, name: str) -> int | None:
        written = self.text(name).replace(",", "").removeprefix("£")
        if not written:
            return None
        try:
            pence = Decimal(written) * 100
        except InvalidOperation:
            pence = Decimal("0.5")
        if not pence.is_finite() or pence != pence.to_integral_value():
            self.faults[name] = (
                f"“{self.text(name)}” is not an amount of money. Write pounds, such as 25000 or 25000.50."
            )
            return None
        return int(pence)

    def day(self, name: str) -> dt.date | None:
        written = self.text(name)
        try:
            return dt.date.fromisoformat(written) if written else None
        except ValueError:
            self.faults[name] = f"“{written}” is not a day. Write year, month, day, such as 2008-06-30."
            return None

    def rows(self, name: str) -> int:
        """How many rows of a repeated field were sent."""
        sent = [each.removeprefix(name) for each in self.given if each.startswith(name)]
        return min(max((int(each) for each in sent if each.isdecimal()), default=0), MOST_ROWS)

    def period(self, name: str) -> Period | None:
        written = self.text(name)
        if not written:
            return None
        try:
            return read_period(written)
        except ValueError as wrong:
            self.faults[name] = str(wrong)
            return None


def read_period(written: str) -> Period:
    """2010-11 is a financial year, 2010 a calendar one; anything else as 2010-09-01/P1Y. ValueError."""
    found = FINANCIAL.fullmatch(written)
    if found and int(found[2]) == (int(found[1]) + 1) % 100:
        return Period(dt.date(int(found[1]), 4, 1), "P1Y")
    if CALENDAR.fullmatch(written) and int(written) >= 1900:
        return Period(dt.date(int(written), 1, 1), "P1Y")
    try:
        return parse(written)
    except ValueError:
        raise ValueError(
            f"“{written}” is not a period. Write a financial year such as 2010-11, a year such as 2010, "
            "or a start and a length such as 2010-09-01/P1Y."
        ) from None


def read_terms(given: Mapping[str, str], kind: str, bodies: Bodies) -> tuple[LineTerms, dict[str, str]]:
    """The terms of a line as somebody wrote them, and by field what could not be read."""
    read = Reading(bodies, given)
    plain = {name: read.text(name) for name in PLAIN}
    if kind != "target":
        terms = LineTerms(
            reference=plain["reference"],
            block=plain["block"],
            title=plain["title"],
            wording=plain["wording"],
            change_reason=plain["change_reason"],
            kind=kind,
            body=read.body("body"),
            amount_pence=read.pence("amount"),
            partners=partners(read),
        )
        return terms, read.faults
    started = read.period("baseline_period")
    baseline = read.number("baseline")
    if baseline is not None and started is None and "baseline_period" not in read.faults:
        read.faults["baseline_period"] = "A baseline is of a period. Write which, such as 2007-08."
    common: dict[str, Any] = {**plain, "for_whom": plain["for_whom"] or "everyone"}
    terms = LineTerms(
        **common,
        kind=kind,
        lead=read.body("lead"),
        baseline=baseline,
        baseline_period=(started.start, started.length) if started else (None, ""),
        years=years(read),
        partners=partners(read),
        flags=frozenset(name for name in FLAGS if given.get(name)),
        relative_to=read.text("relative_to"),
        approval_level=read.text("approval_level"),
        margin_percent=read.number("margin"),
        without=read.number("without"),
        deferred_until=read.day("deferred_until"),
    )
    if not terms.lead and "lead" not in read.faults:
        read.faults["lead"] = "A target has a lead. Name the organisation."
    return terms, read.faults


def years(read: Reading) -> tuple[tuple[dt.date, str, float], ...]:
    """The values that a target promises, each of a period."""
    made = []
    for at in range(1, read.rows("year_") + 1):
        period, value = read.period(f"year_{at}"), read.number(f"value_{at}")
        if period and value is not None:
            made.append((period.start, period.length, value))
        elif period and f"value_{at}" not in read.faults:
            read.faults[f"value_{at}"] = (
                "Write the value that is promised for this period, or clear the period."
            )
        elif value is not None and f"year_{at}" not in read.faults:
            read.faults[f"year_{at}"] = "Write the period for which this value is promised, such as 2010-11."
    return tuple(sorted(made))


def partners(read: Reading) -> tuple[tuple[str, str], ...]:
    """The bodies that a line relates to beside its lead, and how closely."""
    named = [
        (read.body(f"partner_{at}"), read.text(f"closeness_{at}"))
        for at in range(1, read.rows("partner_") + 1)
    ]
    return tuple((slug, how or "supports") for slug, how in named if slug)


def written(terms: LineTerms, bodies: Bodies) -> dict[str, str]:
    """The terms of a line as they stand in its fields."""
    made = {name: getattr(terms, name) for name in PLAIN}
    made |= {
        "lead": bodies.say(terms.lead),
        "body": bodies.say(terms.body),
        "amount": "" if terms.amount_pence is None else f"{Decimal(terms.amount_pence) / 100:.2f}",
        "baseline": plainly(terms.baseline),
        "baseline_period": say_period(*terms.baseline_period),
        "relative_to": terms.relative_to,
        "approval_level": terms.approval_level,
        "margin": plainly(terms.margin_percent),
        "without": plainly(terms.without),
        "deferred_until": terms.deferred_until.isoformat() if terms.deferred_until else "",
    }
    for at, (start, length, value) in enumerate(terms.years, start=1):
        made |= {f"year_{at}": say_period(start, length), f"value_{at}": plainly(value)}
    for at, (slug, how) in enumerate(terms.partners, start=1):
        made |= {f"partner_{at}": bodies.say(slug), f"closeness_{at}": how}
    return made | dict.fromkeys(terms.flags, "on")


def say_period(start: dt.date | None, length: str) -> str:
    """A period as it is written in a field: 2010-11, 2010, or its start and length."""
    if start is None:
        return ""
    label = Period(start, length).label()
    try:
        return label if read_period(label) == Period(start, length) else str(Period(start, length))
    except ValueError:
        return str(Period(start, length))


def plainly(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
