"""The tables of budgets: the reward for stretched targets."""

from placepact.budgets.models.reward import (
    Moment,
    RewardEnd,
    RewardResult,
    RewardScheme,
    StretchTarget,
    Verification,
)

__all__ = ["Moment", "RewardEnd", "RewardResult", "RewardScheme", "StretchTarget", "Verification"]
