"""The tidy shape: which columns there are, by what names they are known, and which must be there."""

from collections import Counter
from dataclasses import dataclass

from placepact.returns.reading import HeaderWords, UnreadableFile, normalise

REQUIRED = ("areacd", "indicator", "period", "observation")
OPTIONAL = (
    "areanm", "geography", "measure", "unit", "lci_95", "uci_95", "status", "notes",
    "numerator", "denominator", "breakdown",
)  # fmt: skip
NAMES = {
    "areacd": ("areacd", "area_code", "areacode", "area_cd", "gss_code", "ons_code", "la_code"),
    "areanm": ("areanm", "area_name", "areaname", "area_nm"),
    "geography": ("geography", "area_type"),
    "indicator": ("indicator", "indicator_name"),
    "period": ("period", "time_period"),
    "observation": ("observation", "value", "obs_value"),
    "measure": ("measure",),
    "unit": ("unit", "units", "unit_of_measure"),
    "lci_95": ("lci_95", "lower_95", "lower_ci_95", "lower_ci_95.0_limit", "lower_limit"),
    "uci_95": ("uci_95", "upper_95", "upper_ci_95", "upper_ci_95.0_limit", "upper_limit"),
    "status": ("status", "obs_status", "mark"),
    "notes": ("notes", "note"),
    "numerator": ("numerator", "count"),
    "denominator": ("denominator",),
    "breakdown": ("breakdown",),
}
OUR_COLUMNS = ("file", "line", "column", "value", "reason")
"""What a file of refused rows has in front of the sender's own columns; read past when it is delivered again."""
COLUMN_OF = {name: column for column, names in NAMES.items() for name in names}
HEADER_WORDS = HeaderWords(frozenset(COLUMN_OF), enough=2, examples=REQUIRED)


class WrongShape(UnreadableFile):
    """The header lacks a column that every row needs, or has one twice."""


@dataclass(frozen=True)
class Shape:
    """Where each known column stands in `raw`, under which name, and what else the file has."""

    position: dict[str, int]
    written: dict[str, str]
    not_used: tuple[str, ...]
    width: int

    def named(self, column: str) -> str:
        """The column's name as the file writes it."""
        return self.written.get(column, column)


def recognise(names: tuple[str, ...], *, where: str) -> Shape:
    """Match a header to the tidy shape; WrongShape where a column is missing or stands twice."""
    ours = len(OUR_COLUMNS) if tuple(map(normalise, names[: len(OUR_COLUMNS)])) == OUR_COLUMNS else 0
    found = [
        (number, name, COLUMN_OF.get(normalise(name)) if number >= ours else None)
        for number, name in enumerate(names)
    ]
    known = [(number, name, column) for number, name, column in found if column]
    _refuse_doubles(known, where)
    position = {column: number for number, _, column in known}
    _refuse_missing(position, names, where)
    return Shape(
        position=position,
        written={column: name for _, name, column in known},
        not_used=tuple(
            name or f"column {number + 1} (no name)" for number, name, column in found if not column
        ),
        width=len(names),
    )


def _refuse_doubles(known: list[tuple[int, str, str]], where: str) -> None:
    for column, times in Counter(column for _, _, column in known).items():
        if times > 1:
            names = " and ".join(f"{name} (column {number + 1})" for number, name, c in known if c == column)
            raise WrongShape(
                f"{where}: {names} are both the column {column}. Keep the one that counts and rename or remove the"
                " other."
            )


def _refuse_missing(position: dict[str, int], names: tuple[str, ...], where: str) -> None:
    missing = [column for column in REQUIRED if column not in position]
    if missing:
        wanted = "; ".join(f"{column} (also taken: {', '.join(NAMES[column][1:3])})" for column in missing)
        raise WrongShape(
            f"{where}: there is no column for {wanted}. The file has: {', '.join(names)}. Add the column or rename"
            " the one that holds it."
        )
