"""A home of its own, a council that has delivered, and ways to deliver and to let the worker go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from placepact.organisations.models import Organisation
from placepact.people.actions import operator
from placepact.spending.actions import payments
from placepact.spending.actions.acceptance import Answers
from placepact.spending.actions.payments import Incoming
from placepact.spending.models import Delivery
from placepact.spending.tasks import match_payments
from tests.makers import People, given_people

HEADER = "Payment Date,Supplier Name,Net Amount,Service Area,Description"
Deliver = Callable[..., Delivery]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: object) -> None:
    settings.PLACEPACT_HOME = tmp_path / "home"  # type: ignore[attr-defined]


@pytest.fixture
def people(db: None) -> People:
    return given_people()


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    """Receive rows for a body; a later file of the same month replaces what stands."""

    def act(body: Organisation, *rows: str) -> Delivery:
        path = tmp_path / "payments.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        receipt = payments.receive(
            file=Incoming.at(path), body=body, by=operator(), answers=Answers(may_replace=True)
        )
        assert receipt.delivery is not None
        return receipt.delivery

    return act


def work() -> None:
    """What the worker does when it comes to the matching."""
    match_payments.call()
