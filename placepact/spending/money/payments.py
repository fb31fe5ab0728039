"""What payments say besides their sums: who was paid most, how concentrated, where payees sit, of what sector and size.

A payee is named where it is matched to an organisation or its name is public; all others stand as one row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from placepact.analytics.concentration import herfindahl, top_share
from placepact.organisations.models import Organisation, RegisterEntry
from placepact.organisations.names import normalise
from placepact.places.models import Area
from placepact.spending.count import PAYMENTS, Count, count
from placepact.spending.counting.engines import engine_named
from placepact.spending.names import HIDDEN, REDACTED
from placepact.spending.packing import packed
from placepact.spending.queries.footprints import acting, atlas, one_look
from placepact.spending.queries.matching import bodies_by_key, public_names
from placepact.spending.questions import ask
from placepact.spending.rules.lines import ACTUAL
from placepact.spending.rules.years import days_of_year

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 20
# No public name starts so: names are of words.
NUMBERED = "#"
# Above this many payments payees are not ranked, and the page says so: each payment is held as a line.
MOST_RANKED = 2_000_000
SIDES = {"inside": "Inside the place", "outside": "Outside the place", "unknown": "Not known"}


@dataclass(frozen=True)
class Payee:
    """One payee by its public name, with what it was paid in pence, by how many bodies, in how many payments."""

    name: str
    pence: int
    payers: int
    payments: int
    is_counted: bool


@dataclass(frozen=True)
class Part:
    """Part of what was paid: its words and pence."""

    name: str
    pence: int


@dataclass(frozen=True)
class Concentration:
    """How few got how much of what went to payees outside the counted bodies, named in public or not.

    top_ten_share: 0..1. index: Herfindahl-Hirschman, 0..10,000, which is one payee.
    """

    payees: int
    top_ten_share: Fraction
    index: int


@dataclass(frozen=True)
class Payments:
    """The payments of a place in a year. `unnamed_pence` is what persons and suppliers without a public name got."""

    count: Count
    payees: tuple[Payee, ...]
    named: int
    unnamed_pence: int
    top_ten_pence: int
    concentration: Concentration | None = None
    months: tuple[Part, ...] = ()
    sides: tuple[Part, ...] = ()
    sectors: tuple[Part, ...] = ()
    sizes: tuple[Part, ...] = ()

    @property
    def paid_pence(self) -> int:
        """All that the bodies paid, whole: the place's part of a wider body's payees cannot be told."""
        return sum(part.pence for part in self.sectors)

    @property
    def is_whole(self) -> bool:
        return set(self.count.attribution) <= {ACTUAL}


def payments(place: Area, year: str, engine: str = "duckdb") -> Payments:
    """Everything the page of payments shows. Raises NoCount where no body of the place has delivered any."""
    with one_look():
        found = count(place, year, level=PAYMENTS, by=("body", "theme"), engine=engine)
        if found.lines > MOST_RANKED:
            return Payments(count=found, payees=(), named=0, unnamed_pence=0, top_ten_pence=0)
        asked = Asked({each.slug for each in found.bodies}, place, year, engine)
        ranked = asked.payees()
        named = [each for each in ranked if each.name not in (HIDDEN, REDACTED)]
        outside = [each for each in named if not each.is_counted]
        return Payments(
            count=found,
            payees=tuple(named[:SHOWN]),
            named=len(named),
            unnamed_pence=sum(each.pence for each in ranked if each.name in (HIDDEN, REDACTED)),
            top_ten_pence=sum(each.pence for each in outside[:10]),
            concentration=asked.concentration(),
            months=asked.months(),
            sides=asked.sides(),
            sectors=asked.parts("sector"),
            sizes=asked.parts("size_band"),
        )


class Asked:
    """The questions of the page over one table of payments as lines, each payee by its key or its public name."""

    def __init__(self, bodies: set[str], place: Area, year: str, engine: str) -> None:
        self.year, self.engine = year, engine_named(engine)
        self.held = atlas(days_of_year(year)[0])
        self.inside = sorted({place.code, *self.held.codes([place.pk])})
        self.bodies = [(slug,) for slug in sorted(bodies)]
        self.paths = packed(year)
        written = self.written(self.paths)
        matched = self.matched(written)
        self.known = dict(matched.values())
        self.hidden: dict[str, str] = {}
        labels = list(self.labels(written, matched))
        footprints = [(body, "", ACTUAL) for (body,) in self.bodies]
        tables = {
            "payments": self.paths,
            "suppliers": labels,
            "classes": [],
            "footprints": footprints,
            "covered": [],
        }
        self.lines = of_bodies(ask("payments_as_lines", on=self.engine, tables=tables), bodies)

    def written(self, paths: Sequence[Any]) -> list[str]:
        """Every supplier as written."""
        tables = {"payments": list(paths), "suppliers": []}
        answer = ask("unmatched_suppliers", on=self.engine, tables=tables)
        return [str(each) for each in answer.column("supplier").to_pylist()]

    def matched(self, written: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Key and name of the body that each settled supplier is."""
        known = bodies_by_key()
        keys = {each: normalise(each).key[:400] for each in written}
        return {each: known[key] for each, key in keys.items() if key in known}

    def labels(
        self, written: Sequence[str], matched: Mapping[str, tuple[str, str]]
    ) -> Iterator[tuple[str, str]]:
        """What each supplier is called in lines: its body, its public name, or a number that tells it from others."""
        shown, numbers = public_names(written), dict[str, str]()
        for each in written:
            if each in matched:
                yield each, matched[each][0]
            elif shown[each] in (HIDDEN, REDACTED):
                number = numbers.setdefault(normalise(each).key, f"{NUMBERED}{len(numbers)}")
                self.hidden[number] = shown[each]
                yield each, number
            else:
                yield each, shown[each]

    def concentration(self) -> Concentration | None:
        """How few got how much; None where nobody outside the counted bodies was paid."""
        tables = {"lines": self.lines, "bodies": self.bodies}
        answer = ask("payees_total", on=self.engine, tables=tables, year=self.year)
        sums = answer.column("amount_pence").to_pylist()
        share, index = top_share(sums), herfindahl(sums)
        return None if share is None or index is None else Concentration(len(sums), share, index)

    def months(self) -> tuple[Part, ...]:
        """What the bodies paid in each month of the year that has payments, in order: 2019-04."""
        answer = ask("by_month_and_body", on=self.engine, tables={"payments": self.paths})
        ours, sums = {body for (body,) in self.bodies}, dict[str, int]()
        for row in answer.to_pylist():
            if row["body"] in ours:
                sums[row["month"]] = sums.get(row["month"], 0) + row["amount_pence"]
        return tuple(Part(month, pence) for month, pence in sorted(sums.items()))

    def payees(self) -> list[Payee]:
        """Every payee, the largest sum first."""
        answer = ask(
            "largest_payees",
            on=self.engine,
            tables={"lines": self.lines, "bodies": self.bodies},
            year=self.year,
        )
        return [
            Payee(
                self.known.get(row["payee"]) or self.hidden.get(row["payee"], row["payee"]),
                row["amount_pence"],
                row["payers"],
                row["lines"],
                row["is_counted"],
            )
            for row in answer.to_pylist()
        ]

    def sides(self) -> tuple[Part, ...]:
        """Inside the place, outside it, not known."""
        tables = {
            "lines": self.lines,
            "organisations": self.organisations,
            "areas": [(code,) for code in self.inside],
        }
        answer = ask("inside_outside", on=self.engine, tables=tables, year=self.year).to_pylist()
        sums = {row["side"]: row["amount_pence"] for row in answer}
        return tuple(Part(words, sums[side]) for side, words in SIDES.items() if side in sums)

    def parts(self, column: str) -> tuple[Part, ...]:
        """Sums by sector or by size band, most first; what is not known comes last."""
        tables = {"lines": self.lines, "organisations": self.organisations}
        sums: dict[str, int] = {}
        for row in ask("by_sector_and_size", on=self.engine, tables=tables, year=self.year).to_pylist():
            name = row[column] or ""
            sums[name] = sums.get(name, 0) + row["amount_pence"]
        ordered = sorted(sums.items(), key=lambda each: (not each[0], -each[1], each[0]))
        return tuple(Part(name or "Not known", pence) for name, pence in ordered)

    @cached_property
    def organisations(self) -> list[tuple[str, str | None, str | None, str | None]]:
        """Where each matched payee sits, its sector and its size band: two queries."""
        acts = acting(days_of_year(self.year)[0])
        ours = [
            (body.slug, self.area_of(acts.get(body.pk)), body.sector or None, None)
            for body in Organisation.objects.filter(slug__in=self.known)
        ]
        listed = RegisterEntry.objects.filter(organisation__isnull=True, value__in=values(self.known))
        return ours + [
            (each.identifier, each.area_code or None, each.sector or None, each.size_band or None)
            for each in listed
            if each.identifier in self.known
        ]

    def area_of(self, areas: Collection[int] | None) -> str | None:
        """The code of the area that names a footprint."""
        return self.held.areas[self.held.naming(areas)].code if areas else None


def of_bodies(lines: pa.Table, bodies: set[str]) -> pa.Table:
    """The lines of some payers: a year's packed payments are those of every body on record."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return lines.filter(pc.is_in(lines.column("payer"), pa.array(sorted(bodies), pa.string())))


def values(known: Mapping[str, str]) -> list[str]:
    """The last parts of identifiers: 1090968 of GB-CHC-1090968."""
    return [key.rpartition("-")[2] for key in known]
