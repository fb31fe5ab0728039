"""Amounts as bodies write them become whole pence, or are refused with what is wrong; nothing is rounded."""

from collections.abc import Sequence
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.spending.delivery.money import pence, why_not_money


def read(texts: Sequence[str | None], *, is_binary: bool = False) -> list[int | None]:
    """The pence of each text, by the SQL that reads files."""
    question = f"select {pence('text', is_binary=is_binary)} from (select unnest($texts::varchar[]) as text)"
    return [row[0] for row in duckdb.execute(question, {"texts": list(texts)}).fetchall()]


AMOUNTS = {
    "1200.50": 120050, "1240": 124000, "7.8": 780, "1222.5": 122250, "0": 0, ".5": 50, "-0.01": -1, "-438.80": -43880,
    "£1,234.56": 123456, "£ 12": 1200, "-£5.00": -500, "£-5.00": -500, "GBP 5.00": 500, "+5.00": 500,
    "(9,743,908.00)": -974390800, "£(5.00)": -500, "(£5.00)": -500, "( 5.00 )": -500, "1,234.56-": -123456,
    "10298896.31.": 1029889631, "12.": 1200, "12.3.": 1230, "1200.5000": 120050, "12.340": 1234, " 12.34 ": 1234,
    "\u00a012.34": 1234, "\u22125.00": -500, "999999999999999.99": 99999999999999999, "007.10": 710, "1,000": 100000,
    "(0.00)": 0, "£1,000,000": 100000000,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), AMOUNTS.items())
def test_an_amount_in_any_usual_form_is_read_to_the_penny(text: str, expected: int) -> None:
    assert read([text]) == [expected]


NO_AMOUNTS = {
    "1.005": "amount_too_fine", "0.001": "amount_too_fine", "1E+05": "amount_exponent", "12,50": "amount_decimal_comma",
    "1.234,50": "amount_decimal_comma", "1,23,456.00": "amount_thousands", "12,34": "amount_decimal_comma",
    "1.2.3": "amount_two_points", "1 234.56": "amount_spaces", "$5.00": "amount_currency", "€5.00": "amount_currency",
    "5.00 CR": "amount_credit", "5.00DR": "amount_credit", "#REF!": "amount_spreadsheet_error", "#N/A": "amount_spreadsheet_error",
    "1234567890123456": "amount_too_large", "n/a": "amount_unreadable", "£": "amount_unreadable", "-": "amount_unreadable",
    "--5": "amount_unreadable", "5-5": "amount_unreadable", "(5.00": "amount_unreadable", "1_000": "amount_unreadable",
    "0x10": "amount_unreadable", "nan": "amount_unreadable", "١٢": "amount_unreadable", "5%": "amount_unreadable",
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), NO_AMOUNTS.items())
def test_what_is_no_amount_is_refused_and_told_why(text: str, code: str) -> None:
    assert read([text]) == [None]
    found, sentence = why_not_money(text)
    assert found == code
    assert text in sentence


def test_an_empty_cell_has_no_pence() -> None:
    assert read([None, "", "  "]) == [None, None, None]


WRITTEN = st.sampled_from(["{:.2f}", "{:,.2f}", "£{:,.2f}", "{:.3f}0", " {:.2f} ", "{:.2f}."])


@given(st.lists(st.tuples(st.integers(-(10**16), 10**16), WRITTEN), min_size=1, max_size=50))
def test_every_amount_comes_back_as_it_was_written(cases: list[tuple[int, str]]) -> None:
    texts = [form.format(Decimal(amount) / 100).replace("£-", "-£") for amount, form in cases]
    assert read(texts) == [amount for amount, _ in cases]


@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=50))
def test_brackets_and_a_minus_behind_mean_below_zero(amounts: list[int]) -> None:
    plain = [f"{Decimal(amount) / 100:,.2f}" for amount in amounts]
    below = [-amount for amount in amounts]
    assert read([f"({text})" for text in plain]) == below
    assert read([f"{text}-" for text in plain]) == below


@given(st.text(alphabet="0123456789.,-()£ +eE_%", max_size=12))
def test_a_text_is_either_one_exact_amount_or_none(text: str) -> None:
    (found,) = read([text])
    if found is None:
        return
    digits = text.replace(",", "").replace("£", "").replace(" ", "").strip("()+-").rstrip(".")
    assert abs(found) == Decimal(digits) * 100
    assert (found < 0) == (("-" in text or "(" in text) and found != 0)


@given(st.integers(-(10**11), 10**11))
def test_the_dust_of_a_binary_fraction_is_read_away_and_real_decimals_are_not(amount: int) -> None:
    exact = amount / 100
    assert read([repr(exact), repr(exact * 3 / 3)], is_binary=True) == [amount, amount]


def test_dust_is_that_of_fifteen_digits_and_only_where_numbers_are_binary() -> None:
    assert read([repr(0.1 + 0.2), "1234.5600000000001", "1.005"], is_binary=True) == [30, 123456, None]
    assert read([repr(0.1 + 0.2)]) == [None]
