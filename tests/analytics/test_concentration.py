"""How much of the money goes to how few."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.analytics.concentration import herfindahl, top_share


@pytest.mark.parametrize(
    ("amounts", "index"),
    [
        # The department's own example: four firms with 30, 30, 20 and 20 per cent have an index of 2,600.
        ([30, 30, 20, 20], 2600),
        ([7], 10_000),
        ([1] * 10_000, 1),
        ([1] * 20_000, 1),
        ([1] * 20_001, 0),
        ([5, -5, 0], 10_000),
        ([], None),
        ([-1, 0], None),
    ],
)
def test_the_index_is_the_sum_of_squared_shares(amounts, index):
    assert herfindahl(amounts) == index


@pytest.mark.parametrize(
    ("amounts", "top", "share"),
    [
        ([50, 30, 20], 1, Fraction(1, 2)),
        ([20, 30, 50], 2, Fraction(4, 5)),
        ([20, 30], 10, 1),
        ([60, 40, -50], 1, Fraction(3, 5)),
        ([], 10, None),
        ([-3], 10, None),
    ],
)
def test_the_share_of_the_largest_is_exact(amounts, top, share):
    assert top_share(amounts, top) == share


@given(st.lists(st.integers(1, 10**16), min_size=1, max_size=50))
def test_the_index_lies_between_even_shares_and_one_payee(amounts):
    index = herfindahl(amounts)
    assert index is not None
    assert 10_000 // len(amounts) <= index <= 10_000
