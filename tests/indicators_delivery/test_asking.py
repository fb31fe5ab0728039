"""What only asks stops nothing: jumps, numerators above denominators, wholes that are not their parts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from placepact.indicators.delivery.asking import history_of, questions
from placepact.indicators.delivery.checks import FILE, BadChecks, load_checks

NOTHING = history_of([])


def accepted(*rows: dict[str, Any]) -> pa.Table:
    given = {
        "indicator_id": 1, "area_id": 1, "breakdown": "", "period_length": "P1Y", "presence": "given",
        "value": 50.0, "numerator": None, "denominator": None, "period_start": dt.date(2020, 1, 1),
    }  # fmt: skip
    held = [{"line": number, **given, **row} for number, row in enumerate(rows, start=2)]
    kinds = {"numerator": pa.float64(), "denominator": pa.float64(), "value": pa.float64()}
    names = held[0].keys()
    return pa.table({name: pa.array([row[name] for row in held], kinds.get(name)) for name in names})


def years(*values: float | None, first: int = 2015) -> list[dict[str, Any]]:
    return [
        {
            "period_start": dt.date(first + number, 1, 1),
            "value": value,
            "presence": "given" if value else "missing",
        }
        for number, value in enumerate(values)
    ]


def asked(table: pa.Table, history: pa.Table = NOTHING) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in questions(table, history)]


@pytest.mark.parametrize(
    ("values", "lines"),
    [
        ((50, 51, 52, 51, 58), [6]),
        ((50, 51, 52, 51, 52.4), []),
        ((50, 51, 58), []),
        ((50, 50, 50, 50, 58), []),
        ((50, 51, 52, 51, 44), [6]),
        ((50, 51, 52, 51, None, 58), [7]),
    ],
)
def test_a_jump_is_asked_about_once_three_changes_show_what_is_usual(
    values: tuple[float | None, ...], lines: list[int]
) -> None:
    assert asked(accepted(*years(*values))) == [(line, "jump") for line in lines]


def test_what_is_usual_is_told_by_the_record_too_and_a_correction_is_not_held_against_itself() -> None:
    history = history_of(
        [(1, 1, "", "P1Y", row["period_start"], row["value"]) for row in years(50, 51, 52, 51, 99)]
    )
    assert asked(accepted(*years(58, first=2019)), history) == [(2, "jump")]
    assert asked(accepted(*years(51.5, first=2019)), history) == []
    (question,) = questions(accepted(*years(58, first=2019)), history)
    assert question.message == (
        "58 is 7 away from the 51 before it; the largest change of the ten years before was 1. Is it right?"
    )


def test_changes_older_than_ten_years_do_not_count() -> None:
    wild = years(50, 90, 10, 80, first=1990)
    calm = years(50, 51, 52, 51, 58, first=2015)
    assert asked(accepted(*wild, *calm)) == [(10, "jump")]


def test_a_numerator_above_its_denominator_is_asked_about() -> None:
    rows = accepted(
        {"numerator": 12.0, "denominator": 10.0}, {"numerator": 9.0, "denominator": 10.0, "area_id": 2}
    )
    assert asked(rows) == [(2, "rate_above_one")]


def test_a_whole_that_is_not_its_parts_is_asked_about_for_each_way_of_dividing_it() -> None:
    rows = accepted(
        {"numerator": 10.0},
        {"numerator": 4.0, "breakdown": "sex: men"}, {"numerator": 6.0, "breakdown": "sex: women"},
        {"numerator": 3.0, "breakdown": "age: young"}, {"numerator": 5.0, "breakdown": "age: old"},
    )  # fmt: skip
    (question,) = questions(rows, NOTHING)
    assert (question.line, question.code) == (2, "total_is_not_its_parts")
    assert "its 2 parts by age add up to 8" in question.message


def test_every_check_has_a_number_and_says_what_it_holds_to() -> None:
    checks = load_checks()
    assert len(checks.by_code) >= 50
    assert all(each.holds.endswith(".") for each in checks.by_code.values())
    assert {each.number[0] for each in checks.by_code.values() if each.severity == "error"} == {"F"}
    assert {each.number[0] for each in checks.by_code.values() if each.severity == "warning"} == {"W"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('number = "F02"', 'number = "F01"', "two checks have one number"),
        ('severity = "warning"', 'severity = "perhaps"', "has severity 'perhaps'"),
        ("since = 1", "since = 9", "since release 9"),
        ("author = ", "writer = ", "'author'"),
    ],
)
def test_a_file_of_checks_that_says_too_little_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BadChecks) as refused:
        load_checks(path)
    assert says in str(refused.value)


def test_every_reason_for_which_a_row_is_refused_is_a_numbered_check() -> None:
    """The codes of the table of faults, of periods and of numerals are those of the file, and none more."""
    from placepact.indicators.delivery import numerals
    from tests.indicators_delivery.test_faults import FAULTS

    checks = load_checks()
    said = {code for _, code, _ in FAULTS} | {code for code, _, _ in numerals.PATTERNS}
    assert said <= set(checks.by_code)
    assert {each.severity for code, each in checks.by_code.items() if code in said} == {"error"}
