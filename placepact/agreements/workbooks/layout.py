"""The sheets and columns of an agreement's workbook: one table, which is read, checked and written by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    SLUG = "short name in small letters and hyphens"
    BODY = "an organisation: short name, name or identifier"
    AREA = "an area code"
    DAY = "a day"
    NUMBER = "a number"
    MONEY = "pounds"
    YES = "yes or no"
    PERIOD = "a period"
    CHOICE = "one of some words"


@dataclass(frozen=True)
class Field:
    """A column, or a row of the sheet Agreement."""

    name: str
    holds: Holds
    says: str
    is_needed: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""


T, S, B, D, N, Y, C = Holds.TEXT, Holds.SLUG, Holds.BODY, Holds.DAY, Holds.NUMBER, Holds.YES, Holds.CHOICE
CLOSENESS = ("delivers", "supports", "consulted")
AGREEMENT = (
    Field("slug", S, "how its address ends, such as our-laa-2008", True, example="our-laa-2008"),
    Field("title", T, "what it is called", True),
    Field("sentence", T, "what it promises, in one sentence", True),
    Field("narrative", T, "the story of the place"),
    Field("place", Holds.AREA, "the area that it is for, such as E08000005", True),
    Field("starts_on", D, "the first day of its period", True),
    Field("ends_on", D, "the last day of its period", True),
    Field("drafted_on", D, "the day on which drafting began", True),
    Field("directed_on", D, "the day of the direction to submit a draft"),
    Field("direction", T, "the reference of the direction"),
    Field("submit_by", D, "the day by which the direction wants it"),
    Field("council_approved_on", D, "the day of the approval by the full council or its delegate"),
    Field("council_minute", T, "the minute or decision"),
    Field("delegation", T, "the delegation, where a delegate approved; empty for the full council"),
    Field("submitted_on", D, "the day on which it was submitted"),
    Field("approved_on", D, "the day of the Secretary of State's approval; empty: it comes in as a draft"),
    Field("approval", T, "the reference of that approval"),
    Field("illustrative", Y, "yes where it is made up"),
)
PARTIES = (
    Field("organisation", B, "a party", True),
    Field("capacity", C, "as what", True, ("accountable", "partner", "government", "community")),
    Field("consulted_on", D, "the day on which it was consulted on the draft"),
    Field("signed_on", D, "the day on which it signed"),
    Field("authority", T, "the delegation or minute under which it signed"),
)
BLOCKS = (Field("block", S, "a theme, by short name", True), Field("name", T, "its name", True))
PRIORITIES = (
    Field("reference", T, "such as P1", True),
    Field("block", S, "the theme", True),
    Field("wording", T, "the priority", True),
)
TARGETS = (
    Field("reference", T, "such as T1", True),
    Field("title", T, "what is to change", True),
    Field("block", S, "the theme", True),
    Field("measure", T, "how it is measured", True),
    Field(
        "unit", C, "percent is checked to be from 0 to 100", False, ("percent", "number", "rate", "pounds")
    ),
    Field("area", Holds.AREA, "where; empty: the place"),
    Field(
        "level", C, "empty: local_area", False, ("neighbourhood", "local_area", "sub_region", "city_region")
    ),
    Field("lead", B, "who leads", True),
    Field("priority", T, "the priority that it serves"),
    Field("indicator", S, "a definition kept here, where one measures it"),
    Field("wording", T, "more words"),
    Field("for_whom", T, "empty: everyone"),
    Field("part_of_area", T, "where it is for a part of the area only"),
    Field("baseline_period", Holds.PERIOD, "such as 2006-07 or 2007"),
    Field("baseline", N, "the figure to begin with"),
    Field("designated", Y, "yes: put forward for designation"),
    Field("designated_on", D, "the day of the notice of designation"),
    Field("statutory_education", Y, "yes: a statutory education or early years target"),
    Field("in_reward", Y, "yes: counts for reward"),
    Field("without", N, "of a stretch target: what would be reached at its end without the agreement"),
)
RELATED = (
    Field("reference", T, "the target", True),
    Field("organisation", B, "a body that it relates to besides its lead", True),
    Field("closeness", C, "how closely", True, CLOSENESS),
    Field("consented_on", D, "the day of its consent, for a body that is no partner authority"),
    Field("evidence", T, "the letter or minute of that consent"),
)
CONTRIBUTIONS = (
    Field("reference", T, "such as C1", True),
    Field("kind", C, "what it is", True, ("contribution", "freedom", "pledge", "clause")),
    Field("title", T, "what is given, asked or pledged", True),
    Field("block", S, "the theme", True),
    Field("organisation", B, "who gives or pledges, or of whom a freedom is asked"),
    Field("amount", Holds.MONEY, "how much, in pounds"),
    Field("wording", T, "more words"),
)
SHEETS: dict[str, tuple[Field, ...]] = {
    "Agreement": AGREEMENT,
    "Parties": PARTIES,
    "Blocks": BLOCKS,
    "Priorities": PRIORITIES,
    "Targets": TARGETS,
    "Related": RELATED,
    "Contributions": CONTRIBUTIONS,
}
NEEDED = ("Agreement", "Parties", "Blocks", "Targets")
EXAMPLE_YEARS = ("2008-09", "2009-10", "2010-11")
"""Every further column of Targets is a year that figures are promised for: 2008-09, 2008, or 2008-04-01/P1Y."""
