"""Each fault has a message of its own that gives the place, the value and the remedy."""

from pathlib import Path

import pytest

from tests.indicators_delivery.tidy import checked, line, tidy

# What is delivered, its code, and what the message has to say.
FAULTS: list[tuple[dict[str, str], str, str]] = [
    ({"areacd": "E08000099", "areanm": ""}, "area_unknown", "E08000099 is not an area we know"),
    ({"areacd": "E08000030", "areanm": "Rochdale"}, "area_unknown", "The code of Rochdale is E08000005"),
    (
        {"areacd": "Rochdale", "areanm": ""},
        "area_is_a_name",
        "Rochdale is a name, not a code. Write E08000005",
    ),
    ({"areacd": ""}, "area_missing", "The code of Manchester is E08000003"),
    ({"areanm": "Rochdale"}, "area_name_of_another", "Rochdale is E08000005, but the row says E08000003"),
    (
        {"areacd": "E07000026", "areanm": "Allerdale", "period": "2024-01-01/P1Y"},
        "area_ended",
        "ended on 2023-03-31, before the period starts on 2024-01-01. Use its successor E06000063, Cumberland",
    ),
    ({"indicator": "Employement rate"}, "indicator_unknown", "Is “Employment rate” meant?"),
    ({"indicator": ""}, "indicator_missing", "the indicator is empty"),
    ({"unit": "£"}, "unit_differs", "the unit is “£”, but Employment rate is kept in “Percentage”"),
    ({"period": ""}, "period_missing", "the period is empty. Write its first day and length"),
    ({"period": "2019/20"}, "period_not_iso", "If the financial year is meant, write 2019-04-01/P1Y"),
    ({"period": "2015 - 17"}, "period_not_iso", "write 2015-01-01/P3Y"),
    ({"period": "01/04/2019"}, "period_not_iso", "write 2019-04-01"),
    ({"period": "2019"}, "period_not_iso", "If the calendar year is meant, write 2019-01-01/P1Y"),
    ({"period": "last year"}, "period_not_iso", "Write the first day and the length"),
    ({"period": "2019-02-30/P1Y"}, "period_impossible_day", "February 2019 has 28 days, not 30"),
    ({"period": "2019-13-01"}, "period_impossible_day", "there is no month 13"),
    ({"period": "2019-08-01/2018-07-31"}, "period_ends_before_start", "ends on 2018-07-31 before it starts"),
    ({"period": "2019-08-01/2020-07-31"}, "period_two_days", "the length: 2019-08-01/P1Y"),
    ({"period": "2019-08-01/PT5H"}, "period_length", "the length “PT5H” is not one that can be kept"),
    ({"period": "2019-08-01/P50Y"}, "period_length", "at most 10 years"),
    ({"period": "2029-01-01/P1Y"}, "period_in_future", "more than a year after today (2026-06-01)"),
    (
        {"period": "2024-01-01"},
        "period_of_another_length",
        "2024-01-01 is one day; Employment rate has figures for a year: write 2024-01-01/P1Y.",
    ),
    ({"period": "1819-01-01/P1Y"}, "period_too_early", "starts before 1900"),
    ({"observation": "47x"}, "not_a_number", "47x is not a number. Write digits with a full stop"),
    ({"observation": "72%"}, "percent_sign", "72% has a percent sign. Write 72"),
    ({"observation": '"1,234"'}, "thousands_comma", "Write 1234 if thousands are meant"),
    ({"observation": '"72,5"'}, "decimal_comma", "72,5 has a decimal comma"),
    ({"observation": "1 234"}, "thousands_space", "Write 1234"),
    ({"observation": "NaN"}, "infinite", "NaN is the word for a sum that failed"),
    ({"observation": "1e999"}, "infinite", "larger than any number"),
    ({"observation": "#DIV/0!"}, "spreadsheet_error", "is a spreadsheet's error. Mend the formula"),
    ({"observation": "£72"}, "currency_sign", "has a currency sign. Write 72"),
    ({"observation": "<5"}, "inequality", "<5 is a bound, not a number. Leave the cell empty and put [c]"),
    ({"observation": ".."}, "placeholder", "“..” stands for no figure"),
    ({"observation": "(5)"}, "brackets", "Write -5 if it is negative"),
    ({"observation": "72.5 [p]"}, "mark_in_value", "Write 72.5 and put the mark in the status column"),
    ({"observation": "1_000"}, "not_a_number", "1_000 is not a number"),
    ({"observation": "101"}, "value_too_high", "101 is above 100, the most that employment-rate can be"),
    ({"observation": "-1"}, "value_too_low", "-1 is below 0"),
    ({"observation": ""}, "value_missing", "no value and no mark that says why"),
    (
        {"status": "c"},
        "value_beside_absence",
        "72.5 stands beside the mark “c”, which says that it is suppressed",
    ),
    ({"status": "q"}, "mark_unknown", "“q” is not a mark we know. Use [x] not available"),
    ({"observation": "", "status": "x z"}, "marks_clash", "the marks x and z give two reasons"),
    ({"observation": "", "status": "see the report"}, "note_without_value", "is no mark that says why"),
    ({"lci_95": "73.1", "uci_95": "74"}, "value_outside_limits", "72.5 lies outside its limits 73.1 to 74"),
    ({"lci_95": "70"}, "one_limit", "there is a lower limit (70) and no upper one"),
    ({"uci_95": "75"}, "one_limit", "there is an upper limit (75) and no lower one"),
    (
        {"lci_95": "75", "uci_95": "70"},
        "limits_swapped",
        "the lower limit 75 is above the upper limit 70. Swap",
    ),
    ({"lci_95": "low", "uci_95": "75"}, "not_a_number", "low is not a number"),
    (
        {"observation": "", "status": "x", "lci_95": "70", "uci_95": "75"},
        "limits_without_value",
        "there are limits and no value",
    ),
    ({"numerator": "5", "denominator": "0"}, "denominator_not_positive", "the denominator is 0"),
    ({"numerator": "-5", "denominator": "10"}, "numerator_negative", "a count cannot be below zero"),
    (
        {"numerator": "9", "denominator": "4"},
        "numerator_above_denominator",
        "Check whether the two are swapped",
    ),
    (
        {"numerator": "70", "denominator": "100"},
        "value_not_the_ratio",
        "72.5 is not 70 / 100 × 100 = 70.0000",
    ),
]


