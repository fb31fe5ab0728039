"""What became of a delivered file of payments, or would: in one sentence, in totals that balance, in questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from placepact.govuk.format import count, pounds
from placepact.spending.contents import Totals
from placepact.spending.delivery import Checked, Fault, Understanding
from placepact.spending.models import Delivery
from placepact.spending.rules.coverage import Coverage


class AnyQuestion(Protocol):
    """A question about how a file is read, or about what it does to what stands."""

    @property
    def code(self) -> str: ...
    @property
    def setting(self) -> str: ...
    @property
    def sentence(self) -> str: ...
    @property
    def how_to_answer(self) -> str: ...
    @property
    def rows(self) -> tuple[Any, ...]: ...
    @property
    def options(self) -> tuple[Any, ...]: ...


@dataclass(frozen=True, eq=False)
class Receipt:
    """A file, how it was read, what it holds, and what was done with it.

    `delivery` is None in a dry run and where the reading itself was asked about;
    `replaces` is the return of the same coverage that stands, or stood until this one.
    """

    file_name: str
    understanding: Understanding
    checked: Checked | None = None
    coverage: Coverage | None = None
    replaces: Delivery | None = None
    is_unchanged: bool = False
    questions: Sequence[AnyQuestion] = ()
    delivery: Delivery | None = None

    @property
    def is_dry_run(self) -> bool:
        return self.delivery is None

    @property
    def totals(self) -> Totals:
        return totals_of(self.checked) if self.checked else Totals()

    @property
    def reference(self) -> str | None:
        return self.delivery.reference if self.delivery else None

    @property
    def outcome(self) -> str:
        """accepted, unchanged, refused or question."""
        if self.questions:
            return "question"
        if self.is_unchanged:
            return "unchanged"
        return "accepted" if self.totals.rows_accepted else "refused"

    def sentence(self) -> str:
        """What was done, or would be, in one sentence."""
        if self.questions:
            return f"{count(len(self.questions), 'question')} must be answered first; nothing was changed."
        words = self.in_a_dry_run() if self.is_dry_run else self.once_done()
        return f"a dry run; nothing was changed. {words}" if self.is_dry_run else words

    def in_a_dry_run(self) -> str:
        if self.outcome == "refused":
            return "No row of it could be accepted."
        if self.outcome == "unchanged":
            return "Every payment in it stands already."
        assert self.coverage is not None
        place = f" in place of {self.replaces.reference}" if self.replaces else ""
        return f"Receiving it would bring {self.brought()} for {self.coverage}{place}."

    def once_done(self) -> str:
        if self.outcome == "refused":
            return "refused: no row could be accepted, and nothing was changed."
        if self.outcome == "unchanged":
            assert self.replaces is not None
            return f"every payment in it stands already, as {self.replaces.reference}; nothing was changed."
        place = f"; it replaces {self.replaces.reference}" if self.replaces else ""
        return f"accepted as {self.reference}: {self.brought()} for {self.coverage}{place}."

    def brought(self) -> str:
        return f"{count(self.totals.rows_accepted, 'payment')} of {pounds(self.totals.pence_accepted)}"

    def balance(self) -> list[str]:
        """Where every row and every penny went, as two sums that a reader can check."""
        return balance(self.totals) if self.checked else []

    def remarks(self) -> list[str]:
        """What a sender should know although it stopped nothing."""
        remarks = list((self.checked or self.understanding).warnings)
        outside = self.days_outside()
        return [*remarks, outside] if outside else remarks

    def days_outside(self) -> str:
        """That a file holds days outside what it covers, which is lawful and often a slip."""
        if not self.checked or not self.coverage or not self.checked.first_paid_on:
            return ""
        first, last = self.checked.first_paid_on, self.checked.last_paid_on
        assert last is not None
        if self.coverage.starts_on <= first and last <= self.coverage.ends_on:
            return ""
        return f"It covers {self.coverage}, and its payments are dated from {first} to {last}."

    def faults(self, limit: int | None = None) -> list[Fault]:
        """What is wrong with the refused rows, in the order of the file."""
        return self.checked.faults(limit) if self.checked else []

    def write_refused(self, path: Path) -> int:
        """Write the refused rows with file, line, column, value and reason; how many they are."""
        return self.checked.write_refused(path) if self.checked else 0

    def as_dict(self, faults: int = 1000) -> dict[str, Any]:
        """A receipt for scripts; at most so many faults."""
        return {
            "file": self.file_name,
            "return": self.reference,
            "dry_run": self.is_dry_run,
            "outcome": self.outcome,
            "sentence": self.sentence(),
            "covers": self.coverage.as_written if self.coverage else None,
            "replaces": self.replaces.reference if self.replaces and not self.is_unchanged else None,
            **self.totals.as_dict(),
            "profile": self.understanding.profile.to_dict(),
            "questions": [as_asked(each) for each in self.questions],
            "warnings": self.remarks(),
            "faults": [each._asdict() for each in self.faults(faults)],
        }


def as_asked(question: AnyQuestion) -> dict[str, Any]:
    """A question as plain values, for scripts and for a delivery that waits for its answer."""
    return {
        "code": question.code,
        "setting": question.setting,
        "question": question.sentence,
        "how_to_answer": question.how_to_answer,
        "rows": [{"line": each.line, "value": each.value} for each in question.rows],
        "options": [{"value": each.value, "words": each.words} for each in question.options],
    }


def balance(totals: Totals | Delivery) -> list[str]:
    """Rows read = accepted + refused + blank + repeated header; pence read = accepted + refused."""
    unread = totals.amounts_unread
    besides = f", besides {count(unread, 'row')} whose amount could not be read" if unread else ""
    return [
        f"{count(totals.rows_read, 'row')} read = {totals.rows_accepted:,} accepted + {totals.rows_refused:,} refused "
        f"+ {totals.rows_blank:,} blank + {totals.rows_repeated_header:,} repeated header",
        f"{pounds(totals.pence_read)} read = {pounds(totals.pence_accepted)} accepted + "
        f"{pounds(totals.pence_refused)} refused{besides}",
    ]


def totals_of(checked: Checked) -> Totals:
    """The totals of a checked file, as the record keeps them."""
    return Totals(
        rows_read=checked.records,
        rows_accepted=checked.accepted,
        rows_refused=checked.refused,
        rows_blank=checked.blank,
        rows_repeated_header=checked.repeated_headers,
        pence_read=checked.pence_read,
        pence_accepted=checked.pence_accepted,
        pence_refused=checked.pence_refused,
        amounts_unread=checked.amounts_unread,
    )
