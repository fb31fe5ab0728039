"""The fields of a TOML table, read by their kind; what is wrong is said with the file, the table and the field."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import Any

from placepact.errors import Refusal
from placepact.indicators.rules.periods import Period, parse


class UnreadableAgreement(Refusal):
    """An agreement's file lacks a field or holds one that cannot be understood; names the file and the field."""


class Fields:
    """One table of a file. `where` names it for people: "target CYP1"."""

    def __init__(self, file: str, where: str, held: dict[str, Any]) -> None:
        self.file, self.where, self.held = file, where, held
        self.asked: set[str] = set()
        self.below: list[Fields] = []

    def has(self, name: str) -> bool:
        self.asked.add(name)
        return name in self.held

    def text(self, name: str, default: str | None = None) -> str:
        """Text; the default where the field is not there and one is given."""
        if default is not None and not self.has(name):
            return default
        return str(self._of(name, (str,), 'text. Write it in quotation marks: "…"'))

    def day(self, name: str) -> dt.date:
        found = self._of(name, (dt.date,), "a day. Write it without quotation marks: 2026-04-01")
        if isinstance(found, dt.datetime):
            raise self._wrong(name, found, "a day. Leave the time of day out: 2026-04-01")
        assert isinstance(found, dt.date)
        return found

    def number(self, name: str) -> float:
        found = self._of(name, (int, float), "a number. Write it without quotation marks: 72.5")
        if isinstance(found, bool) or found != found or found in (float("inf"), float("-inf")):
            raise self._wrong(name, found, "a number. Write it in digits: 72.5")
        return float(found)

    def flag(self, name: str) -> bool:
        """Yes or no; no where the field is not there."""
        return self.has(name) and bool(self._of(name, (bool,), "yes or no. Write true or false"))

    def period(self, name: str) -> Period:
        text = self.text(name)
        try:
            return parse(text)
        except ValueError as error:
            raise UnreadableAgreement(f"{self.file}, {self.where}, field {name}: {error}") from error

    def table(self, name: str, *, named: str = "") -> Fields:
        """A table within this one."""
        held = self._of(name, (dict,), f"a table. Write [{name}] and its fields below, or {{ … }}")
        return self._below(named or f"{self.where}, {name}", held)

    def tables(self, name: str, *, needed: bool = True) -> list[Fields]:
        """A list of tables, each named by its own reference where it has one, else by its number."""
        if not needed and not self.has(name):
            return []
        rows = self._of(name, (list,), f"a list of tables. Write [[{name}]] above the fields of each")
        for row in rows:
            if not isinstance(row, dict):
                raise self._wrong(name, row, f"a table. Write [[{name}]] above the fields of each")
        start = "" if self.where == "the file" else f"{self.where}, "
        return [
            self._below(f"{start}{name} {next((r[k] for k in ('ref', 'slug') if k in r), at)}", r)
            for at, r in enumerate(rows, start=1)
        ]

    def refuse_what_was_not_asked_for(self) -> None:
        """Raise UnreadableAgreement for a field that nobody reads: it is most often a slip of the pen."""
        for name in self.held:
            if name not in self.asked:
                near = difflib.get_close_matches(name, self.asked, n=1)
                hint = f"Is {near[0]} meant?" if near else f"Known are: {', '.join(sorted(self.asked))}."
                raise UnreadableAgreement(f"{self.file}, {self.where}: the field {name} is not known. {hint}")
        for each in self.below:
            each.refuse_what_was_not_asked_for()

    def _below(self, where: str, held: dict[str, Any]) -> Fields:
        made = Fields(self.file, where, held)
        self.below.append(made)
        return made

    def _of(self, name: str, kinds: tuple[type, ...], wanted: str) -> Any:
        if not self.has(name):
            raise UnreadableAgreement(f"{self.file}, {self.where}: the field {name} is not there. Add it.")
        if not isinstance(self.held[name], kinds):
            raise self._wrong(name, self.held[name], wanted)
        return self.held[name]

    def _wrong(self, name: str, found: object, wanted: str) -> UnreadableAgreement:
        shown = found.isoformat() if isinstance(found, dt.date) else repr(found)
        return UnreadableAgreement(f"{self.file}, {self.where}, field {name}: {shown[:60]} is not {wanted}.")
