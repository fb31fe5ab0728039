"""Scopes and themes are complete, have an owner, and mean what the published form means."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from placepact.spending.definitions import (
    FOLDER,
    OWNED,
    BadScope,
    load_scopes,
    load_themes,
    read_scope,
)
from placepact.spending.rules.frame import CountedTwiceByNature

NAME = "service-expenditure-and-levies.toml"
WHOLE = (FOLDER / "counts" / NAME).read_text(encoding="utf-8")
THEMES = {
    "education", "childrens_social_care", "adult_social_care", "public_health", "housing", "culture",
    "environment_and_waste", "planning", "roads_and_transport", "police", "fire_and_rescue", "central", "other",
}  # fmt: skip


def changed(folder: Path, old: str, new: str) -> Path:
    assert old in WHOLE
    path = folder / NAME
    path.write_text(WHOLE.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize("field", [*OWNED, "title", "sentence", "left_out"])
def test_a_count_without_an_owner_or_its_words_is_refused(tmp_path: Path, field: str) -> None:
    old = re.search(rf"^{field} = (\[.*?^\]|.*?)$", WHOLE, re.MULTILINE | re.DOTALL)
    assert old is not None
    with pytest.raises(BadScope, match=field):
        read_scope(changed(tmp_path, old[0], ""))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('author = "placepact developers"', 'author = ""', "author is missing or empty"),
        ("review_date = 2027-06-30", 'review_date = "soon"', "Write a day"),
        ('form = "RS"', 'form = "RS"\ncolour = "red"', "colour is no field"),
        ('slug = "service', 'slug = "other', "Name it as the file"),
        ('form = "RS"', 'form = ["RS", "RO"]', "Name one form"),
        ('form = "RS"', "form = RS", "cannot be read as TOML"),
        ('received_under = "722"\n', "", "received_under"),
    ],
)
def test_what_makes_no_sense_is_refused_by_file_and_field(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(BadScope, match=said):
        read_scope(changed(tmp_path, old, new))


def test_a_count_that_would_add_national_accounts_to_outturn_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CountedTwiceByNature, match="counted twice"):
        read_scope(changed(tmp_path, 'form = "RS"', 'form = ["RS", "PESA"]'))


def test_the_themes_are_those_of_the_place() -> None:
    held = load_themes()
    assert set(held.themes) == THEMES
    assert {each.theme for each in held.lines.values() if each.role == "service"} == THEMES
    assert all(re.fullmatch(r"(0[1-9]|10)", each.cofog) for each in held.themes.values())


def test_every_code_that_a_count_names_is_a_line_of_its_form() -> None:
    lines = load_themes().lines
    for scope in load_scopes().values():
        if scope.form == "PESA":
            continue
        services = {
            code for (form, code), line in lines.items() if form == scope.form and line.role == "service"
        }
        assert set(scope.services) == services
        levies = {code for (form, code), line in lines.items() if form == scope.form and line.role == "levy"}
        assert set(scope.levies) <= levies
        for code in [each.code for each in scope.control] + [
            code for step in scope.bridge for code in step.codes
        ]:
            assert (scope.form, code) in lines


def test_the_bridge_names_every_line_between_services_and_the_published_total() -> None:
    scope = load_scopes()["service-expenditure-and-levies"]
    between = {code for (_, code), line in load_themes().lines.items() if line.role in ("bridge", "levy")}
    named = [code for step in scope.bridge for code in step.codes]
    assert sorted(named) == sorted(between)
