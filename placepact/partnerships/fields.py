"""What somebody sent in a form: read field by field, kept as it was written, with a sentence for what cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

from placepact.errors import Refusal
from placepact.organisations.models import Organisation

MOST_NAMES = 500


@dataclass
class Sent:
    """The fields of a form as they were sent, and by field what is wrong with them."""

    given: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def by(cls, request: HttpRequest) -> Sent:
        """The last of each field."""
        return cls({name: str(value) for name, value in request.POST.items()})

    def text(self, name: str, fault: str = "") -> str:
        """What stands in a field; the fault is told where nothing does."""
        written = self.given.get(name, "").strip()
        if not written and fault:
            self.faults[name] = fault
        return written

    def day(self, name: str) -> dt.date:
        """A day that must be there; any day where it cannot be read, which the faults tell."""
        found = self.day_or_none(name)
        if found is None and name not in self.faults:
            self.faults[name] = "Write a day: year, month, day, such as 2008-04-01."
        return found or dt.date.min

    def day_or_none(self, name: str) -> dt.date | None:
        written = self.text(name)
        try:
            return dt.date.fromisoformat(written) if written else None
        except ValueError:
            self.faults[name] = f"“{written}” is not a day. Write year, month, day, such as 2008-04-01."
            return None

    def one_of(self, name: str, known: Mapping[str, object]) -> str:
        """One of a list."""
        written = self.text(name)
        if written not in known:
            self.faults[name] = "Choose one of the list."
        return written

    def body(self, name: str) -> Organisation | None:
        """An organisation by its name, short name or slug; None where nothing stands there."""
        written = " ".join(self.text(name).split())
        if not written:
            return None
        found = organisation_called(written)
        if found is None:
            self.faults[name] = (
                f"No organisation is called “{written}”. Write its name as it stands under Organisations."
            )
        return found

    def bodies(self, name: str) -> tuple[Organisation, ...]:
        """Organisations, one on each line."""
        found = []
        for line in self.text(name).splitlines():
            if not line.strip():
                continue
            body = organisation_called(" ".join(line.split()))
            if body is None:
                self.faults[name] = (
                    f"No organisation is called “{line.strip()}”. Write one name on each line, as it stands under "
                    "Organisations."
                )
            else:
                found.append(body)
        return tuple(found)

    @property
    def summary(self) -> list[dict[str, str]]:
        """The faults as the list on top of a page, each linked to its field."""
        return [{"text": text, "href": f"#id_{name}"} for name, text in self.faults.items()]


def organisation_called(written: str) -> Organisation | None:
    """The organisation with this name, short name or slug, whatever its case."""
    for how in ("name__iexact", "short_name__iexact", "slug__iexact"):
        if found := Organisation.objects.filter(**{how: written}).first():
            return found
    return None


def names() -> list[str]:
    """The names that a field of organisations suggests: one query."""
    return list(Organisation.objects.order_by("name").values_list("name", flat=True)[:MOST_NAMES])


def items(pairs: list[tuple[str, str]], nothing: str = "") -> list[dict[str, str]]:
    """The choices of a select; `nothing` is the words of the empty one, where there is one."""
    first = [{"value": "", "text": nothing}] if nothing else []
    return [*first, *({"value": value, "text": text} for value, text in pairs)]


def told(refused: Refusal) -> list[dict[str, str]]:
    """A refusal as the list on top of a page: a sentence an entry."""
    return [{"text": text, "href": "#main"} for text in str(refused).splitlines() if text]
