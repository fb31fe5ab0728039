"""Definitions of frameworks: which lines a list has in each release, who owes them to whom, and where that is from.

They are data, one TOML file each in `placepact/definitions/frameworks/`. What is
missing, or not understood, is refused when they are read, by file and field.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from placepact.errors import Refusal
from placepact.frameworks.rules.asks import BODY_CLASSES, OPERATIONS, Aim, Level, Relation, Standing
from placepact.indicators.rules.periods import Period, parse

FOLDER = Path(__file__).resolve().parent.parent / "definitions" / "frameworks"
KINDS = ("national", "health", "police", "nhs", "own")


class BadFramework(Refusal):
    """A definition of a framework lacks a field, or holds what cannot be understood; names file and field."""


@dataclass(frozen=True)
class ReleaseDefinition:
    """A list as it read from one day to another. `stated_count`: how many lines its source says it has."""

    name: str
    valid_from: dt.date
    source: str
    licence: str
    author: str
    checker: str
    review_date: dt.date
    valid_to: dt.date | None = None
    stated_count: int | None = None
    source_url: str = ""
    note: str = ""


@dataclass(frozen=True)
class LineDefinition:
    """One line, with the names of the releases that it is in; empty for all of them."""

    number: str
    title: str
    relation: str
    standing: str
    owed_to: str
    group: str = ""
    indicator: str = ""
    formula: Mapping[str, Any] = field(default_factory=dict)
    remark: str = ""
    source: str = ""
    owed_by: str = ""
    owed_by_class: str = ""
    area_level: str = "own"
    period_length: str = "P1Y"
    period_starts: str = "04-01"
    every_months: int = 12
    due_days: int = 90
    takes_provisional: bool = False
    target: Mapping[str, Any] = field(default_factory=dict)
    releases: tuple[str, ...] = ()

    def target_period(self) -> Period | None:
        return parse(self.target["period"]) if self.target else None


@dataclass(frozen=True)
class FrameworkDefinition:
    """One framework with its releases and lines, as its file defines it."""

    slug: str
    title: str
    kind: str
    issuer: str
    releases: tuple[ReleaseDefinition, ...]
    lines: tuple[LineDefinition, ...]
    owner: str = ""
    note: str = ""
    illustrative: bool = False

    def lines_of(self, release: str) -> list[LineDefinition]:
        """The lines of one release in their order."""
        return [each for each in self.lines if not each.releases or release in each.releases]


@lru_cache
def load_definitions(folder: Path = FOLDER) -> dict[str, FrameworkDefinition]:
    """Every framework of a folder by slug. Raises BadFramework."""
    found = [read_definition(path) for path in sorted(folder.glob("*.toml"))]
    return {each.slug: each for each in found}


def read_definition(path: Path) -> FrameworkDefinition:
    """The framework in one file. Raises BadFramework."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadFramework(f"{path.name} cannot be read as TOML: {error}. Correct that line.") from error
    if held.get("slug") != path.stem:
        raise BadFramework(f"{path.name}: slug is {held.get('slug')!r}. Name it as the file, {path.stem!r}.")
    releases = tuple(made(ReleaseDefinition, each, path.name, "release") for each in held.pop("release", ()))
    lines = tuple(lines_in(held, path.name))
    top = {key: value for key, value in held.items() if key not in ("line", "defaults", "placeholders")}
    framework: FrameworkDefinition = made(
        FrameworkDefinition, {**top, "releases": releases, "lines": lines}, path.name, "framework"
    )
    check_whole(framework, path.name)
    return framework


def lines_in(held: Mapping[str, Any], name: str) -> Iterator[LineDefinition]:
    """The lines of a file, each over its defaults, and a placeholder for every number that has no line."""
    defaults = held.get("defaults", {})
    written = []
    for each in held.get("line", ()):
        listed = {**defaults, **each, "releases": tuple(each.get("releases", ()))}
        written.append(made(LineDefinition, listed, name, f"line {each.get('number', '?')}"))
    yield from in_order(written, list(placeholders(held, written, name)))


def placeholders(
    held: Mapping[str, Any], written: list[LineDefinition], name: str
) -> Iterator[LineDefinition]:
    """A line for each number that a list is known to have and whose title was found in no source."""
    told = held.get("placeholders")
    if told is None:
        return
    taken = {each.number for each in written}
    for number in range(told["first"], told["last"] + 1):
        called = f"{told['prefix']}{number}"
        if number not in told["without"] and called not in taken:
            line = {
                **held.get("defaults", {}),
                "number": called,
                "title": told["title"],
                "relation": Relation.NOT_CARRIED.value,
                "standing": Standing.PLACEHOLDER.value,
                "source": told["source"],
                "remark": told["title"],
                "releases": tuple(told["releases"]),
            }
            yield made(LineDefinition, line, name, f"placeholder {called}")


