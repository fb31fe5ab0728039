"""Plain makers of who was paid and what for, as `tests.makers` has them for the rest."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.utils import timezone

from placepact.organisations.models import RegisterEntry
from placepact.organisations.names import normalise
from placepact.spending.matching.verdicts import How
from placepact.spending.models.matching import (
    Candidate,
    PaymentRule,
    SupplierDecision,
    SupplierKind,
    SupplierMatch,
)
from tests.makers import make_organisation, make_user

_next = count(1)


def make_register_entry(**different: Any) -> RegisterEntry:
    """A charity on the register of many bodies, that is none of ours."""
    n = next(_next)
    name = different.get("name", f"Charity {n}")
    given = {"scheme": "GB-CHC", "value": f"{1_000_000 + n}", "name": name, "source": "made for a test"}
    return RegisterEntry.objects.create(**{**given, "key": normalise(name).key, **different})


def make_supplier_match(**different: Any) -> SupplierMatch:
    """A supplier that waits for a person, paid £10 once."""
    n = next(_next)
    given = {
        "key": f"SUPPLIER {n}",
        "written": f"Supplier {n}",
        "how": How.WAITING.value,
        "likeness": 0.6,
        "margin": 0.1,
        "doubts": ["LIKENESS"],
        "method": "names-1",
        "amount_pence": 1000,
        "payments": 1,
        "at": timezone.now(),
    }
    return SupplierMatch.objects.create(**{**given, **different})


def make_candidate(match: SupplierMatch, **different: Any) -> Candidate:
    given = {"place": 1, "likeness": 0.6, **different}
    if "organisation" not in given and "entry" not in given:
        given["entry"] = make_register_entry()
    return Candidate.objects.create(match=match, **given)


def make_supplier_decision(**different: Any) -> SupplierDecision:
    """Somebody said that a supplier is an organisation which is not in the register."""
    given = {
        "key": f"SUPPLIER {next(_next)}",
        "kind": SupplierKind.NOT_ON_THE_REGISTER,
        "why": "I asked them.",
        **different,
    }
    given["decided_for"] = given.get("decided_for") or make_organisation()
    given["by"] = given.get("by") or make_user()
    return SupplierDecision.objects.create(**{"at": timezone.now(), **given})


def make_payment_rule(**different: Any) -> PaymentRule:
    """Somebody said what payments of a service were for."""
    given = {
        "field": "service",
        "text": f"SERVICE {next(_next)}",
        "theme": "culture",
        "cofog": "08.2",
        "why": "It runs the museums.",
        "at": timezone.now(),
        **different,
    }
    given["decided_for"] = given.get("decided_for") or make_organisation()
    given["by"] = given.get("by") or make_user()
    return PaymentRule.objects.create(**given)
