"""One plain reading for each question about money; see the referee."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

Row = dict[str, Any]


def known_first(row: Row, *columns: str) -> tuple[tuple[bool, Any], ...]:
    """A sort key: values in order, what is not known after all that is."""
    return tuple((row[column] is None, row[column] if row[column] is not None else 0) for column in columns)


def together(rows: Iterable[Row], *columns: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows that agree in these columns, where two unknown values agree."""
    found = defaultdict(list)
    for row in rows:
        found[tuple(row[column] for column in columns)].append(row)
    return found


def total(rows: Iterable[Row]) -> int:
    return sum(row["amount_pence"] for row in rows)


def is_transfer(line: Row, counted: set[str]) -> bool:
    """From one counted body to another, which has delivered its own spending of that day."""
    if line["payee_is_inside"] is False:
        return False
    return line["payer"] in counted and line["payee"] in counted and line["payer"] != line["payee"]


def count(lines: list[Row], bodies: list[Row]) -> list[Row]:
    keys = ("payer", "year", "theme", "area", "nature", "attribution")
    counted = {row["body"] for row in bodies} - {None}
    found = []
    for values, group in together(lines, *keys).items():
        twice = total(line for line in group if is_transfer(line, counted))
        sums = {"as_reported_pence": total(group), "counted_twice_pence": twice}
        sums |= {"counted_once_pence": total(group) - twice, "lines": len(group)}
        found.append(dict(zip(keys, values, strict=True)) | sums)
    return sorted(found, key=lambda row: known_first(row, *keys))


def transfers(lines: list[Row], bodies: list[Row]) -> list[Row]:
    keys = ("payer", "payee", "year", "theme")
    counted = {row["body"] for row in bodies} - {None}
    found = [
        dict(zip(keys, values, strict=True)) | {"paid_pence": total(group), "lines": len(group)}
        for values, group in together([each for each in lines if is_transfer(each, counted)], *keys).items()
    ]
    return sorted(found, key=lambda row: known_first(row, *keys))


def financial_year(day: date | None) -> str | None:
    """The year from 1 April, named by both its years."""
    if day is None:
        return None
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def least(rows: Iterable[Row], column: str) -> Any:
    """The first known value by order; None where none is known."""
    return min((row[column] for row in rows if row[column] is not None), default=None)


def payments_as_lines(
    payments: list[Row], suppliers: list[Row], classes: list[Row], **more: list[Row]
) -> list[Row]:
    found = []
    for payment in payments:
        same = [r for r in suppliers if r["supplier"] == payment["supplier"] and r["supplier"] is not None]
        meant = [
            r for r in classes if (r["service"], r["category"]) == (payment["service"], payment["category"])
        ]
        acting = [r for r in more["footprints"] if r["body"] == payment["body"] and r["body"] is not None]
        found.append(
            {
                "payer": payment["body"],
                "payee": least(same, "organisation"),
                "year": financial_year(payment["paid_on"]),
                "theme": least(meant, "theme"),
                "area": least(acting, "area"),
                "nature": payment["nature"],
                "attribution": least(acting, "attribution"),
                "amount_pence": payment["amount_pence"],
                "return_id": payment["return_id"],
                "file": payment["file"],
                "line": payment["line"],
                "payee_is_inside": is_covered(
                    payment["paid_on"], least(same, "organisation"), more["covered"]
                ),
            }
        )
    order = ("return_id", "file", "line", "payer", "amount_pence")
    return sorted(found, key=lambda row: known_first(row, *order))


def is_covered(day: date | None, body: str | None, covered: list[Row]) -> bool:
    """Whether a span of the body's own payments holds the day."""
    spans = [(r["covered_from"], r["covered_to"]) for r in covered if r["body"] == body and body is not None]
    return day is not None and any(first <= day <= last for first, last in spans)


def count_payments(bodies: list[Row], **tables: list[Row]) -> list[Row]:
    return count(payments_as_lines(**tables), bodies)


def of_year(lines: list[Row], year: str | None) -> list[Row]:
    return [line for line in lines if year is None or line["year"] == year]


def largest_payees(lines: list[Row], bodies: list[Row], most: int, year: str | None) -> list[Row]:
    counted = {row["body"] for row in bodies}
    found = [
        {
            "payee": payee,
            "is_counted": payee in counted,
            "amount_pence": total(group),
            "payers": len({line["payer"] for line in group} - {None}),
            "lines": len(group),
        }
        for (payee,), group in together(of_year(lines, year), "payee").items()
        if payee is not None
    ]
    return sorted(found, key=lambda row: (-row["amount_pence"], row["payee"]))[:most]


