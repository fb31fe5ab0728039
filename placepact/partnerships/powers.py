"""The register of powers as files that people who know the law can mend: definitions/powers/*.toml.

What is missing, of the wrong kind or not understood is refused when it is read, by file and field.
"""

from __future__ import annotations

import datetime as dt
import tomllib
import types
import typing
from dataclasses import MISSING, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from placepact.errors import Refusal
from placepact.partnerships.rules.powers import Enables, Holder, Power, Standing

FOLDER = Path(__file__).resolve().parent.parent / "definitions" / "powers"
WORDS: dict[Any, Any] = {
    Standing: Standing,
    tuple[Enables, ...]: Enables,
    tuple[Holder, ...]: Holder,
}
"""Fields that hold words of a list, and the list."""


class BadPower(Refusal):
    """A power's file lacks a field, or holds one that cannot be understood; names the file and the field."""


@lru_cache
def load_powers(folder: Path = FOLDER) -> dict[str, Power]:
    """Every power of a folder by slug, the oldest first. Raises BadPower."""
    found = sorted((read_power(path) for path in folder.glob("*.toml")), key=lambda e: (e.valid_from, e.slug))
    register = {each.slug: each for each in found}
    for each in found:
        if each.successor and each.successor not in register:
            raise BadPower(
                f"{each.slug}.toml: successor is {each.successor!r}, and no file is called so. Correct it."
            )
        if each.successor and each.valid_to is None:
            raise BadPower(f"{each.slug}.toml: it has a successor and no valid_to. Write its last day.")
    return register


def read_power(path: Path) -> Power:
    """The power in one file. Raises BadPower."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPower(f"{path.name} cannot be read as TOML: {error}. Correct that line.") from error
    kinds = typing.get_type_hints(Power)
    check_names(held, kinds, path.name)
    made = Power(**{name: understood(path.name, name, value, kinds[name]) for name, value in held.items()})
    check_sense(made, path)
    return made


def check_names(held: dict[str, Any], kinds: dict[str, Any], name: str) -> None:
    """Refuse a file that lacks a field or has one too many. Raises BadPower."""
    for field in fields(Power):
        if field.name not in held and field.default is MISSING:
            raise BadPower(f"{name}: {field.name} is missing. Add it.")
    for field_name in held:
        if field_name not in kinds:
            raise BadPower(f"{name}: {field_name} is no field of a power. Remove it, or correct its name.")


def understood(file: str, name: str, value: Any, kind: Any) -> Any:
    """A value of TOML as a field wants it. Raises BadPower."""
    if kind in WORDS:
        return chosen(file, name, value, kind)
    plain = typing.get_args(kind)[0] if isinstance(kind, types.UnionType) else kind
    if type(value) is not plain:
        wanted = {str: "text in quotation marks", bool: "true or false", dt.date: "a day such as 2027-06-30"}
        raise BadPower(f"{file}: {name} is {value!r}. Write {wanted[plain]}.")
    if value == "" and name not in ("limits", "successor", "source_url"):
        raise BadPower(f"{file}: {name} is empty. Fill it in.")
    return value


def chosen(file: str, name: str, value: Any, kind: Any) -> Any:
    """One word of a list, or several. Raises BadPower."""
    words = WORDS[kind]
    known = [each.name.lower() for each in words]
    written = value if isinstance(value, list) else [value]
    unknown = [each for each in written if each not in known]
    if unknown or not written or isinstance(value, list) is (kind is Standing):
        raise BadPower(
            f"{file}: {name} is {value!r}. Write {'one' if kind is Standing else 'some'} of {', '.join(known)}."
        )
    found = tuple(words[each.upper()] for each in written)
    return found[0] if kind is Standing else found


def check_sense(power: Power, path: Path) -> None:
    """Refuse what is there and makes no sense. Raises BadPower."""
    if power.slug != path.stem:
        raise BadPower(
            f"{path.name}: slug is {power.slug!r}. Name it as the file, {path.stem!r}, or rename the file."
        )
    if power.valid_to and power.valid_to < power.valid_from:
        raise BadPower(
            f"{path.name}: valid_to {power.valid_to} is before valid_from {power.valid_from}. Correct one."
        )
    if power.standing is not Standing.MEMORY and not power.source_url:
        raise BadPower(f"{path.name}: source_url is empty. Say where it was read, or that it is from memory.")
