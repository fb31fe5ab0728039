"""What every page of a board does with a form that was sent: do the one act, or say what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from placepact.errors import Refusal
from placepact.partnerships.fields import Sent, told

Acts = Mapping[str, Callable[[Sent], object]]


@dataclass(frozen=True)
class Tried:
    """What came of a form: what was written, which act it was, and what stood in the way, as a list with links."""

    given: Mapping[str, str] = field(default_factory=dict)
    act: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    summary: tuple[dict[str, str], ...] = ()
    made: Any = None

    @property
    def is_done(self) -> bool:
        return bool(self.act) and not self.summary


def tried(request: HttpRequest, acts: Acts) -> Tried:
    """Do what a form asks."""
    sent = Sent.by(request)
    name = sent.text("act")
    if name not in acts:
        known = [
            {"text": f"“{name}” is nothing that this page does. Use one of its buttons.", "href": "#main"}
        ]
        return Tried(sent.given, name, {}, tuple(known))
    try:
        made = acts[name](sent)
    except Refusal as refused:
        return Tried(sent.given, name, dict(sent.faults), tuple(sent.summary or told(refused)))
    return Tried(sent.given, name, made=made)


def why_not(check: Callable[[], object]) -> str:
    """Why somebody may not do something; empty where they may."""
    try:
        check()
    except Refusal as refused:
        return str(refused)
    return ""
