"""How numbers, changes, days and periods are written, on every page and in every file. Pure functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MINUS = "\N{MINUS SIGN}"
NO_FIGURE = "\N{EN DASH}"

# Word for each status of a target, in the order in which they are counted.
STATUSES = {
    "on_track": "On track",
    "behind": "Behind",
    "off_track": "Off track",
    "no_real_change": "No real change",
    "no_figure": "No figure",
}

WHY_NO_FIGURE = {
    "missing": "not available",
    "suppressed": "suppressed",
    "not_applicable": "not applicable",
    "pending": "not yet published",
}

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@dataclass(frozen=True)
class Unit:
    """How a unit stands beside a number, and how a change in it is said ("points", not "%")."""

    before: str = ""
    after: str = ""
    change_one: str = ""
    change_many: str = ""


PERCENT = Unit(after="%", change_one=" point", change_many=" points")
POUNDS = Unit(before="£")
PER_100K = Unit(after=" per 100,000")
PER_MILLION = Unit(after=" per million")
UNITS = {
    "%": PERCENT,
    "percent": PERCENT,
    "£": POUNDS,
    "pounds": POUNDS,
    "years": Unit(after=" years", change_one=" year", change_many=" years"),
    "per 100,000": PER_100K,
    "per_100k": PER_100K,
    "per million": PER_MILLION,
    "per_million": PER_MILLION,
    "": Unit(),
}


def unit_of(name: str) -> Unit:
    """The unit of that name; a name not known stands after the number as it is ("tonnes")."""
    known = UNITS.get(name)
    return known or Unit(after=f" {name}", change_one=f" {name}", change_many=f" {name}")


def rounded(value: float, decimals: int) -> Decimal:
    """Rounded to `decimals` places, halves away from zero, as published statistics are."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def number(value: float | None, decimals: int = 0) -> str:
    """1234.5, 1 → "1,234.5"; -0.04, 1 → "0.0"; None → "–"."""
    if value is None:
        return NO_FIGURE
    exact = rounded(value, decimals)
    text = f"{abs(exact):,.{decimals}f}"
    return MINUS + text if exact < 0 else text


def figure(value: float | None, unit: str = "", decimals: int = 0) -> str:
    """A number with its unit: "71.1%", "£608", "3.84 tonnes", "57.9 years", "555 per 100,000"; None → "–"."""
    if value is None:
        return NO_FIGURE
    shown = unit_of(unit)
    text = shown.before + number(abs(value), decimals) + shown.after
    return MINUS + text if rounded(value, decimals) < 0 else text


def short(value: float | None, unit: str = "", decimals: int = 0) -> str:
    """A number with its sign only ("71.1%", "£608", "57.9"), where the unit's word stands elsewhere."""
    return figure(value, unit, decimals).removesuffix(unit_word(unit)).rstrip()


def unit_word(unit: str) -> str:
    """The word of a unit where it has one: "years", "per 100,000", "tonnes"; "" for % and £."""
    after = unit_of(unit).after
    return after.strip() if after.startswith(" ") else ""


def pair(value: float, target: float, unit: str = "", decimals: int = 0) -> tuple[str, str]:
    """Both as short figures; with one more decimal where they differ but would be shown as the same."""
    same = rounded(value, decimals) == rounded(target, decimals)
    places = decimals + 1 if same and value != target else decimals
    return short(value, unit, places), short(target, unit, places)


def change(difference: float | None, unit: str = "", decimals: int = 0) -> str:
    """ "up 0.1 points", "down £14", "up 1 point", "down 1.1 years", "no change"; None → "No earlier
    figure".
    """
    if difference is None:
        return "No earlier figure"
    size = abs(rounded(difference, decimals))
    if size == 0:
        return "no change" if difference == 0 else f"{way(difference)} less than {least(unit, decimals)}"
    return f"{way(difference)} {amount_of_change(size, unit, decimals)}"


def way(difference: float) -> str:
    return "up" if difference > 0 else "down"


def amount_of_change(size: Decimal, unit: str, decimals: int) -> str:
    shown = unit_of(unit)
    return f"{shown.before}{size:,.{decimals}f}{shown.change_one if size == 1 and not decimals else shown.change_many}"


def least(unit: str, decimals: int) -> str:
    """The smallest change that can be shown: "0.1 points"."""
    return amount_of_change(Decimal(1).scaleb(-decimals), unit, decimals)


def absent(presence: str, mark: str = "") -> str:
    """Why a figure is not there, with its published mark where it has one: "suppressed [c]"."""
    word = WHY_NO_FIGURE.get(presence, presence.replace("_", " "))
    return f"{word} [{mark}]" if mark else word


def day(value: date) -> str:
    """ "14 March 2025"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def short_day(value: date) -> str:
    """ "14 Mar", for a list of dates in one year."""
    return f"{value.day} {MONTHS[value.month - 1][:3]}"


def pounds(pence: int) -> str:
    """Whole pence as pounds, to the penny, as in a ledger: 123456 → "£1,234.56"."""
    sign = MINUS if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"


def millions(pence: int, decimals: int = 1) -> str:
    """Whole pence as millions of pounds: "£5,331.8m"."""
    exact = (Decimal(abs(pence)) / 100_000_000).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{MINUS if pence < 0 and exact else ''}£{exact:,.{decimals}f}m"


def count(how_many: int, one: str, many: str = "") -> str:
    """ "1 target", "17 targets"; numbers stay figures."""
    return f"{how_many:,} {one if how_many == 1 else many or one + 's'}"


NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(how_many: int) -> str:
    """ "two", "ten", then figures: "11"; as a sentence writes a small number."""
    return NUMBER_WORDS[how_many] if how_many < len(NUMBER_WORDS) else f"{how_many:,}"


def count_in_words(how_many: int, one: str, many: str = "") -> str:
    """ "one district", "ten districts", "11 districts"."""
    return f"{in_words(how_many)} {one if how_many == 1 else many or one + 's'}"


def first_up(sentence: str) -> str:
    """The same with a capital at its start, and nothing else changed."""
    return sentence[:1].upper() + sentence[1:]


WITH_THE = {
    "East Midlands",
    "East of England",
    "Liverpool City Region",
    "North East",
    "North West",
    "South East",
    "South West",
    "United Kingdom",
    "West Midlands",
    "West of England",
}


def the(name: str) -> str:
    """A place's name as it stands in a sentence: "the North West", "Oldham"."""
    return f"the {name}" if name in WITH_THE else name


FILTERS: dict[str, Callable[..., str]] = {
    "number": number,
    "figure": figure,
    "short_figure": short,
    "unit_word": unit_word,
    "change": change,
    "absent": absent,
    "day": day,
    "short_day": short_day,
    "pounds": pounds,
    "millions": millions,
    "count_of": count,
    "in_words": in_words,
    "count_in_words": count_in_words,
    "first_up": first_up,
    "the": the,
}
