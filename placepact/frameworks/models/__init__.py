"""The tables of frameworks."""

from placepact.frameworks.models.burden import BurdenSetting, Inspection
from placepact.frameworks.models.lists import Framework, FrameworkLine, Kind, Release
from placepact.frameworks.models.requests import Cell, Collection, HistoryStep, Remedy, Request, WorkbookIn

__all__ = [
    "BurdenSetting",
    "Cell",
    "Collection",
    "Framework",
    "FrameworkLine",
    "HistoryStep",
    "Inspection",
    "Kind",
    "Release",
    "Remedy",
    "Request",
    "WorkbookIn",
]
