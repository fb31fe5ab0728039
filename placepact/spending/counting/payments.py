"""The count at the level of payments: what bodies published that they paid, asked of the record by an engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.spending import store
from placepact.spending.accounts.counted import Reach, note, reach, weights
from placepact.spending.counting.engines import engine_named
from placepact.spending.definitions import FOLDER, Scope, read_scope
from placepact.spending.models import Delivery
from placepact.spending.models.payments import Kind
from placepact.spending.packing import packed
from placepact.spending.queries.classification import classes_table, grouped
from placepact.spending.queries.footprints import People, acting, atlas
from placepact.spending.queries.matching import suppliers_table
from placepact.spending.queries.payments import touching
from placepact.spending.questions import ask, lines_of_payments
from placepact.spending.rules.apportion import part_of
from placepact.spending.rules.lines import ACTUAL, BY_POPULATION
from placepact.spending.rules.rollup import Cell, Total
from placepact.spending.rules.transfers import Transfer
from placepact.spending.rules.years import days_of_year


@dataclass(frozen=True)
class Paid:
    """What the payments of a place give: cells in pence, who paid whom, and the bodies that have delivered.

    bases: pence that are net of VAT, gross, or unknown, of the place's part. wider: the bodies of whose sums only a
    part by population is the place's. answers: what else can be asked of the same payments.
    """

    cells: tuple[Cell, ...]
    transfers: tuple[Transfer, ...]
    bodies: tuple[Organisation, ...]
    areas: Mapping[str, str]
    covered_days: int
    days: int
    notes: tuple[str, ...]
    bases: Mapping[str, int]
    wider: frozenset[str]
    answers: Answers

    @property
    def coverage_share(self) -> float:
        """Days covered by returns, of all days of the year of the bodies, each kind that one delivered: 0 to 1."""
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
        transfers=tuple(passed(each, whose[each.payer], crowd) for each in answers.transfers()),
        bodies=tuple(bodies.values()),
        areas={area.code: area.name for area in named.values()} | {place.code: place.name},
        covered_days=sum(days_within(each, starts_on, ends_on) for each in mine),
        days=len({(each.body_id, each.kind) for each in mine}) * ((ends_on - starts_on).days + 1),
        notes=(note(crowd),) if crowd else (),
        wider=frozenset(slug for slug, each in whose.items() if not each.is_whole) if crowd else frozenset(),
        answers=answers,
        bases=summed(
            (basis, shared_pence(pence, whose[body], crowd)) for body, basis, pence in answers.bases()
        ),
    )


def summed(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum under each name."""
    sums: dict[str, int] = {}
    for name, pence in parts:
        sums[name] = sums.get(name, 0) + pence
    return sums


def days_within(delivery: Delivery, starts_on: dt.date, ends_on: dt.date) -> int:
    """How many days of a year a return covers; returns of one body and kind never share a day."""
    if delivery.covers_from is None or delivery.covers_to is None:
        return 0
    return max(0, (min(delivery.covers_to, ends_on) - max(delivery.covers_from, starts_on)).days + 1)


def covered(deliveries: Sequence[Delivery]) -> list[tuple[str, dt.date, dt.date]]:
    """The days of which a body's own payments to suppliers are in the count: (body, first, last).

    Payments by card alone do not cover a day; returns of one body and kind never share one.
    """
    return [
        (each.body.slug, each.covers_from, each.covers_to)
        for each in deliveries
        if each.kind == Kind.PAYMENTS and each.covers_from and each.covers_to
    ]


