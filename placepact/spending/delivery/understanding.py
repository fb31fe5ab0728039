"""What is understood of a file before it is checked: profile, first rows, and what a person must decide."""

from dataclasses import dataclass
from typing import Any

from placepact.errors import Refusal
from placepact.returns.reading import Engine, Source
from placepact.spending.delivery.columns import Columns
from placepact.spending.delivery.profile import ReadingProfile
from placepact.spending.delivery.question import Asked


@dataclass(frozen=True)
class Option:
    """One answer: the value of the setting, and what choosing it means."""

    value: str
    words: str


@dataclass(frozen=True)
class Shown:
    """A row that shows why: where it stands, and the cell in question."""

    line: int
    value: str


@dataclass(frozen=True)
class Question:
    """What cannot be settled from the file; `setting` is the name under which a profile holds the answer."""

    code: str
    setting: str
    sentence: str
    rows: tuple[Shown, ...]
    options: tuple[Option, ...]

    @property
    def how_to_answer(self) -> str:
        values = " or ".join(f"{self.setting}={option.value}" for option in self.options)
        return f"Answer with the setting {values}." if values else f"Answer with the setting {self.setting}."


class OpenQuestions(Refusal):
    """A file cannot be checked before somebody has answered what it leaves open."""


@dataclass(frozen=True)
class Understanding:
    """A file as it would be read. `preview` are its first rows, by the names of the record's columns.

    `rows` is the query that gives all of them, judged.
    """

    profile: ReadingProfile
    columns: Columns
    preview: tuple[dict[str, Any], ...]
    questions: tuple[Question, ...]
    warnings: tuple[str, ...]
    reading: Source
    asked: Asked
    rows: str
    engine: Engine
