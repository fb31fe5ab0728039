"""Writing deliveries down: what came, who brought it, what became of its rows. Meaning is other rooms' business."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Max
from django.utils import timezone

from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.returns import originals
from placepact.returns.models import Outcome, RefusedCell, Return


@dataclass(frozen=True)
class Delivered:
    """A file as it came: its path, the name its sender gave it, its hash, size in bytes and encoding."""

    path: Path
    name: str
    sha256: str
    size_bytes: int
    encoding: str
    source: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Tally:
    """Rows of a file: read = new + superseding + unchanged + refused + blank + repeated headers.

    A withdrawal is accepted although it has no rows.
    """

    read: int
    refused: int
    blank: int
    repeated_headers: int
    new: int
    superseding: int
    unchanged: int
    is_withdrawal: bool = False

    @classmethod
    def withdrawal(cls) -> Tally:
        """Of a return with no rows."""
        return cls(0, 0, 0, 0, 0, 0, 0, is_withdrawal=True)

    @property
    def accepted(self) -> int:
        return self.new + self.superseding + self.unchanged

    @property
    def outcome(self) -> Outcome:
        if self.new + self.superseding or self.is_withdrawal:
            return Outcome.ACCEPTED
        return Outcome.UNCHANGED if self.unchanged else Outcome.REFUSED


def write_down(*, kind: str, file: Delivered, tally: Tally, organisation: Organisation, by: User) -> Return:
    """Keep the original and write the delivery down, numbered where it is accepted. Inside the caller's transaction."""
    originals.keep(file.path, file.sha256)
    number = None
    if tally.outcome == Outcome.ACCEPTED:
        number = (Return.objects.aggregate(Max("number"))["number__max"] or 0) + 1
    return Return.objects.create(
        number=number,
        kind=kind,
        organisation=organisation,
        outcome=tally.outcome,
        file_name=file.name,
        sha256=file.sha256,
        size_bytes=file.size_bytes,
        encoding=file.encoding,
        source=file.source,
        received_at=timezone.now(),
        received_by=by,
        rows_read=tally.read,
        rows_accepted=tally.accepted,
        rows_refused=tally.refused,
        rows_blank=tally.blank,
        rows_repeated_header=tally.repeated_headers,
        rows_new=tally.new,
        rows_superseding=tally.superseding,
        rows_unchanged=tally.unchanged,
    )


def keep_refused(delivery: Return, faults: Iterable[tuple[int, str, str, str, str]]) -> None:
    """Keep the faults of refused rows: (line, column, value, code, message)."""
    RefusedCell.objects.bulk_create(
        (
            RefusedCell(
                delivery=delivery, line=line, column=column[:60], value=value, code=code, message=message
            )
            for line, column, value, code, message in faults
        ),
        batch_size=2000,
    )
