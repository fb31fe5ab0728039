"""One cell at a time: what it must hold, and the sentence where it does not, with its address."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from placepact.agreements.workbooks.layout import Field, Holds
from placepact.indicators.rules.periods import Period, parse

YEARS = re.compile(r"(\d{4})[-/](\d{2})")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SAYS_YES, SAYS_NO = {"yes", "y", "true", "1"}, {"no", "n", "false", "0", ""}
LONGEST_SHOWN = 60


@dataclass
class Faults:
    """Everything that is wrong, each with the address of its cell: "Targets!D14: …"."""

    found: list[str] = field(default_factory=list)

    def add(self, sheet: str, column: int, row: int, sentence: str) -> None:
        """`column` and `row` count from 0."""
        self.found.append(f"{sheet}!{letters(column)}{row + 1}: {sentence}")


def letters(column: int) -> str:
    """The letters of a column that counts from 0: A, Z, AA."""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def shown(value: Any) -> str:
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def text(value: Any) -> str:
    """A cell as text; a whole number that a spreadsheet holds as 7.0 is 7."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def day(value: Any) -> dt.date:
    """ValueError where it is no day."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(text(value))
    except ValueError:
        raise ValueError(f"{shown(value)} is no day. Write it as a date, or as 2008-06-30.") from None


def number(value: Any) -> float:
    """ValueError where it is no number; text that looks like one is not taken for one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(
            f"{shown(value)!r} is text; a number is expected. Write digits only, without a sign for its unit."
        )
    if not math.isfinite(value):
        raise ValueError(f"{value} is no number. Write one, or leave the cell empty.")
    return float(value)


def pence(value: Any) -> int:
    """Pounds as whole pence. ValueError for less than nothing and for parts of a penny."""
    exact = Decimal(repr(number(value))) * 100
    if exact < 0 or exact != exact.to_integral_value():
        raise ValueError(
            f"{shown(value)} is no amount in pounds and pence. Write one from 0 on, with two decimals at most."
        )
    return int(exact)


def period(value: Any) -> Period:
    """2008-09 (a financial year), 2008 (a calendar year), a date, or 2008-04-01/P1Y. ValueError for anything else."""
    if isinstance(value, dt.date):
        return Period(day(value))
    written = text(value)
    if match := YEARS.fullmatch(written):
        first, second = int(match[1]), int(match[2])
        if (first + 1) % 100 == second:
            return Period(dt.date(first, 4, 1), "P1Y")
    if re.fullmatch(r"\d{4}", written):
        return Period(dt.date(int(written), 1, 1), "P1Y")
    try:
        return parse(written)
    except ValueError:
        raise ValueError(
            f"{shown(value)} is no period. Write 2008-09, 2008, 2008-10-01 or 2008-04-01/P1Y."
        ) from None


def yes(value: Any) -> bool:
    said = text(value).lower()
    if said in SAYS_YES | SAYS_NO:
        return said in SAYS_YES
    raise ValueError(f"{shown(value)} is neither yes nor no. Write one of them.")


def slug(value: Any) -> str:
    said = text(value)
    if SLUG.fullmatch(said):
        return said
    raise ValueError(
        f"{shown(value)} is no short name. Write small letters, digits and hyphens, such as safer-streets."
    )


READ: dict[Holds, Callable[[Any], Any]] = {
    Holds.TEXT: text,
    Holds.SLUG: slug,
    Holds.BODY: text,
    Holds.AREA: lambda value: text(value).upper(),
    Holds.DAY: day,
    Holds.NUMBER: number,
    Holds.MONEY: pence,
    Holds.YES: yes,
    Holds.PERIOD: period,
    Holds.CHOICE: lambda value: text(value).lower(),
}


def read(value: Any, asked: Field) -> Any:
    """What a cell holds, None where it is empty. ValueError with the sentence where it holds something else."""
    if is_blank(value):
        if asked.is_needed:
            raise ValueError(f"nothing is here; {asked.says}. Fill it in.")
        return None
    made = READ[asked.holds](value)
    if asked.choices and made not in asked.choices:
        raise ValueError(f"{shown(value)} is none of: {', '.join(asked.choices)}.")
    return made
