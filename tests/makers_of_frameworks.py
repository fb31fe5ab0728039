"""Plain makers of frameworks, releases, lines, settings and inspections: see tests/makers.py."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from placepact.frameworks.models import BurdenSetting, Framework, FrameworkLine, Inspection, Kind, Release
from tests.makers import make_organisation, make_user

_next = count(1)
DAY = dt.date(2023, 4, 1)


def make_framework(**different: Any) -> Framework:
    n = next(_next)
    given = {
        "slug": f"list-{n}",
        "title": f"List {n}",
        "kind": Kind.NATIONAL,
        "issuer": "The department",
        **different,
    }
    return Framework.objects.create(**given)


def make_release(framework: Framework | None = None, **different: Any) -> Release:
    """A release in force from April 2008, with everything that it must say of itself."""
    given = {
        "name": f"release {next(_next)}",
        "valid_from": dt.date(2008, 4, 1),
        "source": "made for a test",
        "licence": "MIT",
        "author": "a test",
        "checker": "nobody",
        "review_date": dt.date(2030, 1, 1),
        **different,
    }
    return Release.objects.create(framework=framework or make_framework(), **given)


def make_list_line(release: Release | None = None, **different: Any) -> FrameworkLine:
    """A line that asks every upper-tier council for a calendar year's figure; pending without an indicator."""
    n = next(_next)
    given: dict[str, Any] = {
        "position": n,
        "number": f"L{n}",
        "title": f"Line {n}",
        "relation": "same" if different.get("indicator") else "pending",
        "standing": "read",
        "source": "made for a test",
        "owed_to": "The department",
        "area_level": "own",
        "period_length": "P1Y",
        "period_starts": "01-01",
        "due_days": 90,
        "written_on": DAY,
        **different,
    }
    if not given.get("owed_by") and "owed_by_class" not in given:
        given["owed_by_class"] = "upper_tier_council"
    given["written_by"] = given.get("written_by") or make_user()
    return FrameworkLine.objects.create(release=release or make_release(), **given)


def make_burden_setting(**different: Any) -> BurdenSetting:
    given: dict[str, Any] = {
        "minutes": 30,
        "evidence": "timed with three officers",
        "is_assumed": False,
        "on": DAY,
        **different,
    }
    given["set_by"] = given.get("set_by") or make_user()
    return BurdenSetting.objects.create(**given)


def make_inspection(**different: Any) -> Inspection:
    given: dict[str, Any] = {
        "inspectorate": "Ofsted",
        "scope": "Children's services",
        "starts_on": dt.date(2023, 5, 1),
        "ends_on": dt.date(2023, 5, 12),
        "days": 10,
        "source": "a letter",
        "recorded_on": DAY,
        **different,
    }
    given["organisation"] = given.get("organisation") or make_organisation()
    given["recorded_by"] = given.get("recorded_by") or make_user()
    return Inspection.objects.create(**given)
