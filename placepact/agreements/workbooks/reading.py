"""A workbook as an agreement: every cell checked, and all that is wrong said at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from placepact.agreements.rules.terms import LineTerms, Terms
from placepact.agreements.workbooks import cells
from placepact.agreements.workbooks.cells import Faults
from placepact.agreements.workbooks.layout import AGREEMENT, NEEDED, SHEETS, Field, Holds
from placepact.errors import Refusal
from placepact.indicators.definitions import load_definitions

SCHEME, SCHEME_FROM = "share_of_the_way", dt.date(2026, 1, 1)
Rows = list[list[Any]]
Row = dict[str, Any]


class UnreadableWorkbook(Refusal):
    """A workbook that is no agreement's: each line of the text is one cell."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True)
class Written:
    """An agreement as a workbook has it: its terms, the code of its place, and the days of its way so far."""

    terms: Terms
    place: str
    head: Row
    parties: tuple[Row, ...]
    consents: tuple[Row, ...]
    designations: dict[str, dt.date] = field(default_factory=dict)

    @property
    def is_approved(self) -> bool:
        return self.head["approved_on"] is not None


class Sheets:
    """The sheets of a workbook as rows, with what is wrong so far."""

    def __init__(self, path: Path, find_body: Callable[[str], str]) -> None:
        self.faults, self.find_body = Faults(), find_body
        try:
            book = CalamineWorkbook.from_path(path)
        except (CalamineError, OSError) as error:
            raise UnreadableWorkbook(
                [f"{path.name} cannot be read as a workbook ({error}). Save it as XLSX."]
            ) from error
        self.rows: dict[str, Rows] = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in SHEETS
            if name in book.sheet_names
        }
        for name in NEEDED:
            if name not in self.rows:
                self.faults.found.append(
                    f"{name}: there is no such sheet. Add it, as in an empty workbook of this kind."
                )

    def head(self) -> Row:
        """The sheet Agreement: a field and its value a row."""
        asked = {each.name: each for each in AGREEMENT}
        said = {cells.text(row[0]): (at, row) for at, row in enumerate(self.rows.get("Agreement", [])) if row}
        found: Row = {}
        for name, each in asked.items():
            at, row = said.get(name, (0, []))
            found[name] = self.cell("Agreement", (1, at), row[1] if len(row) > 1 else None, each)
        return found

    def table(self, sheet: str) -> Iterator[tuple[int, Row]]:
        """Each filled row of a sheet with its number from 0; years of Targets under `years` as (column, period, value)."""
        rows = self.rows.get(sheet, [])
        columns = self.columns(sheet, rows[0] if rows else [])
        for at, row in enumerate(rows[1:], start=1):
            if all(cells.is_blank(each) for each in row):
                continue
            found: Row = {each.name: None for each in SHEETS[sheet]}
            found["years"] = []
            for column, (asked, period) in columns.items():
                value = row[column] if column < len(row) else None
                if asked is not None:
                    found[asked.name] = self.cell(sheet, (column, at), value, asked)
                elif not cells.is_blank(value):
                    figure = self.cell(sheet, (column, at), value, Field("figure", Holds.NUMBER, "a figure"))
                    found["years"].append((column, period, figure))
            yield at, found

    def columns(self, sheet: str, header: list[Any]) -> dict[int, tuple[Field | None, Any]]:
        """What each column holds, by its heading. A heading of Targets that names no field is a period."""
        asked = {each.name: each for each in SHEETS[sheet]}
        found: dict[int, tuple[Field | None, Any]] = {}
        for column, heading in enumerate(header):
            name = cells.text(heading).lower().replace(" ", "_")
            if name in asked:
                found[column] = (asked[name], None)
            elif not cells.is_blank(heading):
                self.year(sheet, column, heading, found)
        held = {each.name for each, _ in found.values() if each}
        for each in asked.values():
            if each.is_needed and each.name not in held and header:
                self.faults.add(sheet, 0, 0, f"there is no column {each.name}. Add it: {each.says}.")
        return found

    def year(self, sheet: str, column: int, heading: Any, found: dict[int, tuple[Field | None, Any]]) -> None:
        try:
            if sheet != "Targets":
                raise ValueError(
                    f"{cells.shown(heading)} is no column of this sheet. Take it out, or mend its name."
                )
            found[column] = (None, cells.period(heading))
        except ValueError as wrong:
            self.faults.add(sheet, column, 0, str(wrong))

    def cell(self, sheet: str, where: tuple[int, int], value: Any, asked: Field) -> Any:
        """What a cell holds; None and a fault where it holds something else."""
        try:
            made = cells.read(value, asked)
            return self.find_body(made) if asked.holds is Holds.BODY and made else made
        except (ValueError, Refusal) as wrong:
            self.faults.add(sheet, *where, str(wrong))
            return None


