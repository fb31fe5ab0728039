"""The tables that the project carries are whole, hang together and equal what was published."""

import gzip
import json
import tomllib
from collections import Counter
from itertools import pairwise

import pytest

from placepact.places.models import Kind
from tests.data.tables import ELS, SERIES, TABLES, figures, rows, source
from tools.tables.accounts import COLUMNS as ACCOUNT_COLUMNS
from tools.tables.accounts import COMPARED_COLUMNS, FRAME_COLUMNS, accounts, compared, frame
from tools.tables.areas import areas, successions
from tools.tables.figures import CARRIED, COLUMNS, carried
from tools.tables.files import text_of
from tools.tables.links import memberships, neighbours, populations

KNOWN = {row["code"]: row for row in rows("areas.csv")}
TEN = {f"E080000{number:02}" for number in range(1, 11)}


def test_the_tables_are_small() -> None:
    assert sum(path.stat().st_size for path in TABLES.rglob("*") if path.is_file()) < 4_000_000


def test_every_table_has_its_source_licence_and_changes() -> None:
    entries = tomllib.loads((TABLES / "SOURCES.toml").read_text(encoding="utf-8"))["table"]
    named = {entry["file"] for entry in entries}
    there = {
        path.relative_to(TABLES).as_posix()
        for path in TABLES.rglob("*")
        if path.is_file() and path.name != "SOURCES.toml"
    }
    assert named == {"figures/*.csv.gz" if name.startswith("figures/") else name for name in there}
    for entry in entries:
        for field in ("source", "repository", "commit", "licence", "attribution", "period", "changed"):
            assert entry[field], f"{entry['file']}: {field}"


@pytest.mark.usefixtures("shared_data")
@pytest.mark.parametrize("series", SERIES)
def test_figures_equal_the_source_file_row_by_row(series: str) -> None:
    held = [row for row in source(ELS / f"{series}.csv") if row["areacd"][:3] in CARRIED]
    last_days = {code: row["valid_to"] or "9999" for code, row in KNOWN.items()}
    left_out = [row for row in held if row["period"][:10] > last_days[row["areacd"]]]
    assert figures(series) == [carried(row) for row in held if row not in left_out]
    assert len(left_out) == {
        "gcses-in-english-and-maths": 84,
        "pupils-at-expected-standards-by-end-of-primary-school": 6,
    }.get(series, 0)


def test_a_note_in_the_column_of_status_is_moved_and_nothing_else_is_touched() -> None:
    row = dict.fromkeys(COLUMNS, "as it was") | {"status": "Value for two combined", "notes": ""}
    assert carried(row) == row | {"status": "", "notes": "Value for two combined"}
    marked = row | {"status": "x", "notes": "kept"}
    assert carried(marked) == marked


def test_every_mark_of_status_is_one_letter() -> None:
    marks = {row["status"] for series in SERIES for row in figures(series)}
    assert marks == {"", "c", "u", "x", "z"}


def test_four_series_have_no_figure_for_the_whole_place_and_two_none_for_england() -> None:
    def without(code: str) -> set[str]:
        every = {row["indicator"] for series in SERIES for row in figures(series)}
        return every - {
            row["indicator"] for series in SERIES for row in figures(series) if row["areacd"] == code
        }

    assert without("E47000001") == {
        "Cigarette smokers",
        "Persistent absences for all pupils",
        "Persistent absences for pupils looked after by local authorities",
        "Preventable cardiovascular mortality (England)",
        "Homicide Offences",
    }
    assert without("E92000001") == {
        "Children in relative poverty before housing costs",
        "Children in relative poverty after housing costs",
    }


@pytest.mark.usefixtures("shared_data")
def test_the_tables_of_areas_are_made_again_byte_for_byte() -> None:
    listed = areas()
    made = {
        "areas.csv": listed,
        "successions.csv": successions(listed),
        "memberships.csv": memberships(set(KNOWN)),
        "neighbours.csv": neighbours(),
        "populations.csv": populations(),
    }
    for name, table in made.items():
        assert text_of(list(table[0]), table) == (TABLES / name).read_text(encoding="utf-8"), name


@pytest.mark.usefixtures("shared_data")
def test_the_tables_of_accounts_are_made_again_byte_for_byte() -> None:
    packed = (TABLES / "accounts" / "outturn-2017-18.csv.gz").read_bytes()
    assert text_of(ACCOUNT_COLUMNS, accounts()) == gzip.decompress(packed).decode("utf-8")
    plain = (TABLES / "accounts" / "frame-2017-18.csv").read_text(encoding="utf-8")
    assert text_of(FRAME_COLUMNS, frame()) == plain
    packed = (TABLES / "accounts" / "compared-2017-18.csv.gz").read_bytes()
    assert text_of(COMPARED_COLUMNS, compared()) == gzip.decompress(packed).decode("utf-8")


def test_every_area_is_of_a_known_kind() -> None:
    assert {row["kind"] for row in KNOWN.values()} <= set(Kind.values)


