"""What each distinct text of a delivered file means, found once a text and joined to the rows by SQL."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from placepact.indicators.delivery import units
from placepact.indicators.delivery.marks import KNOWN, Mark, read_mark
from placepact.indicators.delivery.periods import read_period
from placepact.indicators.delivery.shape import Shape
from placepact.indicators.delivery.vocabulary import Area, Indicator, Vocabulary, fold
from placepact.returns.reading import normalise
from placepact.returns.reading.rows import INVISIBLE

Text = str | None


class Finding(NamedTuple):
    """What is wrong with one cell: the tidy name of its column, the cell, a code and a sentence."""

    column: str
    value: str
    code: str
    message: str


@dataclass
class Meanings:
    """Findings by the raw texts in which they were found, and the tables that SQL joins."""

    vocabulary: Vocabulary
    shape: Shape
    areas: dict[tuple[Text, Text], list[Finding]] = field(default_factory=dict)
    indicators: dict[tuple[Text, Text, Text], list[Finding]] = field(default_factory=dict)
    periods: dict[Text, list[Finding]] = field(default_factory=dict)
    marks: dict[Text, list[Finding]] = field(default_factory=dict)

    def area_words(self, pairs: Iterable[tuple[Text, Text]]) -> pa.Table:
        """One row for each distinct pair of area code and area name."""
        return _table(AREA_WORDS, (self._area_row(areacd, areanm) for areacd, areanm in pairs))

    def _area_row(self, areacd: Text, areanm: Text) -> tuple[Any, ...]:
        code, name = trimmed(areacd), trimmed(areanm)
        area = self.vocabulary.area_of_code.get(code.upper())
        found = list(self._area_findings(code, name, area))
        self.areas[areacd, areanm] = found
        number = _number(self._area_numbers, area.code) if area else None
        differs = bool(area and name and fold(name) != fold(area.name))
        return (
            areacd, areanm, number, area and area.id, area and area.code, area and area.valid_to,
            bool(found), not code, self._is_header("areacd", code), differs,
        )  # fmt: skip

    _area_numbers: dict[str, int] = field(default_factory=dict)

    def _area_findings(self, code: str, name: str, area: Area | None) -> Iterator[Finding]:
        if area is None:
            yield Finding("areacd", code, *self._unknown_area(code, name))
            return
        others = self.vocabulary.codes_of_name.get(fold(name), []) if name else []
        if others and area.code not in others:
            yield Finding(
                "areanm", name, "area_name_of_another",
                f"{name} is {' or '.join(others)}, but the row says {area.code}, which is {area.name}. Correct the"
                " code or the name.",
            )  # fmt: skip

    def _unknown_area(self, code: str, name: str) -> tuple[str, str]:
        named = self.vocabulary.codes_named(name, like=code)
        if not code:
            hint = f" The code of {name} is {' or '.join(named)}." if named else ""
            return (
                "area_missing",
                f"the area code is empty.{hint} Write the nine-character code, such as E08000003.",
            )
        codes = self.vocabulary.codes_named(code)
        if codes:
            return "area_is_a_name", f"{code} is a name, not a code. Write {' or '.join(codes)}."
        if named:
            return (
                "area_unknown",
                f"{code} is not an area we know. The code of {name} is {' or '.join(named)}.",
            )
        near = self.vocabulary.nearest_area(code, name)
        hint = f" The nearest is {near.code}, {near.name}." if near else ""
        return (
            "area_unknown",
            f"{code} is not an area we know.{hint} Correct the code, or ask for the area to be added.",
        )

    def indicator_words(self, triples: Iterable[tuple[Text, Text, Text]]) -> pa.Table:
        """One row for each distinct triple of indicator, measure and unit."""
        return _table(INDICATOR_WORDS, (self._indicator_row(*triple) for triple in triples))

    def _indicator_row(self, text: Text, measure: Text, unit: Text) -> tuple[Any, ...]:
        name = trimmed(text)
        indicator = self.vocabulary.indicator_of_name.get(fold(name))
        found = list(self._indicator_findings(name, trimmed(measure), trimmed(unit), indicator))
        self.indicators[text, measure, unit] = found
        scale = units.SCALES.get(units.canonical(indicator.unit)) if indicator else None
        number = _number(self._indicator_numbers, indicator.slug) if indicator else None
        return (
            text, measure, unit, number, indicator and indicator.id, indicator and indicator.slug,
            indicator and indicator.lower_bound, indicator and indicator.upper_bound, scale,
            list(indicator.lengths) if indicator and indicator.lengths else None,
            bool(found), not name, self._is_header("indicator", name),
        )  # fmt: skip

    _indicator_numbers: dict[str, int] = field(default_factory=dict)

    def _indicator_findings(
        self, name: str, measure: str, unit: str, indicator: Indicator | None
    ) -> Iterator[Finding]:
        if indicator is None:
            yield Finding("indicator", name, *self._unknown_indicator(name))
        elif units.differ(indicator.unit, unit, measure):
            yield Finding(
                "unit" if unit else "measure", unit or measure, "unit_differs",
                f"the unit is “{unit or measure}”, but {indicator.published_as} is kept in “{indicator.unit}”."
                " Convert the values, or deliver them as another indicator.",
            )  # fmt: skip

    def _unknown_indicator(self, name: str) -> tuple[str, str]:
        if not name:
            return "indicator_missing", "the indicator is empty. Write its published name or its short name."
        near = self.vocabulary.nearest_indicator(name)
        hint = f" Is “{near.published_as}” meant?" if near else " Its definition has to be added first."
        return (
            "indicator_unknown",
            f"“{name}” is not an indicator we know.{hint} Write the name as the list has it.",
        )

    def period_words(self, texts: Iterable[tuple[Text]]) -> pa.Table:
        """One row for each distinct period."""
        return _table(PERIOD_WORDS, (self._period_row(text) for (text,) in texts))

    def _period_row(self, cell: Text) -> tuple[Any, ...]:
        text = trimmed(cell)
        if not text:
            example = "the period is empty. Write its first day and length, such as 2024-04-01/P1Y."
            self.periods[cell] = [Finding("period", "", "period_missing", example)]
            return cell, None, None, None, True, True, False
        period = read_period(text, today=self.vocabulary.today)
        self.periods[cell] = (
            [Finding("period", text, period.code, period.message or "")] if period.code else []
        )
        number = None if period.code else _number(self._period_numbers, (period.start, period.length))
        return (
            cell,
            number,
            period.start,
            period.length,
            bool(period.code),
            False,
            self._is_header("period", text),
        )

    _period_numbers: dict[tuple[date | None, str], int] = field(default_factory=dict)

    def mark_words(self, texts: Iterable[tuple[Text]]) -> pa.Table:
        """One row for each distinct status, together with a mark that stands in the value's cell."""
        return _table(MARK_WORDS, (self._mark_row(text) for (text,) in texts))

    def _mark_row(self, cell: Text) -> tuple[Any, ...]:
        mark = read_mark(trimmed(cell)) if trimmed(cell) else Mark()
        self.marks[cell] = list(_mark_findings(mark))
        return (
            cell, mark.presence, mark.finality, mark.unreliable, mark.remark, mark.text,
            bool(mark.wrong or mark.clash),
        )  # fmt: skip

    def breakdown_words(self, texts: Iterable[tuple[Text]]) -> pa.Table:
        """One row for each distinct breakdown, which is free text; empty where there is none."""
        numbers: dict[str, int] = {}
        return _table(BREAKDOWN_WORDS, ((t, _number(numbers, trimmed(t)), trimmed(t)) for (t,) in texts))

    def _is_header(self, column: str, text: str) -> bool:
        return normalise(text) == normalise(self.shape.named(column))


