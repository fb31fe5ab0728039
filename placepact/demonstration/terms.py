"""Reading an agreement from its TOML file: see agreements/README.md for what each field means."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

from placepact.agreements.rules.terms import TargetTerms, Terms
from placepact.errors import Refusal
from placepact.indicators.rules.periods import Period, parse

FLAGS = ("designated", "statutory_education", "in_reward")


class UnreadableAgreement(Refusal):
    """An agreement's file lacks a field or holds one that cannot be understood; names the file and the field."""


def read_terms(path: Path) -> tuple[Terms, str, dt.date]:
    """The terms in a file, the code of the area they are for, and the day they were signed.

    Raises UnreadableAgreement.
    """
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
        head = held["agreement"]
        return terms(held, head), head["place"], head["signed_on"]
    except tomllib.TOMLDecodeError as error:
        raise UnreadableAgreement(f"{path.name} is not TOML: {error}. Mend that line.") from error
    except KeyError as error:
        raise UnreadableAgreement(f"{path.name} lacks the field {error}. Add it.") from error
    except ValueError as error:
        raise UnreadableAgreement(f"{path.name}: {error}") from error


def terms(held: dict[str, Any], head: dict[str, Any]) -> Terms:
    """The whole agreement."""
    return Terms(
        slug=head["slug"],
        title=head["title"],
        sentence=head["sentence"],
        kind=head["kind"],
        starts_on=head["starts_on"],
        ends_on=head["ends_on"],
        scheme=head["scheme"],
        scheme_from=head["scheme_from"],
        parties=tuple((each["organisation"], each["capacity"]) for each in held["party"]),
        blocks=tuple((each["slug"], each["name"]) for each in held["block"]),
        priorities=tuple((each["ref"], each["block"], each["wording"]) for each in held.get("priority", ())),
        targets=tuple(target(each) for each in held["target"]),
        narrative=head.get("narrative", ""),
        is_illustrative=head.get("illustrative", False),
    )


def target(row: dict[str, Any]) -> TargetTerms:
    """One target."""
    baseline = row.get("baseline")
    return TargetTerms(
        reference=row["ref"],
        title=row["title"],
        block=row["block"],
        measure=row["measure"],
        area=row["area"],
        level=row["level"],
        lead=row["lead"],
        priority=row.get("priority", ""),
        indicator=row.get("indicator", ""),
        wording=row.get("wording", ""),
        part_of_area=row.get("part_of_area", ""),
        for_whom=row.get("for_whom", "everyone"),
        baseline=float(baseline["value"]) if baseline else None,
        baseline_period=split(parse(baseline["period"])) if baseline else (None, ""),
        years=tuple((*split(parse(each["period"])), float(each["value"])) for each in row.get("years", ())),
        partners=tuple((each["organisation"], each["closeness"]) for each in row.get("partners", ())),
        flags=frozenset(flag for flag in FLAGS if row.get(flag)),
        relative_to=row.get("relative_to", ""),
        deferred_until=row.get("deferred_until"),
        approval_level=row.get("approval_level", ""),
        margin_percent=row.get("margin_percent"),
        change_reason=row.get("change_reason", ""),
    )


def split(period: Period) -> tuple[dt.date, str]:
    return period.start, period.length