def test_every_code_is_an_area() -> None:
    used = {row["areacd"] for series in SERIES for row in figures(series)}
    used |= {row[end] for row in rows("memberships.csv") for end in ("child", "parent")}
    used |= {row[end] for row in rows("neighbours.csv") for end in ("area", "neighbour")}
    used |= {row[end] for row in rows("successions.csv") for end in ("predecessor", "successor")}
    used |= {row["area"] for row in rows("populations.csv")}
    used |= {code for row in rows("organisations.csv") for code in row["areas"].split(";")}
    assert used - set(KNOWN) == set()


def test_greater_manchester_has_its_ten_districts_since_it_was_made() -> None:
    mine = [row for row in rows("memberships.csv") if row["parent"] == "E47000001"]
    assert {row["child"] for row in mine} == TEN
    assert {row["valid_from"] for row in mine} == {"2011-04-01"}


def test_every_english_district_of_today_lies_in_one_region() -> None:
    lowest = {"unitary", "metropolitan_district", "non_metropolitan_district", "london_borough"}
    today = {
        code
        for code, row in KNOWN.items()
        if code.startswith("E") and row["kind"] in lowest and not row["valid_to"]
    }
    regions = Counter(row["child"] for row in rows("memberships.csv") if row["hierarchy"] == "region")
    assert len(today) == 296
    assert {code: regions[code] for code in today} == dict.fromkeys(today, 1)


def test_an_area_that_ended_has_a_successor() -> None:
    gone = {code for code, row in KNOWN.items() if row["valid_to"]}
    assert gone - {row["predecessor"] for row in rows("successions.csv")} == set()


def test_no_pair_and_no_key_is_written_twice() -> None:
    keys = {
        "areas.csv": ("code",),
        "successions.csv": ("predecessor", "successor"),
        "memberships.csv": ("child", "parent", "hierarchy", "valid_from"),
        "neighbours.csv": ("area", "set", "release", "rank"),
        "populations.csv": ("area", "year", "source"),
        "organisations.csv": ("slug",),
        "identifiers.csv": ("scheme", "value"),
    }
    for name, columns in keys.items():
        seen = Counter(tuple(row[column] for column in columns) for row in rows(name))
        assert {key: count for key, count in seen.items() if count > 1} == {}, name


def test_the_count_of_the_whole_place_is_the_sum_of_its_districts() -> None:
    counts = {
        (row["area"], row["year"]): int(row["count"])
        for row in rows("populations.csv")
        if row["source"].startswith("Census")
    }
    years = {year for _, year in counts}
    assert years == {"1981", "1991", "2001", "2011", "2021"}
    for year in years:
        assert counts["E47000001", year] == sum(counts[code, year] for code in TEN)
    assert counts["E08000005", "1981"] == 206331


def test_outlines_are_closed_rings_of_whole_metres_inside_england() -> None:
    for name in ("greater-manchester.json", "england.json.gz"):
        raw = (TABLES / "boundaries" / name).read_bytes()
        held = json.loads(gzip.decompress(raw) if name.endswith(".gz") else raw)
        for area in held["areas"]:
            assert area["code"] in KNOWN
            for ring in area["rings"]:
                assert ring[0] == ring[-1]
                assert all(isinstance(x, int) and 80_000 < x < 660_000 for x, _ in ring)
                assert all(isinstance(y, int) and 0 < y < 660_000 for _, y in ring)


def test_neighbouring_districts_share_their_border_and_a_map_of_them_is_small() -> None:
    path = TABLES / "boundaries" / "greater-manchester.json"
    assert path.stat().st_size < 12_000
    drawn = {each["code"]: each for each in json.loads(path.read_text(encoding="utf-8"))["areas"]}
    assert set(drawn) == TEN | {"E47000001"}
    sides = Counter(
        frozenset((tuple(a), tuple(b)))
        for code in TEN
        for ring in drawn[code]["rings"]
        for a, b in pairwise(ring)
    )
    outer = {
        frozenset((tuple(a), tuple(b))) for ring in drawn["E47000001"]["rings"] for a, b in pairwise(ring)
    }
    assert max(sides.values()) == 2
    assert {side for side, count in sides.items() if count == 1} == outer


@pytest.mark.usefixtures("shared_data")
def test_councils_have_the_code_that_the_registers_give_them() -> None:
    known = {
        row["org_id"]: row["gss_code"]
        for row in source(ELS.parents[1] / "01_registers" / "geolookups_la_orgid_to_gss.csv")
    }
    acts_for = {row["slug"]: row["areas"] for row in rows("organisations.csv")}
    councils = [row for row in rows("identifiers.csv") if row["scheme"] == "GB-LAE"]
    assert len(councils) == 11
    for row in councils:
        assert known[f"GB-LAE-{row['value']}"] == acts_for[row["organisation"]]


@pytest.mark.usefixtures("shared_data")
def test_numbers_of_charities_are_those_in_the_source() -> None:
    matches = source(ELS.parents[1] / "05_third_sector" / "nhsspend_supplier_charity_final.csv")
    cells = {cell.removesuffix(".0") for row in matches for cell in row.values() if isinstance(cell, str)}
    charities = [row["value"] for row in rows("identifiers.csv") if row["scheme"] == "GB-CHC"]
    assert len(charities) == 3
    assert set(charities) <= cells
