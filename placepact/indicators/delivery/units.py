"""Units as they are written in files, and what follows from them."""

import re

PERCENT = "percent"
SYNONYMS = {
    PERCENT: ("%", "percent", "percentage", "per cent", "pct"),
    "pounds": ("£", "pounds", "pound", "gbp", "pounds sterling", "pounds a week", "pounds per week"),
    "years": ("years", "yrs", "year"),
    "per 1,000": ("rate per 1,000 population", "rate per 1,000", "per 1,000", "per 1,000 population"),
    "per 100,000": (
        "rate per 100,000 population", "rate per 100,000", "per 100,000", "per 100,000 population", "per 100k",
        "rate per 100k",
    ),
    "per 1,000,000": (
        "rate per 1,000,000 population", "rate per 1,000,000", "per 1,000,000", "per million", "rate per million",
        "per 1,000,000 population", "per million population",
    ),
    "tonnes": (
        "tonnes of co2 equivalent", "tco2e", "emissions (tco2e) per capita", "tonnes co2e per person",
        "tonnes of co2 equivalent per person", "tonnes per person", "tonnes of co2 equivalent a person",
    ),
}  # fmt: skip
CANONICAL = {name: unit for unit, names in SYNONYMS.items() for name in names}
# What a numerator over a denominator is multiplied by; other units say nothing about it.
SCALES = {PERCENT: 100.0, "per 1,000": 1e3, "per 100,000": 1e5, "per 1,000,000": 1e6}


def canonical(unit: str) -> str:
    """One spelling for each unit; an unknown unit stays as it is, without case, underscores and commas."""
    name = " ".join(unit.replace("_", " ").replace("₂", "2").split()).casefold()
    grouped = re.sub(r"\b1(0{3}|0{5}|0{6})\b", lambda number: f"{int(number[0]):,}", name)
    return CANONICAL.get(grouped, grouped)


def differ(declared: str, *delivered: str) -> bool:
    """Whether a definition's unit is none of those a row writes; a row that writes none does not differ."""
    written = {canonical(unit) for unit in delivered if unit}
    return bool(declared and written) and canonical(declared) not in written
