"""Scopes of a count, themes, and what each line of published accounts means: TOML that an expert can mend.

`placepact/definitions/counts/*.toml` and `placepact/definitions/themes.toml`.
What is missing or not understood is refused when a file is read, by file and field.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from placepact.errors import Refusal
from placepact.spending.rules.frame import check_not_added

FOLDER = Path(__file__).resolve().parent.parent / "definitions"
EVERY_CODE = ("*",)
LEVY = "levy"
OWNED = {
    "source": str,
    "publisher": str,
    "licence": str,
    "author": str,
    "checker": str,
    "review_date": dt.date,
}


class BadScope(Refusal):
    """A definition of a count lacks a field, or holds one that cannot be understood; names the file and the field."""


class UnknownScope(Refusal):
    """No count is defined by this name."""


@dataclass(frozen=True)
class TransferRule:
    """A levy: the code it is paid under, and the code under which the receiver's book has it, below nothing."""

    code: str
    name: str
    received_under: str
    why: str


@dataclass(frozen=True)
class ControlRule:
    """A published total that ours is held against."""

    name: str
    code: str
    explanation: str
    is_bridged: bool = False


@dataclass(frozen=True)
class BridgeRule:
    """One step from services to the published total."""

    name: str
    codes: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Scope:
    """What a count counts, what it leaves out, and what it is held against."""

    slug: str
    title: str
    sentence: str
    form: str
    services: tuple[str, ...]
    left_out: tuple[str, ...]
    source: str
    source_url: str
    publisher: str
    licence: str
    author: str
    checker: str
    review_date: dt.date
    transfer: tuple[TransferRule, ...] = ()
    control: tuple[ControlRule, ...] = ()
    bridge: tuple[BridgeRule, ...] = ()

    @property
    def levies(self) -> dict[str, TransferRule]:
        """The levies inside the count, by the code they are paid under."""
        return {each.code: each for each in self.transfer}

    def counts(self, code: str) -> bool:
        """Whether spending under a code is inside."""
        return self.services == EVERY_CODE or code in self.services


@dataclass(frozen=True)
class Theme:
    """What money is spent on, in the words of the place; `cofog` is the division of the United Nations' classes."""

    slug: str
    name: str
    cofog: str


@dataclass(frozen=True)
class Known:
    """What one line of a form means. `role` is a Role's value, or `levy`, whose sign decides who pays."""

    form: str
    code: str
    label: str
    role: str
    theme: str = ""
    nature: str = "revenue"


@dataclass(frozen=True)
class Form:
    """A form of published accounts, and the years (by name) in which its codes mean what is written here."""

    title: str
    first_year: str
    last_year: str
    unit: str


@dataclass(frozen=True)
class Themes:
    """Themes by slug, forms by name, lines by form and code."""

    themes: Mapping[str, Theme]
    forms: Mapping[str, Form]
    lines: Mapping[tuple[str, str], Known]


def scope(name: str) -> Scope:
    """The count of this name. Raises UnknownScope with those there are."""
    known = load_scopes()
    if name not in known:
        raise UnknownScope(f"No count is called {name!r}. There are: {', '.join(known)}.")
    return known[name]


@lru_cache
def load_scopes(folder: Path = FOLDER / "counts") -> dict[str, Scope]:
    """Every count, by slug. Raises BadScope."""
    return {path.stem: read_scope(path) for path in sorted(folder.glob("*.toml"), key=lambda each: each.stem)}


def read_scope(path: Path) -> Scope:
    """The count in one file. Raises BadScope, and CountedTwiceByNature for one that adds PESA to outturn."""
    held = read(path)
    check_owned(held, path.name)
    form = held.get("form")
    if isinstance(form, list):
        check_not_added(set(form), path.name)
        raise BadScope(f'{path.name}: form is {form!r}. Name one form, such as "RS".')
    parts = {"transfer": TransferRule, "control": ControlRule, "bridge": BridgeRule}
    made = {
        name: tuple(built(kind, each, path.name) for each in held.pop(name, []))
        for name, kind in parts.items()
    }
    found: Scope = built(Scope, held | made, path.name)
    if found.slug != path.stem:
        raise BadScope(f"{path.name}: slug is {found.slug!r}. Name it as the file, {path.stem!r}.")
    return found


@lru_cache
def load_themes(path: Path = FOLDER / "themes.toml") -> Themes:
    """Themes, and the lines of every form. Raises BadScope."""
    held = read(path)
    check_owned(held, path.name)
    themes = [built(Theme, each, path.name) for each in held["theme"]]
    lines = [built(Known, each, path.name) for each in held["line"]]
    slugs = {each.slug for each in themes} | {""}
    for line in lines:
        if line.theme not in slugs:
            raise BadScope(
                f"{path.name}: line {line.code} names the theme {line.theme!r}, which is not there."
            )
    return Themes(
        {each.slug: each for each in themes},
        {name: built(Form, each, path.name) for name, each in held["form"].items()},
        {(each.form, each.code): each for each in lines},
    )


def read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadScope(f"{path.name} cannot be read as TOML: {error}. Correct that line.") from error


def check_owned(held: dict[str, Any], name: str) -> None:
    """Refuse a file without source, author, checker or review date. Raises BadScope."""
    for field, kind in OWNED.items():
        if not held.get(field):
            raise BadScope(f"{name}: {field} is missing or empty. Fill it in.")
        if not isinstance(held[field], kind):
            raise BadScope(
                f"{name}: {field} is {held[field]!r}. Write {'a day' if kind is dt.date else 'text'}."
            )


def built(kind: type[Any], held: dict[str, Any], name: str) -> Any:
    """A dataclass from a table of TOML; lists become tuples. Raises BadScope naming a field too few or too many."""
    known = {field.name: field for field in fields(kind)}
    if surplus := sorted(set(held) - set(known)):
        raise BadScope(
            f"{name}: {surplus[0]} is no field of {kind.__name__}. Remove it, or correct its name."
        )
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in held.items()}
    try:
        return kind(**given)
    except TypeError as error:
        raise BadScope(f"{name}: {error}. Add what is missing.") from error