def payees_total(lines: list[Row], bodies: list[Row], year: str | None) -> list[Row]:
    outside = {row["body"] for row in bodies} | {None}
    groups = together(of_year(lines, year), "payee").items()
    found = [
        {"payee": payee, "amount_pence": total(group), "lines": len(group)}
        for (payee,), group in groups
        if payee not in outside
    ]
    return sorted(found, key=lambda row: row["payee"])


def sums_by(lines: list[Row], *keys: str) -> list[Row]:
    """Sum, payees and lines for each value of the keys."""
    found = [
        dict(zip(keys, values, strict=True))
        | {
            "amount_pence": total(group),
            "payees": len({line["payee"] for line in group} - {None}),
            "lines": len(group),
        }
        for values, group in together(lines, *keys).items()
    ]
    return sorted(found, key=lambda row: known_first(row, *keys))


def of_payee(line: Row, organisations: list[Row], column: str) -> Any:
    known = line["payee"] is not None
    return least([r for r in organisations if known and r["organisation"] == line["payee"]], column)


def inside_outside(
    lines: list[Row], organisations: list[Row], areas: list[Row], year: str | None
) -> list[Row]:
    within = {row["area"] for row in areas}

    def side(line: Row) -> str:
        area = of_payee(line, organisations, "area")
        if area is None:
            return "unknown"
        return "inside" if area in within else "outside"

    return sums_by([line | {"side": side(line)} for line in of_year(lines, year)], "side")


def by_sector_and_size(lines: list[Row], organisations: list[Row], year: str | None) -> list[Row]:
    described = [
        line | {name: of_payee(line, organisations, name) for name in ("sector", "size_band")}
        for line in of_year(lines, year)
    ]
    return sums_by(described, "sector", "size_band")


def by_month_and_body(payments: list[Row]) -> list[Row]:
    dated = [
        payment | {"month": payment["paid_on"] and f"{payment['paid_on']:%Y-%m}"} for payment in payments
    ]
    found = [
        {
            "body": body,
            "month": month,
            "amount_pence": total(group),
            "payments": len(group),
            "first_paid_on": least(group, "paid_on"),
            "last_paid_on": max((row["paid_on"] for row in group if row["paid_on"]), default=None),
        }
        for (body, month), group in together(dated, "body", "month").items()
    ]
    return sorted(found, key=lambda row: known_first(row, "body", "month"))


def by_basis(payments: list[Row]) -> list[Row]:
    said = [
        row | {"basis": row["amount_basis"] if row["amount_basis"] in ("net", "gross") else "unknown"}
        for row in payments
    ]
    found = [
        {"body": body, "basis": basis, "amount_pence": total(group), "payments": len(group)}
        for (body, basis), group in together(said, "body", "basis").items()
    ]
    return sorted(found, key=lambda row: known_first(row, "body", "basis"))


def unmatched_suppliers(payments: list[Row], suppliers: list[Row], most: int) -> list[Row]:
    settled = {row["supplier"] for row in suppliers if row["organisation"] is not None} | {None}
    found = [
        {
            "supplier": supplier,
            "amount_pence": total(group),
            "bodies": len({row["body"] for row in group} - {None}),
            "payments": len(group),
        }
        for (supplier,), group in together(payments, "supplier").items()
        if supplier not in settled
    ]
    return sorted(found, key=lambda row: (-row["amount_pence"], row["supplier"]))[:most]


def lines_under(lines: list[Row], bodies: list[Row], **asked: Any) -> list[Row]:
    counted = {row["body"] for row in bodies} - {None}
    most, after, wanted = asked.pop("most"), asked.pop("after"), asked.pop("is_transfer")
    of_counted = asked.pop("is_counted")
    found = []
    for line in lines:
        moves = is_transfer(line, counted)
        fits = all(value is None or (line[name] or "") == value for name, value in asked.items())
        if fits and wanted in (None, moves) and of_counted in (None, line["payer"] in counted):
            found.append(line | {"is_transfer": moves})
    order = (
        "return_id",
        "line",
        "payer",
        "payee",
        "year",
        "theme",
        "area",
        "nature",
        "attribution",
        "amount_pence",
    )
    found.sort(key=lambda row: known_first(row, *order))
    start = after or 0
    return found[start:] if most is None else found[start : start + most]


ALL: dict[str, Callable[..., list[Row]]] = {
    reading.__name__: reading
    for reading in (
        by_basis,
        by_month_and_body,
        by_sector_and_size,
        count,
        count_payments,
        inside_outside,
        largest_payees,
        lines_under,
        payees_total,
        payments_as_lines,
        transfers,
        unmatched_suppliers,
    )
}
