"""The reward for stretched targets, to the penny, by the figures that were published."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placepact.budgets.rules.reward import (
    THOUSAND_POUNDS,
    Scheme,
    Stretch,
    after_abolition,
    by_contribution,
    capital_and_revenue,
    earned,
    financial_year,
    half_up,
    has_reached,
    potential,
    potentials,
    share_of_stretch,
    shared,
    years_of_payment,
)

BATH = 357_700_000
"""Published maximum of Bath and North East Somerset, 4 February 2004, in pence."""
A_TWELFTH = 29_808_333


def a_stretch(share: str, **different: object) -> Stretch:
    """A target from 0 to 1 of which a share was achieved."""
    return Stretch(Fraction(0), Fraction(1), Fraction(share), **different)  # type: ignore[arg-type]


def test_b1_the_isle_of_wight_could_earn_3_325_000_pounds_to_the_nearest_thousand() -> None:
    exact = Scheme(net_budget_requirement_pence=13_299_300_000)
    assert potential(exact) == 332_482_500
    rounded = Scheme(net_budget_requirement_pence=13_299_300_000, rounded_to_pence=THOUSAND_POUNDS)
    assert potential(rounded) == 332_500_000


def test_b2_the_whole_is_rounded_half_up_to_the_penny() -> None:
    requirement = 23_762_765_500
    assert requirement * Fraction(5, 2) / 100 == Fraction("594069137.5")
    assert potential(Scheme(requirement)) == 594_069_138


def test_b2_twelve_equal_targets_of_bath_share_its_published_maximum() -> None:
    made = shared(BATH, [1] * 12)
    assert sorted(set(made)) == [A_TWELFTH, A_TWELFTH + 1]
    assert sum(made) == BATH
    assert Fraction(BATH, 12) - A_TWELFTH < Fraction(1, 2)


@pytest.mark.parametrize(
    ("share", "pence"),
    [("0.599", 0), ("0.60", 17_885_000), ("0.75", 22_356_250), ("1.00", 29_808_333), ("1.30", 29_808_333)],
)
def test_b3_a_target_earns_by_its_share_from_60_per_cent_on(share: str, pence: int) -> None:
    assert earned(Scheme(0), a_stretch(share), A_TWELFTH).entitlement_pence == pence


def test_b3_a_fifth_is_paid_on_account_and_the_rest_in_two_instalments() -> None:
    made = earned(Scheme(0), a_stretch("1", met_interim=True), A_TWELFTH)
    assert made.on_account_pence == 5_961_667
    assert made.instalments == (11_923_333, 11_923_333)
    assert made.on_account_pence + sum(made.instalments) == made.entitlement_pence


def test_an_odd_penny_is_in_the_first_instalment() -> None:
    made = earned(Scheme(0), a_stretch("0.75", met_interim=True), A_TWELFTH)
    assert made.instalments == (8_197_292, 8_197_291)


def test_what_was_paid_on_account_beyond_the_entitlement_is_recovered() -> None:
    made = earned(Scheme(0), a_stretch("0.5", met_interim=True), A_TWELFTH)
    assert (made.entitlement_pence, made.instalments, made.recovered_pence) == (0, (0, 0), 5_961_667)


def test_before_the_outcome_is_known_nothing_is_due_and_nothing_is_recovered() -> None:
    made = earned(Scheme(0), Stretch(Fraction(0), Fraction(1), met_interim=True), A_TWELFTH)
    assert (made.share, made.instalments, made.recovered_pence) == (None, (0, 0), 0)
    assert made.on_account_pence == 5_961_667


def test_b4_both_claims_of_middlesbrough_are_half_capital_and_half_revenue() -> None:
    claimed = 192_037_900 + 119_880_950
    assert claimed == 311_918_850
    assert capital_and_revenue(claimed) == (155_959_425, 155_959_425)
    assert half_up(claimed / Fraction(76, 100), 100_000) == 410_400_000


def test_b5_wirral_expected_80_per_cent_and_a_half_of_its_maximum() -> None:
    assert half_up(Fraction(7_905, 9_824) * 10_000) == 8_047
    assert half_up(Fraction(7_905, 9_824) * 100) == 80


def test_a_reward_is_shared_after_support_costs_and_the_voluntary_sector() -> None:
    made = by_contribution(
        790_500_000,
        support_pence=10_000_000,
        network_pence=5_000_001,
        contributions={"council": 3, "health": 1},
    )
    assert made == {"council": 581_624_999, "health": 193_875_000}
    assert sum(made.values()) == 775_499_999


def test_no_more_is_taken_off_than_there_is() -> None:
    with pytest.raises(ValueError, match="Take less"):
        by_contribution(100, support_pence=60, network_pence=60, contributions={"council": 1})


def test_b6_an_agreement_of_before_june_2008_kept_half_and_one_of_2008_to_2011_nothing() -> None:
    before, after = dt.date(2008, 5, 31), dt.date(2008, 6, 30)
    assert after_abolition(1_000_001, kind="lpsa", signed_on=before) == 500_001
    assert after_abolition(1_000_001, kind="laa_2008", signed_on=after) == 0
    with pytest.raises(ValueError, match="not on record"):
        after_abolition(1, kind="lpsa", signed_on=after)


def test_targets_share_equally_and_sub_targets_by_weight() -> None:
    scheme = Scheme(net_budget_requirement_pence=40_000_00)
    whole = Stretch(Fraction(0), Fraction(1))
    made = potentials(scheme, [[whole], [Stretch(Fraction(0), Fraction(1), weight=3), whole]])
    assert made == [[50_000], [37_500, 12_500]]
    assert potentials(scheme, []) == []


def test_a_falling_figure_is_stretched_downwards() -> None:
    burglaries = Stretch(Fraction(20), Fraction(15), Fraction(16))
    assert share_of_stretch(burglaries) == Fraction(4, 5)


def test_an_interim_level_is_reached_in_the_direction_of_the_stretch() -> None:
    falling = Stretch(Fraction(20), Fraction(15))
    assert has_reached(falling, Fraction(18), Fraction(18))
    assert not has_reached(falling, Fraction(18), Fraction(19))
    rising = Stretch(Fraction(50), Fraction(60))
    assert has_reached(rising, Fraction(55), Fraction(56))


def test_a_target_without_a_stretch_earns_by_no_rule() -> None:
    with pytest.raises(ValueError, match="no stretch"):
        share_of_stretch(Stretch(Fraction(5), Fraction(5), Fraction(5)))


def test_money_on_account_comes_in_the_last_year_and_the_rest_after_it() -> None:
    assert years_of_payment(dt.date(2005, 3, 31), 2) == ("2004-05", ("2005-06", "2006-07"))
    assert financial_year(dt.date(1999, 4, 1)) == "1999-00"


weights = st.lists(st.integers(0, 50), min_size=1, max_size=12).filter(any)


@given(st.integers(0, 10**12), weights)
def test_shares_add_up_and_are_within_a_penny_of_exact(total: int, given_weights: list[int]) -> None:
    made = shared(total, given_weights)
    assert sum(made) == total
    for pence, weight in zip(made, given_weights, strict=True):
        assert abs(pence - Fraction(total * weight, sum(given_weights))) < 1


@given(st.fractions(-2, 3), st.integers(0, 10**10), st.booleans())
def test_what_is_paid_and_recovered_is_the_entitlement(share: Fraction, pence: int, met: bool) -> None:
    stretch = Stretch(Fraction(0), Fraction(1), share, met_interim=met)
    made = earned(Scheme(0), stretch, pence)
    assert made.on_account_pence + sum(made.instalments) - made.recovered_pence == made.entitlement_pence
    assert 0 <= made.entitlement_pence <= pence
    assert max(made.instalments) - min(made.instalments) <= 1


@pytest.mark.parametrize("wrong", [[], [0, 0], [1, -1]])
def test_shares_without_weight_are_refused(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        shared(100, wrong)
