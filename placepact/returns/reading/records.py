"""JSON files: a list of records, by itself or under a usual name, as rows of text."""

import json
from collections.abc import Iterator
from typing import Any

from placepact.returns.reading.profile import Profile
from placepact.returns.reading.refusals import UnreadableFile
from placepact.returns.reading.rows import Record

LISTS = ("data", "rows", "records", "results", "items")
# A JSON file is held in memory while it is read.
LARGEST_BYTES = 200_000_000
WANTED = "Deliver a list of records, each with the same names, or the table as CSV"


class _Twice(ValueError):
    """A name stands twice in one record."""


def json_records(profile: Profile) -> tuple[tuple[str, ...], Iterator[Record]]:
    """The names of all records in order of appearance, and the records, counted from 1."""
    rows = _rows(profile)
    if rows and all(isinstance(row, list) for row in rows):
        names = tuple(map(_text, rows[0]))
        return names, (Record(number, 1, list(map(_text, row))) for number, row in enumerate(rows[1:], 1))
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise UnreadableFile(f"{profile.path.name} is JSON without a list of records. {WANTED}.")
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    return names, (
        Record(number, 1, [_text(row.get(name)) for name in names]) for number, row in enumerate(rows, 1)
    )


def _rows(profile: Profile) -> list[Any]:
    content = _content(profile)
    if isinstance(content, dict):
        content = next((content[name] for name in LISTS if isinstance(content.get(name), list)), None)
    if not isinstance(content, list):
        raise UnreadableFile(f"{profile.path.name} is JSON without a list of records. {WANTED}.")
    return content


def _content(profile: Profile) -> Any:
    name = profile.path.name
    if profile.size > LARGEST_BYTES:
        raise UnreadableFile(
            f"{name} is larger than the 200 MB that a JSON file may have. Deliver it as CSV."
        )
    try:
        text = profile.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{name} is JSON but not UTF-8. Save it as UTF-8.") from error
    try:
        return _loaded(text)
    except _Twice as error:
        raise UnreadableFile(f"{name}: {error} Give each value its own name.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"{name} is not whole JSON ({error}). Export it again.") from error


def _loaded(text: str) -> Any:
    """The content, numbers as they are written; a record a line is taken too."""
    try:
        return json.loads(text, **_SETTINGS)
    except json.JSONDecodeError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
            raise
        return [json.loads(line, **_SETTINGS) for line in lines]


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Twice(f"the name “{twice}” stands twice in one record.")
    return record


_SETTINGS: dict[str, Any] = {
    "parse_float": str,
    "parse_int": str,
    "parse_constant": str,
    "object_pairs_hook": _pairs,
}


def _text(value: Any) -> str:
    """A value as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
