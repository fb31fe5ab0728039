"""Marks that stand for or beside a value, as the Government Statistical Service writes them."""

import re
from dataclasses import dataclass

PRESENCE = {
    "x": "missing", "missing": "missing", "not available": "missing", "w": "missing",
    "c": "suppressed", "suppressed": "suppressed", "confidential": "suppressed",
    "z": "not_applicable", "not applicable": "not_applicable",
    "pending": "pending",
}  # fmt: skip
FINALITY = {
    "p": "provisional",
    "provisional": "provisional",
    "r": "revised",
    "revised": "revised",
    "final": "final",
}
REMARKS = {"u": "Unreliable", "unreliable": "Unreliable", "e": "Estimated", "b": "Break in the series"}
LONGEST_MARK = 3
KNOWN = (
    "[x] not available, [c] suppressed, [z] not applicable, [p] provisional, [r] revised, [u] unreliable,"
    " [e] estimated, [b] break in the series, or the word pending"
)


@dataclass(frozen=True)
class Mark:
    """What a status cell says. `text` is a note that is no mark; `wrong` the part that is not known."""

    presence: str | None = None
    finality: str = "final"
    unreliable: bool = False
    remark: str | None = None
    text: str | None = None
    wrong: str | None = None
    clash: str | None = None


def read_mark(cell: str) -> Mark:
    """A status cell: one mark, several, or longer text that is taken as a note."""
    bare = cell.strip().strip("[]").strip().casefold()
    parts = [bare] if bare in PRESENCE or bare in FINALITY else _parts(cell)
    unknown = [part for part in parts if part not in PRESENCE | FINALITY | REMARKS]
    if unknown:
        is_short = len(bare) <= LONGEST_MARK or "[" in cell
        return Mark(wrong=cell.strip()) if is_short else Mark(text=cell.strip())
    absent = {PRESENCE[part] for part in parts if part in PRESENCE}
    if len(absent) > 1:
        return Mark(clash=" and ".join(sorted(part for part in parts if part in PRESENCE)))
    return Mark(
        presence=next(iter(absent), None),
        finality=next((FINALITY[part] for part in parts if part in FINALITY), "final"),
        unreliable="u" in parts or "unreliable" in parts,
        remark="; ".join(REMARKS[part] for part in parts if part in REMARKS) or None,
    )


def _parts(cell: str) -> list[str]:
    return [part for part in re.split(r"[\[\]\s,;/]+", cell.strip().casefold()) if part]
