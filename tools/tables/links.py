"""What areas are part of, which are like them, and how many people live there."""

from tools.tables.accounts import REGION_CODE, region_people
from tools.tables.areas import COMBINED_FROM, register
from tools.tables.files import Row, read

REGISTER = "mySociety local authority register 1.6.1 (2025-07)"
LOOKUPS = "ONS lookups as in drkane/geo-lookups (2026-06)"
NEIGHBOURS = "ELS app 2026-06"
CENSUS = "Census, usual residents, via Trafford Data Lab (2021 rounded to hundreds)"
NATIONAL = "As counted in the national accounts of 2017-18 (Eurostat), via thomasforth/PESAParser"
MID_2020 = "ONS mid-2020 estimates, via mySociety local authority register 1.6.1 (CC BY 4.0)"
GREATER_MANCHESTER = "E47000001"
TEN = {f"E080000{number:02}" for number in range(1, 11)}


def memberships(codes: set[str]) -> list[Row]:
    """Districts in combined authority, county, region; counties in region; regions and nations above."""
    rows = [*combined(), *upper_tiers(), *above(codes)]
    return sorted(rows, key=lambda row: (row["hierarchy"], row["parent"], row["child"]))


def membership(child: str, parent: str, hierarchy: str, release: str, since: str = "") -> Row:
    return {
        "child": child,
        "parent": parent,
        "hierarchy": hierarchy,
        "valid_from": since,
        "valid_to": "",
        "release": release,
    }


def combined() -> list[Row]:
    """Districts in combined authorities; those of the two dissolved ones in the one that took over from both.

    Only Greater Manchester's ten are dated: they have been its members since it
    was made. Others joined later than others, on days that no source here gives.
    """
    known = register()
    codes = {row["local-authority-code"]: row["gss-code"] for row in known.values()}
    merged = {"E47000010": "E47000014", "E47000011": "E47000014"}
    rows = []
    for code, row in known.items():
        parent = codes.get(row["combined-authority"], "")
        if parent.startswith("E47") and row["current-authority"] == "True":
            parent = merged.get(parent, parent)
            since = COMBINED_FROM[parent] if parent == GREATER_MANCHESTER else ""
            rows.append(membership(code, parent, "combined_authority", REGISTER, since))
    return rows


def upper_tiers() -> list[Row]:
    """Districts in counties, and districts and counties in regions."""
    rows, counties = [], {}
    for row in read("01_registers/geolookups_la_all_codes.csv"):
        if row["Current"] != "TRUE" or not row["LADCD"].startswith("E"):
            continue
        rows.append(membership(row["LADCD"], row["RGNCD"], "region", LOOKUPS))
        if row["UTLACD"].startswith("E10"):
            rows.append(membership(row["LADCD"], row["UTLACD"], "county", LOOKUPS))
            counties[row["UTLACD"]] = row["RGNCD"]
    return rows + [membership(child, parent, "region", LOOKUPS) for child, parent in counties.items()]


def above(codes: set[str]) -> list[Row]:
    """Regions in England, nations in the United Kingdom."""
    regions = sorted(code for code in codes if code.startswith("E12"))
    nations = sorted(code for code in codes if code[1:3] == "92")
    return [
        *(membership(code, "E92000001", "country", LOOKUPS) for code in regions),
        *(membership(code, "K02000001", "country", LOOKUPS) for code in nations),
    ]


def neighbours() -> list[Row]:
    """The areas most like each English authority and combined authority, by three sets of measures."""
    rows = []
    for kind in ("demographic", "economic", "global"):
        for row in read(f"06_taxonomies/els_{kind}-neighbours.csv"):
            if row["AREACD"].startswith("E"):
                rows += [
                    {
                        "area": row["AREACD"],
                        "neighbour": row[str(rank)],
                        "rank": str(rank),
                        "set": kind,
                        "release": NEIGHBOURS,
                    }
                    for rank in range(1, 21)
                    if row[str(rank)]
                ]
    return rows


def populations() -> list[Row]:
    """Censuses of the ten districts with their sum, a region's count, and mid-2020 estimates of every authority."""
    counts: dict[tuple[str, str], int] = {}
    for row in read("04_geography/trafford_1981-2021_population_by_sex_and_age_group_la_gm.csv"):
        if (row["sex"], row["age_group"]) == ("Persons", "All ages"):
            counts[row["area_code"], row["period"][:4]] = int(row["value"])
    rows = [population(code, year, count, CENSUS) for (code, year), count in sorted(counts.items())]
    for year in sorted({year for _, year in counts}):
        parts = [count for (code, other), count in counts.items() if other == year and code in TEN]
        if len(parts) != len(TEN):
            raise ValueError(f"{len(parts)} of ten districts have a census count for {year}.")
        rows.append(population(GREATER_MANCHESTER, year, sum(parts), f"{CENSUS}; sum of the ten districts"))
    rows.append(population(REGION_CODE, "2017", region_people(), NATIONAL))
    return rows + [
        population(code, "2020", int(float(row["pop-2020"])), MID_2020)
        for code, row in sorted(register().items())
        if code and row["pop-2020"]
    ]


def population(code: str, year: str, count: int, source: str) -> Row:
    return {"area": code, "year": year, "count": str(count), "source": source}
