"""Which column of a file is what: from the reviewed words, what the cells hold, and what a person decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from placepact.returns.reading import Source
from placepact.returns.reading.rows import INVISIBLE
from placepact.spending.delivery.profile import ReadingProfile, WrongProfile
from placepact.spending.delivery.words import AMOUNTS, OUR_COLUMNS, TEXTS, Role, fold, words


@dataclass(frozen=True)
class Columns:
    """Positions by role, the labels of all columns, and roles for which several columns stand equally.

    `basis` is what the amount's header says of VAT. `has_card_columns` where only card payments have such.
    """

    position: dict[str, int]
    labels: tuple[str, ...]
    basis: str
    has_card_columns: bool
    contested: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def label(self, role: str) -> str:
        """The column's name as the file writes it; empty where it has none."""
        return self.labels[self.position[role]] if role in self.position else ""


def labels_of(names: Sequence[str]) -> tuple[str, ...]:
    """One label for each column: its name, with a number from the second of one name on."""
    seen: dict[str, int] = {}
    labels = []
    for number, name in enumerate(names, 1):
        seen[name] = seen.get(name, 0) + 1
        label = name if seen[name] == 1 else f"{name} ({seen[name]})"
        labels.append(label if name else f"column {number}")
    return tuple(labels)


def find_columns(source: Source, remembered: ReadingProfile | None) -> Columns:
    """The columns of a file; WrongProfile where a person named one that the file has not."""
    labels = labels_of(source.header.names)
    filled = _filled(source)
    roles = words().roles
    ours = (
        set(range(len(OUR_COLUMNS))) if tuple(map(fold, labels[: len(OUR_COLUMNS)])) == OUR_COLUMNS else set()
    )
    position, contested = _decided(labels, remembered), dict[str, tuple[int, ...]]()
    answered = remembered.columns if remembered else {}
    for role in ("paid_on", "supplier", *AMOUNTS, "vat", *TEXTS):
        if role in position or (role in AMOUNTS and ("amount" in position or "amount" in contested)):
            continue
        if answered.get(role) == "" and remembered and role in remembered.answered:
            continue
        found = _best(roles[role], source.header.names, filled, ours | set(position.values()))
        target = "amount" if role in AMOUNTS else role
        if len(found) > 1 and target in ("paid_on", "amount", "supplier"):
            contested[target] = found
        elif found:
            position[target] = found[0]
    header = {fold(name) for name in source.header.names}
    return Columns(
        position=position,
        labels=labels,
        basis=_basis(source.header.names, position.get("amount")),
        has_card_columns=bool(header & set(roles["card"].names)),
        contested=contested,
    )


def _filled(source: Source) -> set[int]:
    """The columns with anything in them, among the first rows; all where there are no rows."""
    filled = {
        number
        for record in source.sample
        for number, cell in enumerate(record.cells)
        if cell.strip(INVISIBLE)
    }
    return filled or set(range(len(source.header.names)))


def _decided(labels: tuple[str, ...], remembered: ReadingProfile | None) -> dict[str, int]:
    """Columns by the names of a profile; one that only is remembered may be missing this month."""
    position = {}
    for role, label in remembered.columns.items() if remembered else ():
        if label in labels:
            position[role] = labels.index(label)
        elif folded := [number for number, name in enumerate(labels) if label and fold(name) == fold(label)]:
            position[role] = folded[0]
        elif label and remembered and role in remembered.answered:
            raise WrongProfile(
                f"The file has no column “{label}” for {role}. Its columns are: {', '.join(labels)}."
            )
    return position


def _best(role: Role, names: Sequence[str], filled: set[int], taken: set[int]) -> tuple[int, ...]:
    """The columns with the best name of a role that have something in them, else the best without."""
    ranks = {name: rank for rank, name in reversed(list(enumerate(role.names)))}
    found = [
        (number not in filled, ranks[fold(name)], number)
        for number, name in enumerate(names)
        if fold(name) in ranks and number not in taken
    ]
    if not found:
        return ()
    first = min(found)[:2]
    return tuple(number for *rank, number in sorted(found) if tuple(rank) == first)


def _basis(names: Sequence[str], position: int | None) -> str:
    if position is None:
        return "unknown"
    folded = fold(names[position])
    return next((basis for role, basis in AMOUNTS.items() if folded in words().roles[role].names), "unknown")
