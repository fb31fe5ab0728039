"""The rulebooks of the kinds of agreement: every module of this folder that holds a RULEBOOK is one."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from placepact.agreements.rulebooks.engine import Refused, Rulebook
from placepact.agreements.rulebooks.facts import Case, Step
from placepact.errors import Refusal


class UnknownKind(Refusal):
    """An agreement of a kind that has no rulebook."""


@cache
def rulebooks() -> dict[str, Rulebook]:
    """Every rulebook by its kind."""
    modules = (
        importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    )
    made = [module.RULEBOOK for module in modules if hasattr(module, "RULEBOOK")]
    return {each.kind: each for each in made}


def rulebook(kind: str) -> Rulebook:
    """The rulebook of a kind. Raises UnknownKind."""
    if found := rulebooks().get(kind):
        return found
    raise UnknownKind(f"{kind!r} has no rulebook. Choose one of: {', '.join(sorted(rulebooks()))}.")


def check(kind: str, step: Step, case: Case) -> None:
    """Raise Refused unless the rulebook of a kind allows a step."""
    rulebook(kind).check(step, case)


def why_not(kind: str, step: Step, case: Case) -> Refused | None:
    """Why the rulebook of a kind does not allow a step; None where it does."""
    return rulebook(kind).why_not(step, case)