@pytest.mark.parametrize(("cells", "code", "says"), FAULTS, ids=lambda value: str(value)[:30])
def test_a_fault_is_said_with_its_place_and_remedy(
    tmp_path: Path, cells: dict[str, str], code: str, says: str
) -> None:
    result = checked(tmp_path, tidy(line(areacd="E08000005", areanm="Rochdale"), line(**cells)))
    assert (result.accepted.num_rows, result.refused_count) == (1, 1)
    (fault,) = result.faults
    assert fault.code == code
    assert says in str(fault)
    assert str(fault).startswith("line 3, column ")


def test_one_file_with_all_faults_gets_a_message_for_each(tmp_path: Path) -> None:
    lines = [
        line(**({"breakdown": f"group {number}"} | cells)) for number, (cells, _, _) in enumerate(FAULTS)
    ]
    result = checked(tmp_path, tidy(*lines))
    assert result.refused_count == len(FAULTS) == len(result.faults)
    assert len({fault.code for fault in result.faults}) >= 40
    assert len({fault.message for fault in result.faults}) == len(FAULTS)
    for fault, (_, code, says) in zip(result.faults, FAULTS, strict=True):
        assert fault.code == code
        assert says in fault.message


def test_a_row_with_several_faults_lists_all_and_counts_once(tmp_path: Path) -> None:
    row = line(
        areacd="E0800", areanm="", period="2019", observation="47x", lci_95="a", uci_95="b", status="q"
    )
    result = checked(tmp_path, tidy(row))
    assert result.refused_count == 1
    assert [fault.column for fault in result.faults] == [
        "areacd", "period", "status", "observation", "lci_95", "uci_95",
    ]  # fmt: skip


def test_two_values_for_one_key_refuse_both_and_name_each_other(tmp_path: Path) -> None:
    result = checked(
        tmp_path, tidy(line(), line(areacd="E08000005", areanm="Rochdale"), line(observation="73"))
    )
    assert result.accepted["area_code"].to_pylist() == ["E08000005"]
    first, second = result.faults
    assert "line 4 has another value" in str(first)
    assert str(second).startswith("line 4, column observation: line 2 has another value")


def test_a_repeated_row_is_refused_once_and_names_the_first(tmp_path: Path) -> None:
    result = checked(tmp_path, tidy(line(), line(), line(breakdown="Women", observation="70")))
    assert result.accepted["line"].to_pylist() == [2, 4]
    assert str(result.faults[0]) == "line 3: repeats line 2, which is kept. Remove one of the two."


def test_rows_of_the_wrong_length_are_refused_with_their_number_of_cells(tmp_path: Path) -> None:
    result = checked(
        tmp_path, tidy(line() + ",more", line(period="2021-01-01/P1Y") + ",,", "E08000003,Manchester")
    )
    assert result.accepted["line"].to_pylist() == [3]
    long, short = result.faults
    assert "the row has 13 cells, the header 12" in str(long)
    assert "(more)" in str(long)
    assert "line 4: the row has only 2 of 12 cells" in str(short)


def test_a_lost_quotation_mark_is_found_and_the_rest_is_read(tmp_path: Path) -> None:
    good = [line(period=f"{year}-01-01/P1Y") for year in range(2000, 2020)]
    good[5] = good[5].replace("Manchester", '"Manchester')
    good[15] = good[15].replace("Manchester", '"Manchester"')
    result = checked(tmp_path, tidy(*good))
    assert (result.accepted.num_rows, result.refused_count) == (19, 1)
    assert len(result.faults) == 1
    assert str(result.faults[0]).startswith("line 7: a quotation mark opens a cell and is never closed")


def test_a_row_that_swallowed_the_next_is_refused_though_its_cells_add_up(tmp_path: Path) -> None:
    lines = [
        line(areanm='"Man,'),
        line(areanm='chester"', period="2021-01-01/P1Y"),
        line(period="2022-01-01/P1Y"),
    ]
    result = checked(tmp_path, tidy(*lines))
    assert result.accepted["line"].to_pylist() == [4]
    assert str(result.faults[0]).startswith("line 2: one cell runs from this line to line 3")
