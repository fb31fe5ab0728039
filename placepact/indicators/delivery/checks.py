"""The numbered checks of delivered figures, kept as data: what each holds to, and whether it stops a row or only asks."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from placepact.errors import Refusal

FILE = Path(__file__).resolve().parent.parent.parent / "definitions" / "checks" / "figures.toml"
ERROR, WARNING = "error", "warning"


class BadChecks(Refusal):
    """The file of checks lacks a field, or numbers two checks alike; says which."""


@dataclass(frozen=True)
class Check:
    """One check. `since` is the release of the checks that brought it; `settings` are the numbers it works by."""

    number: str
    code: str
    severity: str
    since: int
    holds: str
    settings: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.number} {self.holds}"


@dataclass(frozen=True)
class Checks:
    """A release of the checks: its number, from which day, who wrote it, who checked it; and the checks by code."""

    release: int
    starts: dt.date
    author: str
    checker: str
    by_code: Mapping[str, Check]

    def __getitem__(self, code: str) -> Check:
        return self.by_code[code]


@lru_cache
def load_checks(path: Path = FILE) -> Checks:
    """The checks of a file. Raises BadChecks."""
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    try:
        found = [Check(**each) for each in held["check"]]
        release, starts = held["release"], held["from"]
        whose = [held[name] for name in ("author", "checker", "source", "licence", "review_date")]
    except (KeyError, TypeError) as error:
        raise BadChecks(f"{path.name}: {error}. Compare it with the file as it was.") from error
    for each in found:
        if each.severity not in (ERROR, WARNING) or not 1 <= each.since <= release:
            raise BadChecks(
                f"{path.name}: {each.number} has severity {each.severity!r} since release {each.since}. "
                f"Write error or warning, and a release of 1 to {release}."
            )
    by_code = {each.code: each for each in found}
    if len(by_code) != len(found) or len({each.number for each in found}) != len(found):
        raise BadChecks(f"{path.name}: two checks have one number or one code. Change one.")
    return Checks(release, starts, whose[0], whose[1], by_code)
