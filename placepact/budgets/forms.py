"""What the forms of a reward say, read into the terms of the actions. Raises NotInReward with every fault."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from placepact.agreements.forms import Bodies, Reading
from placepact.budgets.actions import NotInReward, SchemeTerms, StretchTerms

COLUMNS = "target; part; weight; without; with; interim"
MOST_ROWS = 60
DIGITS, PLACES = 12, 6


def number(written: str, where: str) -> Decimal:
    """A number as people write it. Raises NotInReward."""
    plain = written.strip().replace(",", "").replace("\N{MINUS SIGN}", "-").removesuffix("%")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal("NaN")
    exponent = found.as_tuple().exponent
    if (
        not found.is_finite()
        or abs(found) >= 10**DIGITS
        or (isinstance(exponent, int) and exponent < -PLACES)
    ):
        raise NotInReward(
            f"{where}: “{written.strip()}” is not a number. Write digits, such as 18.3, at most {PLACES} decimals."
        )
    return found


def whole(written: str, where: str) -> int:
    """A whole number of up to nine digits. Raises NotInReward."""
    if not written.strip().isdecimal() or len(written.strip()) > 9:
        raise NotInReward(f"{where}: “{written.strip()}” is not a whole number. Write digits.")
    return int(written)


def scheme(given: Mapping[str, str]) -> SchemeTerms:
    """The terms of a scheme. Raises NotInReward."""
    read = Reading(Bodies({}, {}), given)
    requirement, rounded = read.pence("requirement"), read.pence("rounded")
    if read.faults:
        raise NotInReward("\n".join(read.faults.values()))
    return SchemeTerms(
        net_budget_requirement_pence=requirement or 0,
        year=read.text("year")[:7],
        source=read.text("source"),
        percent=number(given.get("percent", ""), "Share of the requirement"),
        threshold_percent=number(given.get("threshold", ""), "Threshold"),
        interim_percent=number(given.get("interim", ""), "On account"),
        instalments=whole(given.get("instalments", ""), "Instalments"),
        rounded_to_pence=rounded if rounded is not None else 1,
    )


def stretches(written: str) -> list[StretchTerms]:
    """The targets, a line each: see COLUMNS. Raises NotInReward with every line that cannot be read."""
    made, faults = [], []
    rows = [(at, row) for at, row in enumerate(written.splitlines(), start=1) if row.strip()]
    if len(rows) > MOST_ROWS:
        raise NotInReward(f"{len(rows)} lines are more than {MOST_ROWS}. Write fewer targets.")
    for at, row in rows:
        try:
            made.append(stretch(row, f"Line {at}"))
        except NotInReward as fault:
            faults.append(str(fault))
    if faults:
        raise NotInReward("\n".join(faults))
    return made


def stretch(row: str, where: str) -> StretchTerms:
    """One line. Raises NotInReward."""
    cells = [each.strip() for each in row.split(";")]
    if len(cells) not in (5, 6):
        raise NotInReward(
            f"{where} has {len(cells)} cells, and five or six are expected: {COLUMNS}. Divide them by semicolons."
        )
    reference, part, weight, without, target, *rest = cells
    return StretchTerms(
        reference=reference,
        part=part[:200],
        weight=min(whole(weight, f"{where}, weight"), 30_000) if weight else 1,
        without=number(without, f"{where}, without"),
        target=number(target, f"{where}, with"),
        interim=number(rest[0], f"{where}, interim") if rest and rest[0] else None,
    )