def read_workbook(path: Path, *, kind: str, find_body: Callable[[str], str]) -> Written:
    """The agreement in a workbook. `find_body` gives the slug of a body or raises a Refusal. Raises UnreadableWorkbook."""
    sheets = Sheets(path, find_body)
    head = sheets.head()
    tables = {name: list(sheets.table(name)) for name in SHEETS if name != "Agreement"}
    check_figures(sheets, tables["Targets"])
    check_references(sheets, tables)
    if sheets.faults.found:
        raise UnreadableWorkbook(sheets.faults.found)
    related: dict[str, list[tuple[str, str]]] = {}
    for _, row in tables["Related"]:
        related.setdefault(row["reference"], []).append((row["organisation"], row["closeness"]))
    terms = Terms(
        slug=head["slug"],
        title=head["title"],
        sentence=head["sentence"],
        narrative=head["narrative"] or "",
        kind=kind,
        starts_on=head["starts_on"],
        ends_on=head["ends_on"],
        scheme=SCHEME,
        scheme_from=SCHEME_FROM,
        parties=tuple((row["organisation"], row["capacity"]) for _, row in tables["Parties"]),
        blocks=tuple((row["block"], row["name"]) for _, row in tables["Blocks"]),
        priorities=tuple((row["reference"], row["block"], row["wording"]) for _, row in tables["Priorities"]),
        targets=tuple(target(row, head["place"], related) for _, row in tables["Targets"]),
        others=tuple(other(row) for _, row in tables["Contributions"]),
        is_illustrative=bool(head["illustrative"]),
    )
    return Written(
        terms,
        head["place"],
        head,
        tuple(row for _, row in tables["Parties"]),
        tuple(row for _, row in tables["Related"] if row["consented_on"]),
        {row["reference"]: row["designated_on"] for _, row in tables["Targets"] if row["designated_on"]},
    )


def target(row: Row, place: str, related: dict[str, list[tuple[str, str]]]) -> LineTerms:
    """One target of the sheet Targets."""
    flags = {name for name in ("designated", "statutory_education", "in_reward") if row[name]}
    start = row["baseline_period"]
    return LineTerms(
        reference=row["reference"],
        title=row["title"],
        block=row["block"],
        measure=row["measure"],
        area=row["area"] or place,
        level=row["level"] or "local_area",
        lead=row["lead"],
        priority=row["priority"] or "",
        indicator=row["indicator"] or "",
        wording=row["wording"] or "",
        part_of_area=row["part_of_area"] or "",
        for_whom=row["for_whom"] or "everyone",
        baseline=row["baseline"],
        baseline_period=(start.start, start.length) if start else (None, ""),
        years=tuple((period.start, period.length, value) for _, period, value in row["years"]),
        partners=tuple(related.get(row["reference"], ())),
        flags=frozenset(flags),
        without=row["without"],
    )


def other(row: Row) -> LineTerms:
    """One line of the sheet Contributions."""
    return LineTerms(
        reference=row["reference"],
        title=row["title"],
        block=row["block"],
        kind=row["kind"],
        body=row["organisation"] or "",
        amount_pence=row["amount"],
        wording=row["wording"] or "",
    )


def check_figures(sheets: Sheets, targets: list[tuple[int, Row]]) -> None:
    """Percentages lie between 0 and 100, and a measured figure between the bounds of its indicator."""
    definitions = load_definitions()
    columns = {
        each.name: at
        for at, (each, _) in sheets.columns("Targets", sheets.rows.get("Targets", [[]])[0]).items()
        if each
    }
    for at, row in targets:
        definition = definitions.get(row["indicator"] or "")
        if row["indicator"] and definition is None:
            sheets.faults.add(
                "Targets", columns["indicator"], at, f"{row['indicator']} is no indicator that is kept here."
            )
        is_percent = row["unit"] == "percent" or (definition is not None and definition.unit == "percent")
        figures = [(column, value) for column, _, value in row["years"]] + [
            (columns.get("baseline", 0), row["baseline"])
        ]
        for column, value in figures:
            if value is not None and is_percent and not 0 <= value <= 100:
                beyond = "above 100" if value > 100 else "below 0"
                sheets.faults.add(
                    "Targets",
                    column,
                    at,
                    f"{value:g} is {beyond}; a percentage is expected. Write one from 0 to 100.",
                )


def check_references(sheets: Sheets, tables: dict[str, list[tuple[int, Row]]]) -> None:
    """What a row names stands on the sheet that it names it from."""
    blocks = {row["block"] for _, row in tables["Blocks"]}
    targets = {row["reference"] for _, row in tables["Targets"]}
    for sheet in ("Priorities", "Targets", "Contributions"):
        column = at_column(sheets, sheet, "block")
        for at, row in tables[sheet]:
            if row["block"] and row["block"] not in blocks:
                sheets.faults.add(
                    sheet,
                    column,
                    at,
                    f"{row['block']} is no block of the sheet Blocks. Add it there, or mend it.",
                )
    column = at_column(sheets, "Related", "reference")
    for at, row in tables["Related"]:
        if row["reference"] and row["reference"] not in targets:
            sheets.faults.add(
                "Related", column, at, f"{row['reference']} is no target of the sheet Targets. Mend it."
            )


def at_column(sheets: Sheets, sheet: str, name: str) -> int:
    header = (sheets.rows.get(sheet) or [[]])[0]
    return next((at for at, each in enumerate(header) if cells.text(each).lower() == name), 0)
