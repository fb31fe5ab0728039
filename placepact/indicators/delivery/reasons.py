"""The reasons for which a row is refused: when, as SQL over one row, and what is said of it.

The order is that of the bits in a row's mask. `torn`, `crowded` and `short` rows have their cells in
the wrong columns, so nothing else is said of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from placepact.indicators.delivery.meanings import Finding, Meanings, trimmed
from placepact.indicators.delivery.numerals import why_not_a_number
from placepact.indicators.delivery.periods import in_words, of_length
from placepact.indicators.delivery.vocabulary import fold

Row = dict[str, Any]
Says = Callable[[Row, Meanings], Iterator[Finding]]


@dataclass(frozen=True)
class Reason:
    """`when` may name the columns of `weighed` (see question.py); null counts as no."""

    when: str
    says: Says


def shown(number: float) -> str:
    """A number without needless decimals."""
    return f"{number:.10g}"


def _one(column: str, code: str, sentence: Callable[[Row], str]) -> Says:
    def says(row: Row, _: Meanings) -> Iterator[Finding]:
        yield Finding(column, trimmed(row.get(f"{column}_text")), code, sentence(row))

    return says


def _not_a_number(column: str) -> Says:
    def says(row: Row, _: Meanings) -> Iterator[Finding]:
        text = trimmed(row[f"{column}_text"])
        code, message = why_not_a_number(text)
        yield Finding(column, text, code, message)

    return says


def _span(row: Row) -> str:
    if row["lines"] == 1:
        return ""
    last = row["line"] + row["lines"] - 1
    return f" The row runs to line {last}: a quotation mark may be missing before a comma."


def _ratio(row: Row) -> str:
    expected = row["scale"] * row["num"] / row["den"]
    return (
        f"the value {shown(row['value'])} is not {shown(row['num'])} / {shown(row['den'])} × {shown(row['scale'])}"
        f" = {expected:.4f}. Correct whichever is wrong, or leave numerator and denominator out."
    )


def _ended(row: Row, meanings: Meanings) -> Iterator[Finding]:
    area = meanings.vocabulary.area_of_code[row["area_code"]]
    names = [meanings.vocabulary.area_of_code.get(code) for code in area.successors]
    heirs = " or ".join(f"{heir.code}, {heir.name}" for heir in names if heir) or " or ".join(area.successors)
    remedy = f"Use its successor {heirs}." if heirs else "Use the code that was in force then."
    message = f"{area.code} ({area.name}) ended on {area.valid_to}, before the period starts on {row['start']}. {remedy}"
    yield Finding("areacd", area.code, "area_ended", message)


def _another_length(row: Row, meanings: Meanings) -> Iterator[Finding]:
    indicator = meanings.vocabulary.indicator_of_name[fold(trimmed(row["indicator_text"]))]
    has = " or ".join(in_words(length) for length in indicator.lengths)
    instead = " or ".join(of_length(row["start"], length) for length in indicator.lengths)
    message = (
        f"{of_length(row['start'], row['length'])} is {in_words(row['length'])}; {indicator.published_as} has"
        f" figures for {has}: write {instead}."
    )
    yield Finding("period", trimmed(row["period_text"]), "period_of_another_length", message)


STRUCTURE = (
    Reason(
        "torn is not null",
        _one(
            "", "lost_quote",
            lambda row: "a quotation mark opens a cell and is never closed, or stands where none may. Close it, or"
            " write it twice inside a cell that is in quotation marks. The rows below were read.",
        ),
    ),
    Reason(
        "torn is null and width > {width}",
        _one(
            "", "too_many_cells",
            lambda row: f"the row has {row['width']} cells, the header {row['columns']}. Put a cell that holds a"
            f" comma in quotation marks, or take out what is too much ({(row['extra'] or '')[:40]}).{_span(row)}",
        ),
    ),
    Reason(
        # A row on one line has none; the case keeps the search away from whole files.
        "case when lines > 1 and torn is null and width = {width} then {line_breaks} end",
        _one(
            "",
            "line_break_in_cell",
            lambda row: f"one cell runs from this line to line {row['line'] + row['lines'] - 1}. Close the quotation"
            " mark that was left open, or take the line break out; only notes may have one.",
        ),
    ),
    Reason(
        "torn is null and width < {width}",
        _one(
            "", "too_few_cells",
            lambda row: f"the row has only {row['width']} of {row['columns']} cells. Add the missing commas, so that"
            f" each cell stands under its name.{_span(row)}",
        ),
    ),
)  # fmt: skip

CONTENT = (
    Reason("area_bad", lambda row, m: iter(m.areas[row["areacd_text"], row["areanm_text"]])),
    Reason(
        "indicator_bad",
        lambda row, m: iter(m.indicators[row["indicator_text"], row["measure_text"], row["unit_text"]]),
    ),
    Reason("period_bad", lambda row, m: iter(m.periods[row["period_text"]])),
    Reason("mark_bad", lambda row, m: iter(m.marks[row["status_text"]])),
    Reason('"start" > ends', _ended),
    Reason("not period_bad and not list_contains(lengths, length)", _another_length),
    Reason("value is null and not value_empty", _not_a_number("observation")),
    Reason("lo is null and not lo_empty", _not_a_number("lci_95")),
    Reason("hi is null and not hi_empty", _not_a_number("uci_95")),
    Reason("num is null and not num_empty", _not_a_number("numerator")),
    Reason("den is null and not den_empty", _not_a_number("denominator")),
    Reason(
        "value_empty and absence is null and not unreliable and not mark_bad and mark_text is null",
        _one(
            "observation", "value_missing",
            lambda row: "there is no value and no mark that says why. Write the value, or put [x] not available, [c]"
            " suppressed or [z] not applicable in the status column. Zero is written 0.",
        ),
    ),
    Reason(
        "value_empty and mark_text is not null",
        _one(
            "status", "note_without_value",
            lambda row: f"there is no value, and “{row['mark_text']}” is no mark that says why. Put [x], [c] or [z]"
            " in the status column and the words in notes.",
        ),
    ),
    Reason(
        "value is not null and absence is not null",
        _one(
            "observation", "value_beside_absence",
            lambda row: f"the value {shown(row['value'])} stands beside the mark “{trimmed(row['status_text'])}”,"
            f" which says that it is {row['absence'].replace('_', ' ')}. Take out one of the two.",
        ),
    ),
    Reason(
        "value < lower_bound",
        _one(
            "observation", "value_too_low",
            lambda row: f"{shown(row['value'])} is below {shown(row['lower_bound'])}, the least that"
            f" {row['slug']} can be. Check the value and its unit.",
        ),
    ),
    Reason(
        "value > upper_bound",
        _one(
            "observation", "value_too_high",
            lambda row: f"{shown(row['value'])} is above {shown(row['upper_bound'])}, the most that"
            f" {row['slug']} can be{'; a percentage is expected' if row['scale'] == 100 else ''}."
            " Check the value and its unit.",
        ),
    ),
    Reason(
        "lo_empty and not hi_empty and not value_empty",
        _one(
            "lci_95", "one_limit",
            lambda row: f"there is an upper limit ({trimmed(row['uci_95_text'])}) and no lower one. Give both limits or"
            " neither.",
        ),
    ),
    Reason(
        "hi_empty and not lo_empty and not value_empty",
        _one(
            "uci_95", "one_limit",
            lambda row: f"there is a lower limit ({trimmed(row['lci_95_text'])}) and no upper one. Give both limits or"
            " neither.",
        ),
    ),
    Reason(
        "lo > hi",
        _one(
            "lci_95", "limits_swapped",
            lambda row: f"the lower limit {shown(row['lo'])} is above the upper limit {shown(row['hi'])}. Swap them.",
        ),
    ),
    Reason(
        "case when lo <= hi and (value < lo or value > hi)"
        " then value < lo - {lo_step} - {value_step} or value > hi + {hi_step} + {value_step} end",
        _one(
            "observation", "value_outside_limits",
            lambda row: f"the value {shown(row['value'])} lies outside its limits {shown(row['lo'])} to"
            f" {shown(row['hi'])}. Check all three.",
        ),
    ),
    Reason(
        "value_empty and not (lo_empty and hi_empty)",
        _one(
            "lci_95", "limits_without_value",
            lambda row: "there are limits and no value. Write the value or take out the limits.",
        ),
    ),
    Reason(
        "den <= 0",
        _one(
            "denominator", "denominator_not_positive",
            lambda row: f"the denominator is {shown(row['den'])}, and nothing can be divided by it. If nobody was"
            " counted, leave the value empty and put [z] in the status column.",
        ),
    ),
    Reason(
        "num < 0",
        _one(
            "numerator", "numerator_negative",
            lambda row: f"the numerator is {shown(row['num'])}; a count cannot be below zero. Correct it.",
        ),
    ),
    Reason(
        "scale = 100 and den > 0 and num > den",
        _one(
            "numerator", "numerator_above_denominator",
            lambda row: f"the numerator {shown(row['num'])} is above the denominator {shown(row['den'])}, but this is"
            " a percentage. Check whether the two are swapped.",
        ),
    ),
    Reason(
        "case when den > 0 and num >= 0 and not (scale = 100 and num > den)"
        " then abs(value - scale * num / den) > {value_step} * 1.000001 + 1e-9 * abs(value) end",
        _one("observation", "value_not_the_ratio", _ratio),
    ),
)  # fmt: skip
REASONS = STRUCTURE + CONTENT


def findings(row: Row, meanings: Meanings) -> list[Finding]:
    """All that the mask of a row says."""
    found, mask = list[Finding](), row["mask"]
    while mask:
        found += REASONS[(mask & -mask).bit_length() - 1].says(row, meanings)
        mask &= mask - 1
    return found
