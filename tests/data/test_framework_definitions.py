"""Definitions of frameworks say where they are from, and are refused where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from placepact.frameworks.definitions import FOLDER, BadFramework, load_definitions, read_definition
from placepact.indicators.definitions import load_definitions as load_indicators

NAME = "greater-manchester-police-plan"
WHOLE = (FOLDER / f"{NAME}.toml").read_text(encoding="utf-8")


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in WHOLE
    path = folder / f"{NAME}.toml"
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "field", ["source", "licence", "author", "checker", "review_date", "valid_from", "name"]
)
def test_a_release_without_one_of_these_is_refused_by_its_name(tmp_path: Path, field: str) -> None:
    line = next(each for each in WHOLE.splitlines() if each.startswith(f"{field} = "))
    with pytest.raises(BadFramework, match=rf"{NAME}\.toml, release: {field} is missing"):
        read_definition(changed(tmp_path, f"{line}\n", ""))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('standing = "illustrative"', 'standing = "read"', "it needs a source"),
        ('indicator = "homicides"\n', "", "it needs an indicator"),
        ('owed_by = "greater-manchester-police"\n', "", "owed by a body or by a class"),
        ('relation = "pending"', 'relation = "likely"', "relation is 'likely'"),
        ('area_level = "police_force_area"', 'area_level = "ward"', "area_level is 'ward'"),
        ("valid_to = 2027-03-31", "valid_to = 2020-03-31", "valid_to is before valid_from"),
        ('kind = "police"', 'kind = "own"', "an own plan needs its owner"),
        ("due_days = 120", "due_days = 120\ncolour = 3", "colour is no field"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(BadFramework, match=said):
        read_definition(changed(tmp_path, old, new))


def test_every_indicator_that_a_line_names_is_defined() -> None:
    known = set(load_indicators())
    for framework in load_definitions().values():
        for line in framework.lines:
            named = {line.indicator, *line.formula.get("parts", ())} - {""}
            assert named <= known, f"{framework.slug} {line.number}"


def test_the_national_set_has_the_numbers_that_are_known_and_states_the_rest() -> None:
    national = load_definitions()["national-indicator-set"]
    stated = {each.name: each.stated_count for each in national.releases}
    assert stated == {"2008-09": 198, "2009-10": 188, "2010-11": 170}
    first = [each.number for each in national.lines_of("2008-09")]
    assert first == [f"NI {number}" for number in range(1, 200) if number != 31]
    for each in national.lines:
        assert (each.standing == "placeholder") == ("title found in no source" in each.title), each.number


def test_a_line_whose_meaning_we_only_remember_says_so() -> None:
    for framework in load_definitions().values():
        for each in framework.lines:
            if "memory" in each.source and "the numbers" not in each.source:
                assert each.standing == "from_memory", f"{framework.slug} {each.number}"


def test_the_outcomes_of_2026_that_were_not_read_stay_pending() -> None:
    lines = load_definitions()["local-outcomes-framework"].lines
    outcomes = {each.number.split(".")[0] for each in lines}
    assert outcomes == {str(number) for number in range(1, 17)}
    assert {each.relation for each in lines if int(each.number.split(".")[0]) > 4} == {"pending"}


def test_what_is_made_up_is_marked_as_such_and_only_that() -> None:
    for framework in load_definitions().values():
        standings = {each.standing for each in framework.lines}
        assert framework.illustrative == (standings == {"illustrative"}), framework.slug
