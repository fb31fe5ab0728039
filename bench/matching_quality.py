"""How rightly suppliers are matched, on suppliers of the NHS whose charity people have found and audited.

That file holds only suppliers that are charities, so a matcher that matched everything would look right. Hence:
one charity in three is taken out of the register, and any automatic match of a supplier that is such a charity
counts as false; three rounds take each third out once, so that every supplier is asked twice with its charity in the
register and once without. And the register is filled up with bodies that are none of theirs: charities of all four countries
of the United Kingdom, companies, NHS bodies, and suppliers of public contracts that have an identifier.
A decoy with the same name as an audited charity or supplier, or known to be the same body, is left out, since it
could not be told from the right answer.

The threshold is chosen on one half of the suppliers; everything is reported on the other.
"""

from __future__ import annotations

import csv
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from placepact.organisations.names import normalise
from placepact.spending.matching.matcher import Register, Supplier, match
from placepact.spending.matching.verdicts import AUTOMATIC_FROM, How

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
THIRD_SECTOR = SHARED / "05_third_sector"
THRESHOLDS = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
WANTED_PRECISION = 0.98
ROUNDS = 3
SURE = {How.IDENTIFIER, How.EXACT, How.CORE}


@dataclass(frozen=True)
class Audited:
    """A supplier and the charity that it is."""

    written: str
    charity: str

    @property
    def round(self) -> int:
        """In which round the charity is kept out of the register; the same for all suppliers that are it."""
        return zlib.crc32(self.charity.encode()) % ROUNDS

    @property
    def chooses(self) -> bool:
        """Whether it is of the half on which the threshold is chosen."""
        return zlib.crc32(self.written.encode()) % 2 == 0


@dataclass(frozen=True)
class Measured:
    """Counts of one half at one threshold; exact matches (by number or one spelling) apart from likeness."""

    threshold: float
    suppliers: int
    exact_right: int
    exact_wrong: int
    alike_right: int
    alike_wrong: int
    in_top_three: int

    @property
    def precision(self) -> float:
        """Of matches by likeness alone; 1 where there is none."""
        return self.alike_right / max(1, self.alike_right + self.alike_wrong) if self.alike else 1.0

    @property
    def alike(self) -> int:
        return self.alike_right + self.alike_wrong

    @property
    def precision_of_all(self) -> float:
        right = self.exact_right + self.alike_right
        return right / max(1, right + self.exact_wrong + self.alike_wrong)

    @property
    def recall(self) -> float:
        return (self.exact_right + self.alike_right) / self.suppliers

    @property
    def top_three(self) -> float:
        return self.in_top_three / self.suppliers


def audited() -> tuple[list[Audited], list[tuple[str, str]]]:
    """The suppliers, and the names of their charities by identifier."""
    suppliers, names = [], {}
    for row in rows(THIRD_SECTOR / "nhsspend_supplier_charity_final.csv"):
        number = row["CharityRegNo"].removesuffix(".0")
        if number:
            suppliers.append(Audited(row["query_string_n"].strip(), f"GB-CHC-{number}"))
            names[f"GB-CHC-{number}", row["CharityName"].strip()] = None
    return suppliers, list(names)


