"""Files as their publishers write them: recognised, brought into shape, every row accounted for; drafts say they are drafts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest

from placepact.indicators import actions, dictionaries, drafting
from placepact.indicators.delivery import Area, Checked, Indicator, Vocabulary, WrongShape, check_file
from placepact.indicators.delivery.sources import (
    FOLDER,
    BadSource,
    UnknownSource,
    by_header,
    load_sources,
    named,
    read_source,
)
from placepact.indicators.models import DefinitionRelease, Value
from placepact.indicators.models import Indicator as Anchor
from placepact.indicators.rederiving import differences
from placepact.people.actions import operator
from placepact.returns.models import Outcome
from tests import makers
from tests.data.tables import TABLES

OUTCOMES = "03_outcomes"
WHOLE = (FOLDER / "lait.toml").read_text(encoding="utf-8")
LAIT = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")
DICTIONARY = (
    "Measure_short,Measure,Chart_title,Description,Methodology,Polarity,y_axis_name,dps,Year_Type,Topic,"
    "Data Owner (DO) /Supplier and Contact Details,Hyperlink(s)\n"
)


def every_area() -> list[Area]:
    """The areas of the demonstration's register, with made-up ids."""
    import csv

    with (TABLES / "areas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    day = dt.date.fromisoformat
    return [
        Area(
            row["code"], row["name"], day(row["valid_from"]) if row["valid_from"] else None,
            day(row["valid_to"]) if row["valid_to"] else None, (), number,
        )
        for number, row in enumerate(rows)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def england() -> Vocabulary:
    return Vocabulary(every_area(), [], dt.date(2026, 6, 1))


def balanced(found: Checked) -> tuple[int, int, int]:
    """Records, accepted, refused: nothing is left over."""
    assert found.records == found.accepted.num_rows + found.refused_count + found.blank
    return found.records, found.accepted.num_rows, found.refused_count


def pupils(folder: Path, *rows: tuple[str, str, str, float], name: str = "figures.parquet") -> Path:
    """A Parquet file as the Department writes it: series, year, value, number of the authority."""
    path = folder / name
    columns = ", ".join(f'"{column}"' for column in LAIT)
    with duckdb.connect() as connection:
        connection.execute(f"create table t({columns.replace(',', ' varchar,')} varchar)")
        connection.execute('alter table t alter "LA Number" type double')
        connection.executemany(
            "insert into t values (?, null, ?, 'somewhere', ?, ?, 'a region')",
            [(series, years, value, number) for series, years, value, number in rows],
        )
        connection.execute(f"copy t to '{path}' (format parquet)")
    return path


def lait(england: Vocabulary, *series: tuple[str, str]) -> Vocabulary:
    """What may be spoken of once a dictionary has named these series and the kinds of their years."""
    known = [
        Indicator(key, f"lait-{key.lower()}", number, years=kind)
        for number, (key, kind) in enumerate(series, start=1)
    ]
    return Vocabulary(england.areas, [], england.today, {"lait": known})


def test_marks_remarks_and_years_of_a_series_are_read_as_its_source_means_them(
    tmp_path: Path, england: Vocabulary
) -> None:
    path = pupils(
        tmp_path,
        ("KS2", "2024", "61.5", 358.0), ("KS2", "2025 (prov)", "62", 358.0), ("KS2", "2025", "-", 987.0),
        ("Spend", "2016-17 (OT)", "7070", 352.0), ("KS2", "0", "-", 358.0), ("Spend", "2018", "1,5", 352.0),
        ("KS2", "2021", "-", 835.0), ("Other", "2021", "3", 358.0), ("Spend", "2017", "3", 999.0),
    )  # fmt: skip
    vocabulary = lait(england, ("KS2", "Academic Year"), ("Spend", "Financial Year"))
    found = check_file(path, vocabulary)
    assert (found.source, balanced(found)) == ("lait", (9, 4, 5))
    told = [
        (row["area_code"], str(row["period_start"]), row["period_length"], row["presence"], row["finality"])
        for row in found.accepted.to_pylist()
    ]
    assert told == [
        ("E08000009", "2023-09-01", "P1Y", "given", "final"),
        ("E08000009", "2024-09-01", "P1Y", "given", "provisional"),
        ("E13000001", "2024-09-01", "P1Y", "missing", "final"),
        ("E08000003", "2016-04-01", "P1Y", "given", "final"),
    ]
    assert found.accepted["note"].to_pylist()[2:] == [
        "Not available or suppressed: the publisher writes both as a dash", "Outturn",
    ]  # fmt: skip
    assert [(fault.place, fault.column, fault.value, fault.code) for fault in found.faults] == [
        ("record 5", "Years", "0", "period_not_iso"),
        ("record 6", "Values", "1,5", "decimal_comma"),
        ("record 7", "LA Number", "E10000009", "area_ended"),
        ("record 8", "Short Desc", "Other", "indicator_unknown"),
        ("record 9", "LA Number", "999.0", "area_unknown"),
    ]


def test_a_row_with_several_figures_is_read_once_for_each(tmp_path: Path, england: Vocabulary) -> None:
    path = tmp_path / "licensed.csv"
    path.write_text(
        "area_code,area_name,period,indicator,measure,unit,value_ulev,value_all_vehicles\n"
        "E08000009,Trafford,2022-12-31,Licensed vehicles,Frequency,Vehicles,2727,116397\n"
        "E08000003,Manchester,2022-12-31,Licensed vehicles,Frequency,Vehicles,few,NA\n",
        encoding="utf-8",
    )
    found = check_file(path, england, source="trafford-themes")
    assert balanced(found) == (4, 3, 1)
    rows = [
        (row["line"], row["breakdown"], row["value"], row["presence"]) for row in found.accepted.to_pylist()
    ]
    assert rows == [
        (2, "", 116397.0, "given"), (3, "", None, "missing"),
        (2, "Ultra low emission vehicles", 2727.0, "given"),
    ]  # fmt: skip
    assert found.warnings[0] == "Each row holds 2 figures: 2 rows are 4 figures."
    assert [each.title for each in found.drafts] == ["Licensed vehicles (frequency)"]


def test_one_publishers_series_is_never_taken_for_anothers_of_the_same_name(
    tmp_path: Path, england: Vocabulary
) -> None:
    path = tmp_path / "employment.csv"
    path.write_text(
        "area_code,area_name,period,indicator,measure,unit,value\n"
        "E08000009,Trafford,Oct 2021-Sep 2022,Employment rate,Percentage,Persons,75.7\n",
        encoding="utf-8",
    )
    vocabulary = Vocabulary(
        england.areas, [Indicator("Employment rate", "employment-rate", 1)], england.today
    )
    found = check_file(path, vocabulary, source="trafford-themes")
    assert found.accepted["indicator"].to_pylist() == ["trafford-themes-employment-rate-percentage"]
    assert found.accepted["indicator_id"].to_pylist() == [-1]
    assert found.accepted["period_start"].to_pylist() == [dt.date(2021, 10, 1)]


def test_a_file_that_lacks_a_column_of_its_source_is_refused_with_what_it_has(
    tmp_path: Path, england: Vocabulary
) -> None:
    path = tmp_path / "neighbours.csv"
    path.write_text("area_code,area_name\nE08000009,Trafford\n", encoding="utf-8")
    with pytest.raises(WrongShape, match=r"no column indicator\. The file has: area_code, area_name"):
        check_file(path, england, source="trafford-themes")
    with pytest.raises(UnknownSource, match=r"no source 'other'\. There are: lait,"):
        check_file(path, england, source="other")


def test_every_source_says_whose_it_is_and_is_known_by_its_own_columns_alone() -> None:
    for each in load_sources().values():
        assert each.publisher and each.licence and each.author and each.checker
        assert each.review_date > dt.date(2026, 1, 1)
        if each.recognised_by:
            assert by_header(each.recognised_by) is each
    assert by_header(("areacd", "indicator", "period", "observation")) is None


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('licence = "Open', 'licence_of = "Open', "licence is missing. Add it."),
        ('checker = "not yet checked by a second person"', 'checker = ""', "checker is empty"),
        ('series_from = "dictionary"', 'series_from = "hearsay"', "Write file or dictionary"),
        ('presence = "missing"', 'presence = "gone"', "the mark '-' means 'gone'"),
        ('single = "academic, last"', 'single = "lunar"', "'lunar' is no kind of year"),
        ('slug = "lait"', 'slug = "other"', "Name it as the file"),
        ("[marks]", "[marking]", "marking is no field of a source"),
        ('slug = "lait"', "slug = ", "cannot be read as TOML"),
        ("review_date = 2027-06-30", 'review_date = "soon"', "review_date is 'soon'"),
        ('column = "LA Number"', 'columns = "LA Number"', "Compare it with the other files"),
    ],
)
def test_a_source_that_says_too_little_is_refused_by_file_and_field(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in WHOLE
    (tmp_path / "dfe-areas.csv").write_text("written,code\n1,E92000001\n", encoding="utf-8")
    path = tmp_path / "lait.toml"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadSource, match=r"lait\.toml") as refused:
        read_source(path)
    assert says in str(refused.value)