def trimmed(cell: Text) -> str:
    """A cell without the spaces and marks around it that nobody sees."""
    return cell.strip(INVISIBLE) if cell else ""


def _mark_findings(mark: Mark) -> Iterator[Finding]:
    if mark.wrong:
        message = (
            f"“{mark.wrong}” is not a mark we know. Use {KNOWN}; write anything longer in the notes column."
        )
        yield Finding("status", mark.wrong, "mark_unknown", message)
    if mark.clash:
        message = f"the marks {mark.clash} give two reasons why there is no value. Keep one of them."
        yield Finding("status", mark.clash, "marks_clash", message)


def _number(numbers: dict[Any, int], key: Any) -> int:
    return numbers.setdefault(key, len(numbers))


def _table(schema: pa.Schema, rows: Iterable[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [() for _ in schema]
    arrays = [pa.array(column, kind.type) for column, kind in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


_TEXT, _INT, _FLAG, _REAL = pa.string(), pa.int64(), pa.bool_(), pa.float64()
AREA_WORDS = pa.schema(
    [
        ("areacd", _TEXT),
        ("areanm", _TEXT),
        ("area_no", _INT),
        ("area_id", _INT),
        ("area_code", _TEXT),
        ("ends", pa.date32()),
        ("area_bad", _FLAG),
        ("area_empty", _FLAG),
        ("area_head", _FLAG),
        ("renamed", _FLAG),
    ]
)
INDICATOR_WORDS = pa.schema(
    [
        ("indicator", _TEXT),
        ("measure", _TEXT),
        ("unit", _TEXT),
        ("indicator_no", _INT),
        ("indicator_id", _INT),
        ("slug", _TEXT),
        ("lower_bound", _REAL),
        ("upper_bound", _REAL),
        ("scale", _REAL),
        ("lengths", pa.list_(_TEXT)),
        ("indicator_bad", _FLAG),
        ("indicator_empty", _FLAG),
        ("indicator_head", _FLAG),
    ]
)
PERIOD_WORDS = pa.schema(
    [
        ("period", _TEXT),
        ("period_no", _INT),
        ("start", pa.date32()),
        ("length", _TEXT),
        ("period_bad", _FLAG),
        ("period_empty", _FLAG),
        ("period_head", _FLAG),
    ]
)
MARK_WORDS = pa.schema(
    [
        ("status", _TEXT),
        ("absence", _TEXT),
        ("finality", _TEXT),
        ("unreliable", _FLAG),
        ("remark", _TEXT),
        ("mark_text", _TEXT),
        ("mark_bad", _FLAG),
    ]
)
BREAKDOWN_WORDS = pa.schema([("breakdown", _TEXT), ("breakdown_no", _INT), ("for_whom", _TEXT)])
