"""A delivered file of indicator values: what its rows mean, which are accepted, and why others are not."""

from placepact.indicators.delivery.check import check_file
from placepact.indicators.delivery.checked import Checked, Fault
from placepact.indicators.delivery.refused import write_refused
from placepact.indicators.delivery.shape import WrongShape
from placepact.indicators.delivery.vocabulary import Area, Draft, Indicator, Vocabulary

__all__ = [
    "Area",
    "Checked",
    "Draft",
    "Fault",
    "Indicator",
    "Vocabulary",
    "WrongShape",
    "check_file",
    "write_refused",
]
