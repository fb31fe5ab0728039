"""The only code that writes budgets: the reward for stretched targets."""

from placepact.budgets.actions.reward import (
    NotInReward,
    SchemeTerms,
    StretchTerms,
    end_reward,
    record_result,
    set_up_reward,
    verify_result,
)

__all__ = [
    "NotInReward",
    "SchemeTerms",
    "StretchTerms",
    "end_reward",
    "record_result",
    "set_up_reward",
    "verify_result",
]
