"""How a body's files are read: a reading profile that is worked out, shown, corrected and remembered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from placepact.errors import Refusal
from placepact.spending.delivery.dates import CONVENTIONS
from placepact.spending.delivery.words import NAMED, words

CHOICES = {
    "date": tuple(CONVENTIONS),
    "sign": ("as_written", "reversed"),
    "basis": ("net", "gross", "unknown"),
    "kind": ("payments", "cards"),
    "payer": ("as_delivered",),
}
PAYER = "payer"
"""Answered where a file names another body than the one it is delivered for; of that file alone, never remembered."""
TEXTS = ("sheet", "footprint")


class WrongProfile(Refusal):
    """A setting of a reading profile that does not exist, or a value that it cannot have."""


@dataclass(frozen=True)
class ReadingProfile:
    """Columns by role, each by its header as written; empty where the file has none.

    `date` is the convention of the paid date; `basis` whether amounts are net or gross of VAT; `sign` reversed
    where payments are written below zero. `footprint` names the area that the body's payments are for, empty for
    its own. `answered` are the settings that a person decided: they are not worked out again from the file.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    sign: str = ""
    basis: str = ""
    kind: str = ""
    payer: str = ""
    sheet: str = ""
    footprint: str = ""
    answered: tuple[str, ...] = ()

    def with_answers(self, answers: Mapping[str, str]) -> "ReadingProfile":
        """The profile with settings decided by a person; WrongProfile for a setting or value there is not."""
        for name, value in answers.items():
            _check_setting(name, value)
        columns = {name: value for name, value in answers.items() if name in NAMED}
        others: dict[str, Any] = {name: value for name, value in answers.items() if name not in NAMED}
        return replace(
            self,
            columns={**self.columns, **columns},
            answered=tuple(dict.fromkeys((*self.answered, *answers))),
            **others,
        )

    def for_the_next_file(self) -> "ReadingProfile":
        """What is remembered for a body: without an answer that was about one file."""
        return replace(self, payer="", answered=tuple(each for each in self.answered if each != PAYER))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON or TOML."""
        return {
            "columns": dict(self.columns),
            **{name: getattr(self, name) for name in (*CHOICES, *TEXTS)},
            "answered": list(self.answered),
        }

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> "ReadingProfile":
        """A profile from what `to_dict` gave; WrongProfile for anything else."""
        known = {each.name for each in fields(cls)}
        for name in content:
            if name not in known:
                raise WrongProfile(_unknown(name))
        columns = dict(content.get("columns", {}))
        settings = {name: content[name] for name in (*CHOICES, *TEXTS) if content.get(name)}
        for name, value in (*columns.items(), *settings.items()):
            _check_setting(name, value)
        answered = tuple(content.get("answered", ()))
        for name in answered:
            if name not in NAMED and name not in CHOICES and name not in TEXTS:
                raise WrongProfile(_unknown(name))
        return cls(columns=columns, answered=answered, **settings)


def _check_setting(name: str, value: object) -> None:
    if name not in NAMED and name not in CHOICES and name not in TEXTS:
        raise WrongProfile(_unknown(name))
    if not isinstance(value, str):
        raise WrongProfile(f"The setting {name} is text, and {value!r} is not. Write it in quotation marks.")
    if name in CHOICES and value not in CHOICES[name]:
        raise WrongProfile(f"{name} cannot be “{value}”. It is one of: {', '.join(CHOICES[name])}.")


def _unknown(name: str) -> str:
    known = ", ".join((*NAMED, *CHOICES, *TEXTS))
    return f"A reading profile has no setting “{name}”. Its settings are: {known}."


def title(name: str) -> str:
    """What a setting decides, in words."""
    others = {
        PAYER: "whose payments these are",
        "date": "how days are written",
        "sign": "the sign of amounts",
        "basis": "net or gross of VAT",
    }
    role = words().roles.get(name)
    return role.title if role else others.get(name, name)
