"""No order of acts by anybody breaks the law: 30 examples of 30 acts here, longer in `make soak`."""

from __future__ import annotations

import os

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from placepact.agreements.models import Agreement
from tests.law.machine import Negotiation

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("PLACEPACT_SOAK_EXAMPLES", "30"))
STEPS = int(os.environ.get("PLACEPACT_SOAK_STEPS", "30"))


class TakenBack(Negotiation):
    """Each example in a transaction of its own, which is taken back at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        if Agreement.objects.exists():
            self.check_the_whole()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)


def test_no_order_of_acts_by_anybody_breaks_the_law() -> None:
    assert connection.in_atomic_block
    run_state_machine_as_test(
        TakenBack,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            # A failure is told as it was found: to make it smaller takes minutes.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
