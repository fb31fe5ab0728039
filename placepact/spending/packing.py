"""The packed copy of what stands: one file a financial year, sorted, made again whenever what stands has changed.

A question over ten thousand small files spends its time opening them. The
copy holds accepted rows alone, sorted by body and day, with the return of each.
It is named by the hash of its returns, so that a stale one is never taken.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from placepact.returns.originals import settle
from placepact.spending import store
from placepact.spending.contents import ACCEPTED, COLUMNS, asking, names
from placepact.spending.models import Delivery
from placepact.spending.queries.footprints import once
from placepact.spending.queries.payments import touching
from placepact.spending.rules.years import days_of_year

# Whole returns are read and rows of other years left out: a return may hold a day outside what it covers.
PACK = f"""
copy (
    select p.{", p.".join(COLUMNS)}, r.return_id
    from read_parquet($paths, filename = 'stored') p join returns r on r.stored = p.stored
    where p.outcome = {ACCEPTED} and p.paid_on between $starts_on and $ends_on
    order by p.body, p.paid_on, r.return_id, p.line
) to '{{target}}' (format parquet, compression zstd)"""


def packed(year: str) -> list[Path]:
    """The one file that holds every accepted payment of a financial year that stands; none where there is none."""
    return once(f"packed {year}", lambda: packed_now(year))


def packed_now(year: str) -> list[Path]:
    """The same, looked for now: one query."""
    starts_on, ends_on = days_of_year(year)
    deliveries = list(touching(starts_on=starts_on, ends_on=ends_on).order_by("accepted_as__number"))
    if not deliveries:
        # What was withdrawn is not kept in a copy either.
        remove_stale(year)
        return []
    place = store.derived() / f"{year}.{name_of(deliveries)}.parquet"
    if not place.exists():
        pack(deliveries, (starts_on, ends_on), place)
        remove_stale(year, place)
    return [place]


def name_of(deliveries: Sequence[Delivery]) -> str:
    """The hash of which returns are in a copy and of their files."""
    held = "\n".join(f"{each.accepted_as_id} {each.parquet_sha256}" for each in deliveries)
    return hashlib.sha256(held.encode()).hexdigest()[:16]


def pack(deliveries: Sequence[Delivery], days: tuple[dt.date, dt.date], place: Path) -> None:
    """Write a copy, whole or not at all; two at once write the same."""
    partial = place.with_name(f".{place.name}.{os.getpid()}")
    paths = names([store.path_of(each.parquet_name) for each in deliveries])["paths"]
    target = str(partial.resolve()).replace("'", "''")
    try:
        with asking(store.folder(), store.derived()) as connection:
            connection.execute("create table returns (stored varchar, return_id bigint)")
            connection.executemany(
                "insert into returns values (?, ?)",
                [[path, each.accepted_as_id] for path, each in zip(paths, deliveries, strict=True)],
            )
            connection.execute(
                PACK.format(target=target), {"paths": paths, "starts_on": days[0], "ends_on": days[1]}
            )
        partial.replace(place)
    finally:
        partial.unlink(missing_ok=True)
    settle(place.parent)


def remove_stale(year: str, newest: Path | None = None) -> None:
    """Remove the copies of a year that are no longer what stands: all of them where nothing does."""
    for path in store.derived().glob(f"{year}.*.parquet"):
        if path != newest:
            path.unlink(missing_ok=True)