def in_order(written: list[LineDefinition], gaps: list[LineDefinition]) -> list[LineDefinition]:
    """Lines as they are written; where there are placeholders, all by number."""
    if not gaps:
        return written
    return sorted([*written, *gaps], key=lambda each: int(each.number.split()[-1]))


def made(kind: type[Any], held: Mapping[str, Any], name: str, what: str) -> Any:
    """A definition of some kind from a table of TOML. Raises BadFramework for a field too few, too many or empty."""
    known = {each.name: each for each in fields(kind)}
    for field_name in held:
        if field_name not in known:
            raise BadFramework(f"{name}, {what}: {field_name} is no field. Remove it, or correct its name.")
    for field_name, each in known.items():
        needed = each.default is MISSING and each.default_factory is MISSING
        if needed and held.get(field_name) in (None, ""):
            raise BadFramework(f"{name}, {what}: {field_name} is missing. Add it.")
    return kind(**held)


def check_whole(framework: FrameworkDefinition, name: str) -> None:
    """Refuse what is there but makes no sense. Raises BadFramework."""
    if not framework.releases:
        raise BadFramework(f"{name}: there is no [[release]]. Add one, with its source and its days.")
    if framework.kind not in KINDS:
        raise BadFramework(f"{name}: kind is {framework.kind!r}. Write one of {', '.join(KINDS)}.")
    if framework.kind == "own" and not framework.owner:
        raise BadFramework(f"{name}: an own plan needs its owner. Add owner, the slug of the organisation.")
    named = [each.name for each in framework.releases]
    for each in framework.releases:
        check_release(each, name)
    for line in framework.lines:
        for words, wrong in faults(line, named).items():
            if wrong:
                raise BadFramework(f"{name}, line {line.number}: {words}")


def check_release(release: ReleaseDefinition, name: str) -> None:
    """Refuse a release whose days run backwards. Raises BadFramework."""
    for field_name in ("valid_from", "review_date"):
        if type(getattr(release, field_name)) is not dt.date:
            raise BadFramework(
                f"{name}, release {release.name}: {field_name} is no day. Write one such as 2008-04-01."
            )
    if release.valid_to and release.valid_to < release.valid_from:
        raise BadFramework(f"{name}, release {release.name}: valid_to is before valid_from. Correct one.")


def faults(line: LineDefinition, releases: list[str]) -> dict[str, bool]:
    """Sentences about what is wrong with a line, and whether each is so."""
    relation = line.relation
    known = relation in set(Relation)
    return {
        f"relation is {relation!r}. Write one of {', '.join(Relation)}.": not known,
        "it needs an indicator. Add indicator, or change the relation.": known
        and Relation(relation).has_indicator
        and not line.indicator,
        "it can name no indicator. Remove it, or change the relation.": known
        and not Relation(relation).has_indicator
        and bool(line.indicator),
        f"formula is {dict(line.formula)!r}. Write operation ({', '.join(OPERATIONS)}) and parts.": (
            relation == Relation.COMPUTED.value
        )
        != bool(line.formula)
        or bool(line.formula and line.formula.get("operation") not in OPERATIONS),
        "a line that is covered in part says in remark what is missing. Add it.": relation == Relation.PARTIAL
        and not line.remark,
        f"standing is {line.standing!r}. Write one of {', '.join(Standing)}.": line.standing
        not in set(Standing),
        "it needs a source. Add it.": line.standing != Standing.ILLUSTRATIVE and not line.source,
        "it is owed by a body or by a class of bodies. Write owed_by or owed_by_class, not both.": bool(
            line.owed_by
        )
        == bool(line.owed_by_class),
        f"owed_by_class is {line.owed_by_class!r}. Write one of {', '.join(BODY_CLASSES)}.": bool(
            line.owed_by_class
        )
        and line.owed_by_class not in BODY_CLASSES,
        f"area_level is {line.area_level!r}. Write one of {', '.join(Level)}.": line.area_level
        not in set(Level),
        f"target is {dict(line.target)!r}. Write aim ({', '.join(Aim)}), value and period.": bool(line.target)
        and (set(line.target) != {"aim", "value", "period"} or line.target["aim"] not in set(Aim)),
        f"releases names one that is not there: {', '.join(line.releases)}.": not set(line.releases)
        <= set(releases),
        f"period_starts is {line.period_starts!r}. Write month and day: 04-01.": not is_day(
            line.period_starts
        ),
    }


def is_day(text: str) -> bool:
    """Whether a text is a month and a day of any year."""
    try:
        dt.date.fromisoformat(f"2001-{text}")
    except ValueError:
        return False
    return True
