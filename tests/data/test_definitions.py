"""Definitions are complete, mean something, and stand for what is really published."""

import datetime as dt
from pathlib import Path

import pytest

from placepact.indicators.definitions import FOLDER, BadDefinition, load_definitions, read_definition
from placepact.indicators.delivery.units import differ
from tests.data.tables import ELS, SERIES, figures, source

WHOLE = (FOLDER / "employment-rate.toml").read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in WHOLE
    path = folder / "employment-rate.toml"
    path.write_text(WHOLE.replace(old, new), encoding="utf-8")
    return path


def without(field: str) -> str:
    return next(line + "\n" for line in WHOLE.splitlines() if line.startswith(f"{field} = "))


def test_every_series_carried_is_defined_and_every_definition_is_carried() -> None:
    published = {row["indicator"] for series in SERIES for row in figures(series)}
    assert {each.published_as for each in load_definitions().values()} == published
    assert len(published) == 24


def test_all_but_homicides_cover_districts() -> None:
    districts = {
        row["indicator"] for series in SERIES for row in figures(series) if row["areacd"] == "E08000005"
    }
    covering = {each.published_as for each in load_definitions().values() if each.covers_districts}
    assert covering == districts
    assert len(districts) == 23


def test_a_definition_names_its_series_and_its_unit_is_the_one_in_the_file() -> None:
    for each in load_definitions().values():
        row = next(row for row in figures(each.series) if row["indicator"] == each.published_as)
        assert not differ(each.unit_words, row["unit"], row["measure"]), each.slug


def test_the_lengths_that_a_definition_names_are_those_of_its_figures() -> None:
    for each in load_definitions().values():
        periods = {row["period"] for row in figures(each.series) if row["indicator"] == each.published_as}
        lengths = {period.partition("/")[2] or "point" for period in periods}
        assert set(each.period_lengths) == lengths, each.slug


@pytest.mark.usefixtures("shared_data")
def test_the_name_it_is_published_under_occurs_in_its_source_file() -> None:
    for each in load_definitions().values():
        assert each.published_as in {row["indicator"] for row in source(ELS / f"{each.series}.csv")}, (
            each.slug
        )


def test_every_published_figure_lies_within_the_bounds_of_its_definition() -> None:
    by_name = {each.published_as: each for each in load_definitions().values()}
    for series in SERIES:
        for row in figures(series):
            each = by_name[row["indicator"]]
            if row["observation"]:
                value = float(row["observation"])
                assert each.lower_bound is None or value >= each.lower_bound, row
                assert each.upper_bound is None or value <= each.upper_bound, row


def test_limits_are_promised_where_and_only_where_they_are_published() -> None:
    by_name = {each.published_as: each for each in load_definitions().values()}
    with_limits = {row["indicator"] for series in SERIES for row in figures(series) if row["lci_95"]}
    assert {name for name, each in by_name.items() if each.interval == "95%, as published"} == with_limits
    assert len(with_limits) == 9


def test_periods_of_several_years_are_called_overlapping() -> None:
    by_name = {each.published_as: each for each in load_definitions().values()}
    rolling = {
        row["indicator"]
        for series in SERIES
        for row in figures(series)
        if row["period"].endswith(("P3Y", "P5Y"))
    }
    assert {name for name, each in by_name.items() if each.overlapping} == rolling


def test_a_sentence_reads_with_an_area_a_period_and_a_value() -> None:
    said = load_definitions()["employment-rate"].sentence.format(area="Oldham", period="2023", value="70%")
    assert said == "In Oldham, 70% of people aged 16 to 64 were in work in 2023"


def test_every_definition_is_to_be_looked_at_again_before_2028() -> None:
    for each in load_definitions().values():
        assert each.review_date < dt.date(2028, 1, 1), each.slug


@pytest.mark.parametrize(
    "field", ["unit", "period_lengths", "source", "licence", "author", "checker", "review_date", "sentence"]
)
def test_a_definition_without_a_field_is_refused_by_its_name(tmp_path: Path, field: str) -> None:
    path = changed(tmp_path, without(field), "")
    with pytest.raises(BadDefinition, match=rf"employment-rate\.toml: {field} is missing\. Add it\."):
        read_definition(path)


def test_an_empty_checker_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, without("checker"), 'checker = ""\n')
    with pytest.raises(BadDefinition, match="checker is empty"):
        read_definition(path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('unit = "percent"', 'unit = "parsecs"', "unit is 'parsecs'. Write one of percent"),
        ('direction = "higher"', 'direction = "up"', "direction is 'up'. Write higher, lower or neither"),
        ("In {area}, {value}", "In {town}, {value}", "needs each of the blanks"),
        ("In {area}, {value}", "In {area, {value}", "needs each of the blanks"),
        ("decimals = 1", 'decimals = "1"', "decimals is '1'. Write a whole number"),
        ("decimals = 1", "decimals = 9", "decimals is 9. Write 0 to 4"),
        ("decimals = 1", "decimals = true", "decimals is True. Write a whole number"),
        ('["P1Y"]', '"P1Y"', "period_lengths is 'P1Y'. Write a list of texts"),
        ('["P1Y"]', "[1]", "period_lengths is [1]. Write a list of texts"),
        ('["P1Y"]', "[]", "period_lengths is []. Write lengths such as P1Y"),
        ('["P1Y"]', '["1 year"]', "period_lengths is ['1 year']. Write lengths such as P1Y"),
        ('["P1Y"]', '["P1Y", "P1Y"]', "each once and at least one"),
        ("overlapping = false", "overlapping = 0", "overlapping is 0. Write true or false"),
        ("upper_bound = 100.0", "upper_bound = -1.0", "lower_bound 0.0 is not below upper_bound -1.0"),
        ("review_date = 2027-06-30", 'review_date = "soon"', "review_date is 'soon'. Write a day such as"),
        ("review_date = 2027-06-30", "review_date = 2020-06-30", "Name a later day"),
        ("review_date", "date_of_review", "review_date is missing"),
        ('author = "', 'colour = "red"\nauthor = "', "colour is no field of a definition"),
        ('slug = "employment-rate"', 'slug = "jobs"', "Name it as the file, 'employment-rate'"),
        ("decimals = 1", "decimals = ", "cannot be read as TOML"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_to_do(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    path = changed(tmp_path, old, new)
    with pytest.raises(BadDefinition) as refused:
        read_definition(path)
    assert said in str(refused.value)
    assert str(refused.value).startswith("employment-rate.toml")


def test_two_definitions_cannot_claim_the_same_published_name(tmp_path: Path) -> None:
    (tmp_path / "employment-rate.toml").write_text(WHOLE, encoding="utf-8")
    other = WHOLE.replace('slug = "employment-rate"', 'slug = "jobs"')
    (tmp_path / "jobs.toml").write_text(other, encoding="utf-8")
    with pytest.raises(BadDefinition, match=r"jobs\.toml: published_as is 'Employment rate', as in"):
        load_definitions(tmp_path)