@dataclass(frozen=True)
class Answers:
    """The questions of a count over the packed payments of a year. `areas`: the footprint's code by counted body."""

    year: str
    deliveries: Sequence[Delivery]
    areas: Mapping[str, str]
    engine: str

    def cells(self) -> list[Cell]:
        """The sums of the counted bodies."""
        tables = {**self._tables, "bodies": self._bodies()}
        rows = ask("count_payments", on=engine_named(self.engine), tables=tables).to_pylist()
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
        """Who paid whom among the counted bodies, in whole pence of the payers' books."""
        lines = lines_of_payments(self._tables)
        answer = ask(
            "transfers", on=engine_named(self.engine), tables={"lines": lines, "bodies": self._bodies()}
        )
        sums: dict[tuple[str, str], int] = {}
        for row in answer.to_pylist():
            pair = row["payer"], row["payee"]
            sums[pair] = sums.get(pair, 0) + row["paid_pence"]
        return [Transfer(payer, payee, "payments", pence) for (payer, payee), pence in sorted(sums.items())]

    def bases(self) -> list[tuple[str, str, int]]:
        """What each counted body paid by whether it is net or gross of VAT: (body, basis, pence)."""
        tables = {"payments": self._packed}
        rows = ask("by_basis", on=engine_named(self.engine), tables=tables).to_pylist()
        return [(row["body"], row["basis"], row["amount_pence"]) for row in rows if row["body"] in self.areas]

    def written(self) -> list[str]:
        """Every supplier as written, of all bodies on record: not for the public."""
        tables = {"payments": self._packed, "suppliers": []}
        answer = ask("unmatched_suppliers", on=engine_named(self.engine), tables=tables)
        return [str(each) for each in answer.column("supplier").to_pylist()]

    def lines_under(self, payees: Sequence[tuple[str, str]], **asked: Any) -> list[dict[str, Any]]:
        """The lines under a figure, as the question gives them. `payees`: what each supplier as written is called."""
        lines = lines_of_payments({**self._tables, "suppliers": list(payees)})
        tables = {"lines": lines, "bodies": self._bodies()}
        answer = ask(
            "lines_under",
            on=engine_named(self.engine),
            tables=tables,
            year=self.year,
            is_counted=True,
            **asked,
        )
        return list(answer.to_pylist())

    @cached_property
    def _packed(self) -> list[Path]:
        return packed(self.year)

    @cached_property
    def _tables(self) -> dict[str, Any]:
        """Payments, suppliers, classes and footprints, made once for all questions."""
        return {
            "payments": self._packed,
            "suppliers": self._suppliers(),
            "classes": classes_table(grouped(self._files())),
            "footprints": [(body, code, ACTUAL) for body, code in sorted(self.areas.items())],
            "covered": covered(self.deliveries),
        }

    def _files(self) -> list[Path]:
        return [store.path_of(each.parquet_name) for each in self.deliveries]

    def _suppliers(self) -> Any:
        """Who each supplier as written is taken for."""
        return suppliers_table(self.written())

    def _bodies(self) -> list[tuple[str]]:
        return [(body,) for body in sorted(self.areas)]


def shared(cell: Cell, reach: Reach, place: Area, crowd: People | None) -> Cell:
    """The part of a body's sums that falls to the place, whole where it acts there alone."""
    if reach.is_whole or crowd is None:
        return cell
    total = Total(
        part(cell.total.as_reported_pence, reach, crowd),
        part(cell.total.counted_twice_pence, reach, crowd),
        cell.total.lines,
    )
    return replace(cell, area=place.code, attribution=BY_POPULATION, total=total)


def passed(transfer: Transfer, reach: Reach, crowd: People | None) -> Transfer:
    """The part of a transfer that falls to the place, as of the sums that it is taken out of.

    Cells are shared out one by one, so that a matrix may differ from counted twice by a penny a cell.
    """
    return replace(transfer, paid_pence=shared_pence(transfer.paid_pence, reach, crowd))


def shared_pence(pence: int, reach: Reach, crowd: People | None) -> int:
    """The place's part of a body's pence, whole where it acts there alone."""
    return pence if reach.is_whole or crowd is None else part(pence, reach, crowd)


def part(pence: int, reach: Reach, crowd: People) -> int:
    """The part of a body's pence that falls to the place's districts, by their people."""
    return part_of(pence, sorted(reach.inside), {code: crowd.count[code] for code in reach.districts})
