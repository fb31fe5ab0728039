"""A body's file of payments: how it is read, which rows are accepted, and why others are not."""

from placepact.returns.reading import Delivered, expand
from placepact.spending.delivery.check import check
from placepact.spending.delivery.checked import Checked, Fault
from placepact.spending.delivery.profile import ReadingProfile, WrongProfile
from placepact.spending.delivery.understand import understand
from placepact.spending.delivery.understanding import OpenQuestions, Option, Question, Shown, Understanding

__all__ = [
    "Checked",
    "Delivered",
    "Fault",
    "OpenQuestions",
    "Option",
    "Question",
    "ReadingProfile",
    "Shown",
    "Understanding",
    "WrongProfile",
    "check",
    "expand",
    "understand",
]