def decoys(suppliers: Sequence[Audited], right: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Bodies that are none of the suppliers', by identifier, each once."""
    links = list(rows(THIRD_SECTOR / "charitylookups_charity-company-numbers.csv"))
    theirs = {identifier for identifier, _ in right}
    theirs |= {row["org_id_b"] for row in links if row["org_id_a"] in theirs}
    cores = {normalise(name).core for _, name in right} | {normalise(each.written).core for each in suppliers}
    found = {}
    for identifier, name in other_names(links):
        if name and identifier not in theirs and normalise(name).core not in cores:
            found.setdefault(identifier, name)
    return list(found.items())


def other_names(links: Sequence[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """Identifiers and names from every other list there is."""
    for row in links:
        yield row["org_id_a"], row["org_name"].strip()
    for row in rows(THIRD_SECTOR / "charitylookups_charity-names.csv"):
        yield row["org_id"], (row["alternative_name"] or "").strip()
    for path in sorted((SHARED / "02_spend" / "greater_manchester").glob("nwod*.csv")):
        for row in rows(path):
            if row["company_number"].strip():
                yield f"GB-COH-{row['company_number'].strip()}", row["company_name"].strip()
    for name, column in (
        ("nhsspend_ccg_table_cc.csv", "ccg19nm"),
        ("nhsspend_trust_table_cc.csv", "trust name"),
    ):
        for row in rows(THIRD_SECTOR / name):
            yield f"{column} {row['NHS Abrev']}", row[column]
    yield from contract_parties()


def contract_parties() -> Iterator[tuple[str, str]]:
    """Bodies in notices of public contracts, where the notice gives their company number."""
    for path in sorted((THIRD_SECTOR / "ocds_contracts_finder").glob("*.json")):
        for release in json.loads(path.read_text(encoding="utf-8"))["releases"]:
            for party in release.get("parties", ()):
                identifier = party.get("identifier") or {}
                if identifier.get("scheme") and identifier.get("id"):
                    yield f"{identifier['scheme']}-{identifier['id']}", party["name"].strip()


def rows(path: Path) -> Iterator[dict[str, str]]:
    """A CSV's rows by their headers."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Trial:
    """One round: the audited suppliers matched to the register with decoys, without a third of their charities."""

    def __init__(self, without: int) -> None:
        self.without = without
        self.suppliers, right = audited()
        held = {each.charity for each in self.suppliers if each.round == without}
        listed = [each for each in right if each[0] not in held] + decoys(self.suppliers, right)
        self.ids = {name: number for number, name in enumerate(dict.fromkeys(each[0] for each in listed))}
        self.register = Register([(self.ids[identifier], name) for identifier, name in listed])
        asked = [Supplier(each.written) for each in self.suppliers]
        self.verdicts = match(asked, self.register, from_likeness=0.0)

    def measure(self, threshold: float, *, half: str) -> Measured:
        """Counts of one half, "choosing" or "reporting", where likenesses below the threshold wait."""
        chosen = [
            (verdict, self.ids.get(each.charity))
            for each, verdict in zip(self.suppliers, self.verdicts, strict=True)
            if each.chooses is (half == "choosing")
        ]
        exact = [verdict.entry == right for verdict, right in chosen if verdict.how in SURE]
        alike = [
            verdict.entry == right
            for verdict, right in chosen
            if verdict.how is How.LIKENESS and verdict.likeness >= threshold
        ]
        found = [any(each.entry == right for each in verdict.candidates) for verdict, right in chosen]
        present = sum(right is not None for _, right in chosen)
        return Measured(
            threshold, present, sum(exact), exact.count(False), sum(alike), alike.count(False), sum(found)
        )


def curve(trials: Sequence[Trial], *, half: str) -> list[Measured]:
    """One half by threshold, the rounds added up."""
    return [
        added(threshold, [trial.measure(threshold, half=half) for trial in trials])
        for threshold in THRESHOLDS
    ]


def added(threshold: float, rounds: Sequence[Measured]) -> Measured:
    """The counts of several rounds together."""
    columns = zip(*(astuple(each)[1:] for each in rounds), strict=True)
    return Measured(threshold, *map(sum, columns))


def chosen_threshold(measured: Sequence[Measured]) -> float:
    """The lowest threshold from which on matches by likeness are right often enough."""
    best = THRESHOLDS[-1]
    for each in reversed(measured):
        if each.precision < WANTED_PRECISION:
            break
        best = each.threshold
    return best


def main() -> None:
    """Print the curve of both halves."""
    trials = [Trial(without) for without in range(ROUNDS)]
    first = trials[0]
    print(
        f"{len(first.suppliers):,} audited suppliers in {ROUNDS} rounds, each with a third of their charities out of"
    )
    print(f"the register, which then holds {len(first.register.names):,} names of {len(first.ids):,} bodies.")
    for half in ("choosing", "reporting"):
        measured = curve(trials, half=half)
        print(
            f"\nThe {half} half: {measured[0].suppliers:,} times a supplier whose charity is in the register"
        )
        print(
            "threshold | exact right wrong | alike right wrong precision | precision of all | recall | in top three"
        )
        for each in measured:
            print(
                f"{each.threshold:9.2f} | {each.exact_right:11} {each.exact_wrong:5} | {each.alike_right:11} "
                f"{each.alike_wrong:5} {each.precision:9.3f} | {each.precision_of_all:16.3f} | {each.recall:6.3f} "
                f"| {each.top_three:12.3f}"
            )
        if half == "choosing":
            print(f"chosen: {chosen_threshold(measured)}; the method uses {AUTOMATIC_FROM}")


if __name__ == "__main__":
    main()
