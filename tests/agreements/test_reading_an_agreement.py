"""An agreement's file that is wrong is refused with the file, the table and the field."""

from __future__ import annotations

from pathlib import Path

import pytest

from placepact.demonstration.build import FOLDER
from placepact.demonstration.terms import UnreadableAgreement, read_terms

GOOD = """
[agreement]
slug = "the-settlement"
title = "The settlement"
sentence = "We will do better together."
kind = "integrated_settlement"
place = "E08000004"
starts_on = 2024-04-01
ends_on = 2027-03-31
signed_on = 2024-03-14
scheme = "share_of_the_way"
scheme_from = 2026-01-01

[[party]]
organisation = "the-council"
capacity = "accountable"

[[block]]
slug = "work"
name = "Work and skills"

[[target]]
ref = "T1"
title = "More people in work"
measure = "of working-age people"
block = "work"
area = "E08000004"
level = "local_area"
lead = "the-council"
baseline = { period = "2021-01-01/P1Y", value = 68 }
years = [{ period = "2025-01-01/P1Y", value = 72.0 }]
margin_percent = 2
designated = true
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "terms.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_with_its_days_numbers_and_flags(tmp_path: Path) -> None:
    carried = read_terms(written(tmp_path, GOOD))
    terms, place, signed_on = carried.terms, carried.place, carried.signed_on
    (target,) = terms.targets
    assert (place, signed_on.isoformat(), terms.slug) == ("E08000004", "2024-03-14", "the-settlement")
    assert (target.baseline, target.margin_percent, target.flags) == (68.0, 2.0, frozenset({"designated"}))
    assert target.years[0][1:] == ("P1Y", 72.0)
    assert (target.for_whom, target.deferred_until) == ("everyone", None)


@pytest.mark.parametrize("path", sorted((FOLDER / "agreements").glob("*.toml")), ids=lambda path: path.stem)
def test_the_files_that_are_carried_are_read(path: Path) -> None:
    assert read_terms(path).terms.slug == path.stem


BAD: list[tuple[str, str, str]] = [
    ("[agreement]", "[agreement", "terms.toml is not TOML: "),
    ("[agreement]", "[agreements]", "terms.toml, the file: the field agreement is not there. Add it."),
    ('title = "The settlement"\n', "", "terms.toml, [agreement]: the field title is not there"),
    ('title = "The settlement"', "title = 7", "[agreement], field title: 7 is not text. Write it in quotation"),
    ("starts_on = 2024-04-01", 'starts_on = "2024-04-01"', "field starts_on: '2024-04-01' is not a day"),
    ("starts_on = 2024-04-01", "starts_on = 2024-04-01T09:00:00", "field starts_on: 2024-04-01T09:00:00 is not a day"),
    ("ends_on = 2027-03-31", "ends_on = 2027-02-30", "terms.toml is not TOML: "),
    ('capacity = "accountable"\n', "", "party 1: the field capacity is not there"),
    ("[[party]]", "[party]", "the file, field party: {"),
    ("[[block]]", "[[blocks]]", "the file: the field block is not there"),
    ('name = "Work and skills"', "", "block work: the field name is not there"),
    ('lead = "the-council"\n', "", "target T1: the field lead is not there"),
    ("value = 68", 'value = "68"', "target T1, baseline, field value: '68' is not a number"),
    ("value = 68", "value = nan", "target T1, baseline, field value: nan is not a number"),
    ("value = 68", "value = true", "target T1, baseline, field value: True is not a number"),
    ('baseline = { period = "2021-01-01/P1Y", value = 68 }', "baseline = 68", "target T1, field baseline: 68 is not a table"),
    ('"2021-01-01/P1Y", value', '"2021", value', "target T1, baseline, field period: "),
    ('"2025-01-01/P1Y"', '"next year"', "target T1, years 1, field period: "),
    ("years = [{", "years = [7, {", "target T1, field years: 7 is not a table"),
    ("margin_percent = 2", 'margin_percent = "2%"', "target T1, field margin_percent: '2%' is not a number"),
    ("margin_percent = 2", "margin = 2", "target T1: the field margin is not known. Is margin_percent meant?"),
    ("designated = true", 'designated = "yes"', "target T1, field designated: 'yes' is not yes or no"),
    ("designated = true", "deferred_until = 2026", "target T1, field deferred_until: 2026 is not a day"),
    ("designated = true", 'partners = ["the-partner"]', "target T1, field partners: 'the-partner' is not a table"),
    ("scheme_from = 2026-01-01", "scheme_from = 2026-01-01\ncolour = 1", "[agreement]: the field colour is not known"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "says"), BAD, ids=[f"{at}-{bad[1][:24]}" for at, bad in enumerate(BAD)]
)
def test_a_bad_file_is_refused_with_the_file_and_the_field(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in GOOD
    with pytest.raises(UnreadableAgreement) as refused:
        read_terms(written(tmp_path, GOOD.replace(old, new, 1)))
    assert str(refused.value).startswith("terms.toml")
    assert says in str(refused.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        UnreadableAgreement, match=r"nowhere\.toml cannot be read \(No such file or directory\)"
    ):
        read_terms(tmp_path / "nowhere.toml")
    (tmp_path / "latin.toml").write_bytes("title = 'Café'".encode("latin-1"))
    with pytest.raises(UnreadableAgreement, match=r"latin\.toml is not UTF-8 text"):
        read_terms(tmp_path / "latin.toml")
