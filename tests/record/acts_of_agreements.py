"""Makers of what is done on the way to an agreement, written directly, past the actions."""

from __future__ import annotations

from typing import Any

from placepact.agreements.models import Capacity, Move, Version
from tests import makers


def make_move(version: Version, **different: Any) -> Move:
    """An offer on a line of its own, by the accountable body."""
    line = different.pop("line", None) or makers.make_line(version).line
    given: dict[str, Any] = {
        "number": Move.objects.filter(line=line).count() + 1,
        "kind": "proposed",
        "change": "amend",
        "organisation": version.parties.get(capacity=Capacity.ACCOUNTABLE).organisation,
        "on": version.agreement.starts_on,
        "terms": {},
        **different,
    }
    given["by"] = given.get("by") or makers.make_user()
    return Move.objects.create(version=version, line=line, **given)


def make_act(model: type[Any], version: Version, **different: Any) -> Any:
    """What the law asks for beside the wording, such as a signature or a consent: what all of them need is filled in."""
    known = {field.name for field in model._meta.get_fields()}
    common: dict[str, Any] = {
        "version": version,
        "agreement": version.agreement,
        "organisation": version.parties.get(capacity=Capacity.ACCOUNTABLE).organisation,
        "on": version.agreement.starts_on,
        "sha256": "0" * 64,
        **dict.fromkeys(
            ("evidence", "reference", "minute", "authority", "notice", "words", "reason"), "Letter 1"
        ),
    }
    people = {
        name: makers.make_user()
        for name in ("given_by", "recorded_by", "signed_by", "made_by")
        if name in known
    }
    given = {name: value for name, value in common.items() if name in known}
    return model.objects.create(**{**given, **people, **different})
