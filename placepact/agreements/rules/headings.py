"""What an agreement says of itself in a version: title, sentence, narrative and days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True)
class Heading:
    """The words and days that may differ from one version of an agreement to the next."""

    title: str
    sentence: str
    narrative: str
    starts_on: dt.date
    ends_on: dt.date

    def to_json(self) -> dict[str, str]:
        """As it is kept with a version, and hashed: a day as year, month, day."""
        return {each.name: str(getattr(self, each.name)) for each in fields(self)}


def over(stands: Heading, written: Mapping[str, Any] | None) -> Heading:
    """A heading with what a version says instead; `written` may say more than a heading has."""
    said = {**stands.to_json(), **{name: text for name, text in (written or {}).items() if name in NAMES}}
    return Heading(
        title=said["title"],
        sentence=said["sentence"],
        narrative=said["narrative"],
        starts_on=dt.date.fromisoformat(said["starts_on"]),
        ends_on=dt.date.fromisoformat(said["ends_on"]),
    )


def differences(before: Heading, after: Heading) -> list[str]:
    """What differs, a sentence a part."""
    return [
        f"The {WORDS[name]} was “{old}” and is “{new}”."
        for name, old in before.to_json().items()
        if old != (new := after.to_json()[name])
    ]


WORDS = {
    "title": "title",
    "sentence": "sentence",
    "narrative": "account",
    "starts_on": "first day",
    "ends_on": "last day",
}
NAMES = frozenset(WORDS)