def test_a_kind_of_year_that_a_source_does_not_know_is_named() -> None:
    with pytest.raises(BadSource, match="no years are given for 'Lunar Year'"):
        named("lait").names_for("KS2", "Lunar Year")


# --- into the record ---------------------------------------------------------------------------


def listed(folder: Path, *rows: str) -> Path:
    path = folder / "dictionary.csv"
    path.write_text(DICTIONARY + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


KS2 = "KS2,Reaching the standard at 11,KS2,What it is,How,High,% achieving,1,Academic Year,Schools,DfE,https://x"


@pytest.mark.django_db
def test_a_dictionary_makes_drafts_and_its_figures_can_then_be_received(tmp_path: Path) -> None:
    makers.make_area(code="E08000009", name="Trafford")
    given = {"organisation": makers.make_organisation(), "by": operator()}
    path = listed(
        tmp_path, KS2, KS2.replace("at 11", "again"), ",No key" + "," * 10, "X,X,,,,,,,Lunar,,,", "," * 11
    )
    would = dictionaries.try_out(path=path, **given)
    assert "a dry run" in would.sentence()
    assert not Anchor.objects.filter(slug="lait-ks2").exists()
    done = dictionaries.receive(path=path, **given)
    assert (done.tally.read, done.tally.new, done.tally.refused, done.tally.blank) == (5, 1, 3, 1)
    assert [each.code for each in done.listed.faults] == ["repeat", "empty", "kind_of_year"]
    (draft,) = drafting.drafted()
    assert (draft.slug, draft.words["checker"], draft.words["direction"]) == ("lait-ks2", "", "higher")
    assert draft.words["author"] == "made from the dictionary of Local Authority Interactive Tool"
    again = dictionaries.receive(path=path, **given)
    assert (again.tally.new, again.tally.unchanged) == (0, 1)
    figures = pupils(tmp_path, ("KS2", "2024", "61.5", 358.0), ("KS2", "2023", "-", 358.0))
    receipt = actions.receive(path=figures, **given)
    assert (receipt.tally.outcome, receipt.tally.new) == (Outcome.ACCEPTED, 2)
    assert receipt.delivery is not None
    assert receipt.delivery.source["written_as"] == "lait"
    assert differences(receipt.delivery) == []
    assert actions.receive(path=figures, **given).tally.unchanged == 2


@pytest.mark.django_db
def test_a_file_makes_its_own_series_known_once_and_only_where_a_figure_was_accepted(tmp_path: Path) -> None:
    makers.make_area(code="E08000009", name="Trafford")
    given = {
        "organisation": makers.make_organisation(),
        "by": operator(),
        "source": {"written_as": "trafford-themes"},
    }
    path = tmp_path / "file.csv"
    path.write_text(
        "area_code,area_name,period,indicator,measure,unit,value\n"
        "E08000009,Trafford,2019/20,Apprenticeship starts,Rate,Persons,843\n"
        "TRF2,A station,2019/20,Nitrogen dioxide,Mean,Concentration,23.8\n",
        encoding="utf-8",
    )
    would = actions.try_out(path=path, **given)
    assert would.tally.new == 1
    assert any(
        "2 series that nobody has defined would be made known as drafts" in each for each in would.remarks()
    )
    assert not DefinitionRelease.objects.exclude(source="").exists()
    done = actions.receive(path=path, **given)
    assert (done.tally.new, done.tally.refused) == (1, 1)
    assert [each.slug for each in drafting.drafted()] == ["trafford-themes-apprenticeship-starts-rate"]
    value = Value.objects.get()
    assert (str(value.period_start), value.indicator.title) == ("2019-09-01", "Apprenticeship starts (rate)")
    assert actions.receive(path=path, **given).tally.unchanged == 1
    assert DefinitionRelease.objects.exclude(source="").count() == 1


# --- the published files -------------------------------------------------------------------------


def test_all_641_070_rows_of_the_department_are_accounted_for(shared_data: Path, england: Vocabulary) -> None:
    folder = shared_data / OUTCOMES
    drafts = dictionaries.read_list(folder / "lait_lait_data_dictionary.csv").drafts
    vocabulary = lait(england, *((each.key, each.words["years"]) for each in drafts))
    found = check_file(folder / "lait_bds_long_0.parquet", vocabulary)
    assert balanced(found) == (641_070, 631_650, 9_420)
    assert Counter(fault.code for fault in found.faults) == {"area_ended": 9_250, "period_not_iso": 170}
    presences = Counter(found.accepted["presence"].to_pylist())
    assert presences["given"] + presences["missing"] == 631_650
    assert Counter(found.accepted["finality"].to_pylist()).keys() == {"final", "revised", "provisional"}


def test_traffords_files_of_every_kind_of_period_are_read(shared_data: Path, england: Vocabulary) -> None:
    told = {}
    for path in sorted((shared_data / OUTCOMES / "trafford_themes").glob("*.csv")):
        with suppress(WrongShape):
            told[path.stem] = (0, 0, 0)
            told[path.stem] = balanced(check_file(path, england, source="trafford-themes"))
    lists = {name for name, (records, _, _) in told.items() if not records}
    assert lists == {"cipfa2019", "cipfa2021", "cipfalga0724", "cssn", "nhsennpg"}
    assert len(told) == 53
    refused = {name: refused for name, (_, _, refused) in told.items() if refused}
    assert refused == {
        "children_children_poverty": 21, "economy_claimant_count": 42, "economy_universal_credit": 42,
        "climate_no2_concentration": 36, "climate_pm10_concentration": 24,
    }  # fmt: skip


def test_the_small_sources_are_read_whole(shared_data: Path, england: Vocabulary) -> None:
    folder = shared_data / OUTCOMES
    assert balanced(check_file(folder / "oflog_ASC_data.csv", england)) == (6_376, 6_376, 0)
    assert balanced(check_file(folder / "place_survey_UKContentment.csv", england)) == (1_760, 1_760, 0)


def test_a_draft_that_somebody_defined_takes_the_definitions_unit_and_bounds_and_keeps_its_years(
    tmp_path: Path, england: Vocabulary
) -> None:
    drafted = lait(england, ("KS2", "Academic Year"))
    defined = Indicator("KS2", "lait-ks2", 1, "Percentage", 0, 100)
    vocabulary = Vocabulary(england.areas, [defined], england.today, drafted.drafted)
    path = pupils(tmp_path, ("KS2", "2024", "61.5", 358.0), ("KS2", "2023", "161.5", 358.0))
    found = check_file(path, vocabulary)
    assert found.accepted["period_start"].to_pylist() == [dt.date(2023, 9, 1)]
    assert [fault.code for fault in found.faults] == ["value_too_high"]
