"""The count's own arithmetic: pence of published text, shares that add up, transfers, steps and tolerances."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.spending.rules.amounts import NoAmount, pence_of
from placepact.spending.rules.apportion import NothingToShareBy, part_of, share_out
from placepact.spending.rules.control import Control, bridge, tolerance_pence
from placepact.spending.rules.frame import CountedTwiceByNature, check_not_added, estimate_pence
from placepact.spending.rules.lines import ACTUAL, Line
from placepact.spending.rules.rollup import DIMENSIONS, cells, rolled_up
from placepact.spending.rules.transfers import levies, matrix
from placepact.spending.rules.years import UnknownYear, before, first_day

NAMES = ("bolton", "bury", "gmca", "waste")
LINES = st.builds(
    Line,
    payer=st.sampled_from(NAMES),
    payee=st.sampled_from([None, *NAMES, "elsewhere"]),
    year=st.just("2017-18"),
    theme=st.sampled_from(["transport", "waste"]),
    area=st.sampled_from(["E1", "E2"]),
    nature=st.sampled_from(["revenue", "capital"]),
    attribution=st.just(ACTUAL),
    amount_pence=st.integers(-(10**12), 10**12),
    return_id=st.just(1),
    line=st.just(1),
)


@pytest.mark.parametrize(
    ("text", "unit", "pence"),
    [
        ("9256", "£ thousand", 925600000),
        ("219385.12339215004", "£ thousand", 21938512339),
        ("0.000005", "£ thousand", 1),
        ("0.0000049", "£ thousand", 0),
        ("-0.000005", "£ thousand", -1),
        ("1.005", "£", 101),
        ("71185.419", "£ million", 7118541900000),
        ("1e-05", "£ thousand", 1),
        ("-103870", "£ thousand", -10387000000),
    ],
)
def test_published_text_is_rounded_half_up_to_the_penny(text: str, unit: str, pence: int) -> None:
    assert pence_of(text, unit) == pence


@pytest.mark.parametrize(
    "text", ["", "...", "[x]", "1,000", "£5", "nan", "inf", "1e99", "9" * 18, "٣", "1_000", " 5"]
)
def test_what_is_no_number_is_no_amount(text: str) -> None:
    with pytest.raises(NoAmount):
        pence_of(text, "£ thousand")


@given(st.integers(-(10**15), 10**15), st.lists(st.integers(0, 10**7), min_size=1, max_size=12))
def test_shares_add_up_and_lie_within_a_penny_of_the_exact_ones(amount: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        with pytest.raises(NothingToShareBy):
            share_out(amount, weights)
        return
    shares = share_out(amount, weights)
    assert sum(shares) == amount
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - Decimal(amount) * weight / sum(weights)) < 1


def test_the_penny_left_over_goes_to_the_largest_remainder() -> None:
    assert share_out(10, [1, 1, 1]) == [4, 3, 3]
    assert share_out(-10, [1, 1, 1]) == [-4, -3, -3]
    assert share_out(5, [1, 3]) == [1, 4]
    with pytest.raises(NothingToShareBy):
        share_out(5, [3, -1])


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(1, 10**6), min_size=2, max_size=9))
def test_the_parts_of_all_places_of_a_footprint_add_up(amount: int, heads: list[int]) -> None:
    people = {f"E{number:02}": count for number, count in enumerate(heads)}
    assert sum(part_of(amount, [code], people) for code in people) == amount
    assert part_of(amount, list(people), people) == amount


@given(st.lists(LINES, max_size=30), st.sets(st.sampled_from(NAMES)), st.sets(st.sampled_from(DIMENSIONS)))
def test_any_split_keeps_every_penny(lines: list[Line], bodies: set[str], by: set[str]) -> None:
    found = cells(lines, bodies)
    split = rolled_up(found, tuple(sorted(by))).values()
    assert sum(each.as_reported_pence for each in split) == sum(line.amount_pence for line in lines)
    twice = sum(each.paid_pence for each in matrix(lines, bodies))
    assert sum(each.counted_twice_pence for each in split) == twice
    assert sum(each.lines for each in split) == len(lines)


def test_a_levy_shows_what_lies_between_the_two_books_and_spreads_none_of_it() -> None:
    paid = [
        Line(payer, "gmca", "2017-18", "t", "a", "revenue", ACTUAL, pence, 1, 1, levy="722")
        for payer, pence in (("bolton", 70), ("bury", 40))
    ]
    transfers = matrix(paid, set(NAMES))
    assert [each.paid_pence for each in transfers] == [70, 40]
    (both,) = levies(transfers, {("gmca", "722"): 105})
    assert (both.payers, both.paid_pence, both.received_pence, both.difference_pence) == (2, 110, 105, 5)
    (one_sided,) = levies(transfers, {})
    assert one_sided.difference_pence is None


def test_a_bridge_leaves_out_steps_that_no_line_has() -> None:
    steps = bridge(100, {"711": 5, "728": -2}, [("Benefit", ("711", "712"), ""), ("Nothing", ("999",), ""), ("Levies", ("728",), "")])  # fmt: skip
    assert [(step.name, step.pence) for step in steps] == [
        ("Spending on services", 100),
        ("Benefit", 5),
        ("Levies", -2),
    ]


def test_a_difference_that_rounding_explains_agrees_and_is_still_shown() -> None:
    assert tolerance_pence(3, 100_000) == 200_000
    near = Control("Total", 1_000_000, 1_150_000, "", tolerance_pence=200_000)
    assert (near.difference_pence, near.agrees) == (150_000, True)
    assert not Control("Total", 1_000_000, 1_300_000, "", tolerance_pence=200_000).agrees


def test_national_accounts_are_never_added_to_those_of_councils() -> None:
    check_not_added({"RS"}, "a count")
    check_not_added({"PESA"}, "a count")
    with pytest.raises(CountedTwiceByNature, match="PESA includes what councils spend"):
        check_not_added({"RS", "PESA"}, "a count")


def test_the_frame_is_the_regions_spending_for_as_many_people() -> None:
    assert estimate_pence(1000, 4, 1) == 250
    assert estimate_pence(71_185_419_000_00, 7_272_136, 2_848_286) == 2788127619476


def test_a_financial_year_is_named_by_both_years() -> None:
    assert first_day("1999-00").isoformat() == "1999-04-01"
    assert before("2000-01") == "1999-00"
    assert before("2017-18") == "2016-17"
    with pytest.raises(UnknownYear):
        first_day("2017-19")
