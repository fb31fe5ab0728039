"""`placepact withdraw`: take a return of payments out of what stands."""

from __future__ import annotations

import argparse


def run(options: argparse.Namespace) -> int:
    """Withdraw it, and say what stands no more."""
    from rich.console import Console

    from placepact.govuk.format import count, pounds
    from placepact.people.actions import operator
    from placepact.spending.actions.acceptance import withdraw
    from placepact.spending.queries.payments import by_reference

    delivery = by_reference(options.reference)
    done = withdraw(delivery=delivery, by=operator(), why=options.reason)
    Console(highlight=False, soft_wrap=True).print(
        f"{delivery.reference} is withdrawn by {done.reference}: {count(delivery.rows_accepted, 'payment')} of "
        f"{pounds(delivery.pence_accepted)} for {delivery.coverage} stand no more. The return itself is kept."
    )
    return 0
