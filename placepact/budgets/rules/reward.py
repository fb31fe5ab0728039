"""The reward for stretched targets: what could be earned, what was, and what is paid when. Whole pence, exact shares.

Source: Schedule 4 of the first public service agreements (Isle of Wight, 12 June 2002): 2.5% of the net budget
requirement, divided equally over targets and sub-targets; a target earns the share of its enhancement that was
achieved, at most all and nothing below 60%; a fifth on account where an interim level is met, netted off the main
grant, which is paid in two equal instalments. Bath and North East Somerset (4 February 2004) confirms the shares.
Each payment is rounded half up to the penny; equal parts take their odd pennies by largest remainder.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

PENNY, THOUSAND_POUNDS = 1, 100_000
HALVED_BEFORE = dt.date(2008, 6, 1)
NEVER_PAID = ("laa_2008",)


@dataclass(frozen=True)
class Scheme:
    """What a reward is worked out by. `rounded_to_pence`: to what the whole is rounded, half up (B1: £1,000)."""

    net_budget_requirement_pence: int
    percent: Fraction = Fraction(5, 2)
    threshold: Fraction = Fraction(3, 5)
    interim_share: Fraction = Fraction(1, 5)
    instalments: int = 2
    rounded_to_pence: int = PENNY


@dataclass(frozen=True)
class Stretch:
    """A target or sub-target: its value without the agreement, with it, and what came of it (None: not known).

    `weight`: its part of its target; `met_interim`: whether its interim level was reached; it counts once verified.
    """

    without: Fraction
    target: Fraction
    achieved: Fraction | None = None
    weight: int = 1
    met_interim: bool = False


@dataclass(frozen=True)
class Earned:
    """What one target or sub-target may earn and earns, in pence. `share`: of its stretch, None where not known.

    `instalments` are paid on the balance; `recovered_pence` is what was paid on account beyond the entitlement.
    """

    potential_pence: int
    share: Fraction | None
    entitlement_pence: int
    on_account_pence: int
    instalments: tuple[int, ...]
    recovered_pence: int


def half_up(amount: Fraction, unit: int = PENNY) -> int:
    """The nearest multiple of a unit, halves upwards: 0.5 is 1, -0.5 is 0."""
    return (amount / unit + Fraction(1, 2)).__floor__() * unit


def shared(total: int, weights: Sequence[Fraction | int]) -> list[int]:
    """A whole number of pence by weight: the odd pennies go to the largest remainders, of equal ones to the first.

    ValueError where there is no weight above 0, or one below.
    """
    whole = sum(weights, Fraction(0))
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError(f"Shares need weights of 0 or more with a sum above 0; these are {list(weights)}.")
    exact = [total * Fraction(weight) / whole for weight in weights]
    made = [each.__floor__() for each in exact]
    order = sorted(range(len(made)), key=lambda at: (made[at] - exact[at], at))
    for at in order[: total - sum(made)]:
        made[at] += 1
    return made


def potential(scheme: Scheme) -> int:
    """The most that can be earned, in pence."""
    exact = scheme.net_budget_requirement_pence * scheme.percent / 100
    return half_up(exact, scheme.rounded_to_pence)


def potentials(scheme: Scheme, targets: Sequence[Sequence[Stretch]]) -> list[list[int]]:
    """The most for each sub-target: targets share equally, the sub-targets of each by their weights."""
    of_each = shared(potential(scheme), [1] * len(targets)) if targets else []
    return [
        shared(pence, [each.weight for each in parts]) for pence, parts in zip(of_each, targets, strict=True)
    ]


def share_of_stretch(stretch: Stretch) -> Fraction | None:
    """How much of the way from without to with was gone; may be below 0 or above 1. ValueError without a way."""
    if stretch.without == stretch.target:
        raise ValueError("A target that is the same with and without the agreement has no stretch to reward.")
    if stretch.achieved is None:
        return None
    return (stretch.achieved - stretch.without) / (stretch.target - stretch.without)


def has_reached(stretch: Stretch, level: Fraction, value: Fraction) -> bool:
    """Whether a value is at a level or beyond it, in the direction of the stretch."""
    way = stretch.target - stretch.without
    return (value - level) * way >= 0


def payable_share(share: Fraction | None, threshold: Fraction) -> Fraction:
    """Nothing below the threshold, then in proportion, never more than all."""
    return Fraction(0) if share is None or share < threshold else min(share, Fraction(1))


def earned(scheme: Scheme, stretch: Stretch, potential_pence: int) -> Earned:
    """What a target or sub-target earns of its potential, and in which payments."""
    share = share_of_stretch(stretch)
    entitlement = half_up(potential_pence * payable_share(share, scheme.threshold))
    on_account = half_up(potential_pence * scheme.interim_share) if stretch.met_interim else 0
    # As long as the outcome is not known, what was paid on account is neither short nor too much.
    balance = entitlement - on_account if share is not None else 0
    return Earned(
        potential_pence, share, entitlement, on_account,
        tuple(shared(max(balance, 0), [1] * scheme.instalments)), max(-balance, 0),
    )  # fmt: skip


def after_abolition(entitlement_pence: int, *, kind: str, signed_on: dt.date) -> int:
    """What was left when the grant was ended: half for an agreement of before June 2008, nothing for one of 2008 to 2011.

    ValueError for any other: no rule for it is known.
    """
    if kind in NEVER_PAID:
        return 0
    if signed_on < HALVED_BEFORE:
        return half_up(Fraction(entitlement_pence, 2))
    raise ValueError(f"What an agreement of the kind {kind}, signed on {signed_on}, kept is not on record.")


def by_contribution(
    received_pence: int, *, support_pence: int, network_pence: int, contributions: dict[str, int]
) -> dict[str, int]:
    """A reward shared among partners: first support costs and the voluntary sector's network, then by contribution.

    The rule of Wirral's agreement of 2005 to 2008. ValueError where the deductions exceed what was received.
    """
    rest = received_pence - support_pence - network_pence
    if min(support_pence, network_pence, rest) < 0:
        raise ValueError(
            f"{support_pence + network_pence} pence cannot be taken from {received_pence}. Take less off first."
        )
    made = shared(rest, list(contributions.values()))
    return dict(zip(contributions, made, strict=True))


def capital_and_revenue(received_pence: int, capital: Fraction = Fraction(1, 2)) -> tuple[int, int]:
    """A payment as capital and revenue; an odd penny goes to the larger remainder, of equal ones to capital."""
    first, second = shared(received_pence, [capital, 1 - capital])
    return first, second


def financial_year(day: dt.date, later: int = 0) -> str:
    """The financial year that a day lies in, or one some years later: 31 March 2005 is in 2004-05."""
    first = day.year + later - (day.month < 4)
    return f"{first}-{(first + 1) % 100:02d}"


def years_of_payment(ends_on: dt.date, instalments: int) -> tuple[str, tuple[str, ...]]:
    """When money is paid for an agreement: on account in its last year, instalments in each year after it."""
    return financial_year(ends_on), tuple(financial_year(ends_on, at) for at in range(1, instalments + 1))
