"""The count at the level of payments: what bodies published that they paid, asked of the record by an engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.spending import store
from placepact.spending.accounts.counted import Reach, note, reach, weights
from placepact.spending.counting.engines import engine_named
from placepact.spending.definitions import FOLDER, Scope, read_scope
from placepact.spending.models import Delivery
from placepact.spending.packing import days_of_year, packed
from placepact.spending.queries.classification import classes_table, grouped
from placepact.spending.queries.footprints import People, acting, atlas
from placepact.spending.queries.matching import suppliers_table
from placepact.spending.queries.payments import touching
from placepact.spending.questions import ask
from placepact.spending.rules.apportion import part_of
from placepact.spending.rules.lines import ACTUAL, BY_POPULATION
from placepact.spending.rules.rollup import Cell, Total
from placepact.spending.rules.transfers import Transfer

EVERY_SUPPLIER = 10_000_000
# Above this many payments the matrix of who paid whom is left out: it takes every payment as a line.
MOST_FOR_MATRIX = 2_000_000


@dataclass(frozen=True)
class Paid:
    """What the payments of a place give: cells in pence, who paid whom, and the bodies that have delivered."""

    cells: tuple[Cell, ...]
    transfers: tuple[Transfer, ...]
    bodies: tuple[Organisation, ...]
    areas: Mapping[str, str]
    covered_days: int
    days: int
    notes: tuple[str, ...]

    @property
    def coverage_share(self) -> float:
        """Days covered by returns, of all days of the year of the bodies that delivered any: 0 to 1."""
        return self.covered_days / self.days if self.days else 0.0


def scope_of_payments() -> Scope:
    """What is counted at this level, in words."""
    return read_scope(FOLDER / "counts" / "payments" / "payments-as-published.toml")


def paid(place: Area, year: str, engine: str) -> Paid:
    """Everything that bodies of a place paid in a year, by cells; empty where none has delivered."""
    starts_on, ends_on = days_of_year(year)
    held, acts = atlas(starts_on), acting(starts_on)
    delivered = list(touching(starts_on=starts_on, ends_on=ends_on))
    reached = reach(place, held, acts, sorted({each.body_id for each in delivered}))
    mine = [each for each in delivered if each.body_id in reached]
    bodies = {each.body_id: each.body for each in mine}
    crowd = weights(reached, starts_on.year)
    named = {pk: held.areas[held.naming(acts[pk])] for pk in bodies}
    answers = Answers(year, mine, {bodies[pk].slug: area.code for pk, area in named.items()}, engine)
    whose = {bodies[pk].slug: reached[pk] for pk in bodies}
    found = [cell for cell in answers.cells() if cell.total.lines]
    return Paid(
        cells=tuple(shared(cell, whose[cell.body], place, crowd) for cell in found),
        transfers=tuple(answers.transfers()),
        bodies=tuple(bodies.values()),
        areas={area.code: area.name for area in named.values()} | {place.code: place.name},
        covered_days=sum(days_within(each, starts_on, ends_on) for each in mine),
        days=len(bodies) * ((ends_on - starts_on).days + 1),
        notes=(note(crowd),) if crowd else (),
    )


def days_within(delivery: Delivery, starts_on: dt.date, ends_on: dt.date) -> int:
    """How many days of a year a return covers; returns of one body and kind never share a day."""
    if delivery.covers_from is None or delivery.covers_to is None:
        return 0
    return max(0, (min(delivery.covers_to, ends_on) - max(delivery.covers_from, starts_on)).days + 1)


@dataclass(frozen=True)
class Answers:
    """The questions of a count over the packed payments of a year. `areas`: the footprint's code by counted body."""

    year: str
    deliveries: Sequence[Delivery]
    areas: Mapping[str, str]
    engine: str

    def cells(self) -> list[Cell]:
        """The sums of the counted bodies."""
        rows = self._ask("count_payments", bodies=self._bodies())
        return [
            Cell(
                body=row["payer"],
                theme=row["theme"] or "",
                area=row["area"] or "",
                nature=row["nature"] or "",
                attribution=row["attribution"] or ACTUAL,
                total=Total(row["as_reported_pence"], row["counted_twice_pence"], row["lines"]),
            )
            for row in rows
            if row["payer"] in self.areas
        ]

    def transfers(self) -> list[Transfer]:
        """Who paid whom among the counted bodies; none where there are too many payments to take each as a line."""
        if sum(each.rows_accepted for each in self.deliveries) > MOST_FOR_MATRIX or not self.deliveries:
            return []
        lines = self._table("payments_as_lines")
        answer = ask(
            "transfers", on=engine_named(self.engine), tables={"lines": lines, "bodies": self._bodies()}
        )
        sums: dict[tuple[str, str], int] = {}
        for row in answer.to_pylist():
            pair = row["payer"], row["payee"]
            sums[pair] = sums.get(pair, 0) + row["paid_pence"]
        return [Transfer(payer, payee, "payments", pence) for (payer, payee), pence in sorted(sums.items())]

    def _ask(self, name: str, **more: Any) -> list[dict[str, Any]]:
        return list(self._table(name, **more).to_pylist())

    def _table(self, name: str, **more: Any) -> Any:
        """The answer over payments, suppliers, classes and footprints, and whatever else the question reads."""
        footprints = [(body, code, ACTUAL) for body, code in sorted(self.areas.items())]
        tables = {
            "payments": packed(self.year),
            "suppliers": self._suppliers(),
            "classes": classes_table(grouped(self._files())),
            "footprints": footprints,
            **more,
        }
        return ask(name, on=engine_named(self.engine), tables=tables)

    def _files(self) -> list[Path]:
        return [store.path_of(each.parquet_name) for each in self.deliveries]

    def _suppliers(self) -> Any:
        """Who each supplier as written is taken for."""
        tables = {"payments": packed(self.year), "suppliers": []}
        answer = ask("unmatched_suppliers", on=engine_named(self.engine), tables=tables, most=EVERY_SUPPLIER)
        return suppliers_table(answer.column("supplier").to_pylist())

    def _bodies(self) -> list[tuple[str]]:
        return [(body,) for body in sorted(self.areas)]


def shared(cell: Cell, reach: Reach, place: Area, crowd: People | None) -> Cell:
    """The part of a body's sums that falls to the place, whole where it acts there alone."""
    if reach.is_whole or crowd is None:
        return cell
    heads, inside = {code: crowd.count[code] for code in reach.districts}, sorted(reach.inside)
    total = Total(
        part_of(cell.total.as_reported_pence, inside, heads),
        part_of(cell.total.counted_twice_pence, inside, heads),
        cell.total.lines,
    )
    return replace(cell, area=place.code, attribution=BY_POPULATION, total=total)
