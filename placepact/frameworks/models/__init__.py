"""The tables of frameworks."""

from placepact.frameworks.models.burden import BurdenSetting, Inspection
from placepact.frameworks.models.lists import Framework, FrameworkLine, Kind, Release

__all__ = ["BurdenSetting", "Framework", "FrameworkLine", "Inspection", "Kind", "Release"]
