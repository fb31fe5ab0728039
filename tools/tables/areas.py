"""Areas with their codes, kinds and days, and which area took over from which.

A day is written only where a source gives one that can be trusted. The register
dates many authorities by the day of an entry, so its start is taken only where
it is a 1 April, the day on which English councils are reorganised. Where a
source gives only a year, a code counts to the end of that year.
"""

import datetime as dt
import re

from tools.tables.files import Row, read, series

KINDS = {
    "E92": "nation", "W92": "nation", "S92": "nation", "N92": "nation",
    "K02": "country", "K03": "country", "K04": "country",
    "E12": "region", "E47": "combined_authority", "E10": "county", "E06": "unitary",
    "E07": "non_metropolitan_district", "E08": "metropolitan_district", "E09": "london_borough",
    "W06": "unitary", "S12": "unitary", "N09": "unitary",
    "E23": "police_force_area", "W15": "police_force_area",
}  # fmt: skip
# Days on which a combined authority was made, where the register has them right or law is plain.
COMBINED_FROM = {
    "E47000001": "2011-04-01", "E47000002": "2014-04-01", "E47000003": "2014-04-01", "E47000004": "2014-04-01",
    "E47000007": "2016-06-17", "E47000010": "2014-04-15", "E47000011": "2018-11-02", "E47000012": "2024-02-01",
    "E47000013": "2024-02-27",
}  # fmt: skip
REPLACED = re.compile(r"Obsolete code since (\d{4}) \(replaced by (.+)\)")
CODE = re.compile(r"\b[A-Z]\d{8}\b")
NO_DAY = ""


def register() -> dict[str, Row]:
    """The register of local authorities, by GSS code."""
    return {row["gss-code"]: row for row in read("01_registers/mysociety_uk_local_authorities_current.csv")}


def named() -> dict[str, str]:
    """Every code in the files of values, with its name there."""
    return {row["areacd"]: row["areanm"] for path in series() for row in read(f"03_outcomes/els/{path.name}")}


def replaced() -> dict[str, tuple[int, list[str]]]:
    """Codes that the files of values call obsolete: since which year (the last one said), and what replaced them."""
    found: dict[str, tuple[int, list[str]]] = {}
    for path in series():
        for row in read(f"03_outcomes/els/{path.name}"):
            said = REPLACED.match(row["notes"])
            if said and int(said[1]) > found.get(row["areacd"], (0, []))[0]:
                found[row["areacd"]] = int(said[1]), CODE.findall(said[2])
    return found


def areas() -> list[Row]:
    """One row for each area, by code."""
    known, names, gone = register(), named(), replaced()
    codes = sorted({code for code in known if code} | set(names))
    return [
        {
            "code": code,
            "name": names.get(code) or known[code]["nice-name"],
            "kind": KINDS.get(code[:3], "other"),
            "valid_from": first_day(code, known),
            "valid_to": last_day(code, known, gone),
        }
        for code in codes
    ]


def first_day(code: str, known: dict[str, Row]) -> str:
    """The first day of a code, where a source gives one."""
    if code in COMBINED_FROM:
        return COMBINED_FROM[code]
    start = known[code]["start-date"] if code in known else NO_DAY
    return start if start.endswith("-04-01") and not code.startswith("E47") else NO_DAY


def last_day(code: str, known: dict[str, Row], gone: dict[str, tuple[int, list[str]]]) -> str:
    """The last day of a code: the day before a 1 April that the register gives as the end."""
    end = known[code]["end-date"] if code in known else NO_DAY
    if end.endswith("-04-01"):
        return (dt.date.fromisoformat(end) - dt.timedelta(days=1)).isoformat()
    return end or (f"{gone[code][0]}-12-31" if code in gone else NO_DAY)


def successions(listed: list[Row]) -> list[Row]:
    """Which area took over from which, and on which day where it is known."""
    known, gone = register(), replaced()
    of_short = {row["local-authority-code"]: row["gss-code"] for row in known.values()}
    rows = []
    for area in listed:
        code = area["code"]
        short = known[code]["replaced-by"] if code in known else ""
        heirs = [of_short[each] for each in short.split(",") if each] or gone.get(code, (0, []))[1]
        rows += [
            {"predecessor": code, "successor": heir, "on": day_after(area["valid_to"])} for heir in heirs
        ]
    return rows


def day_after(last: str) -> str:
    """The day on which a successor took over; none where only the year of the end is known."""
    if not last or last.endswith("-12-31"):
        return NO_DAY
    return (dt.date.fromisoformat(last) + dt.timedelta(days=1)).isoformat()
