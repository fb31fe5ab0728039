"""`placepact withdraw`: take a return of figures or of payments out of what stands."""

from __future__ import annotations

import argparse

from placepact.errors import Refusal


def run(options: argparse.Namespace) -> int:
    """Withdraw it, and say what stands no more."""
    from rich.console import Console

    from placepact.returns import queries

    try:
        found = queries.by_reference(options.reference)
    except Refusal:
        found = None
    is_of_figures = found is not None and found.kind == "indicators"
    said = of_figures(options) if is_of_figures else of_payments(options)
    Console(highlight=False, soft_wrap=True).print(said)
    return 0


def of_figures(options: argparse.Namespace) -> str:
    """Withdraw a return of figures, and say so."""
    from placepact.govuk.format import count
    from placepact.indicators.models import Value
    from placepact.indicators.withdrawing import withdraw
    from placepact.people.actions import operator
    from placepact.returns.queries import by_reference

    delivery = by_reference(options.reference)
    done = withdraw(delivery=delivery, by=operator(), why=options.reason)
    figures = Value.objects.filter(superseded_by=done).count()
    earlier = (
        f" {count(delivery.rows_superseding, 'figure')} of it had replaced earlier ones: to have those stand again, "
        "deliver the earlier file once more."
        if delivery.rows_superseding
        else ""
    )
    return (
        f"{delivery.reference} is withdrawn by {done.reference}: {count(figures, 'figure')} stand no more."
        f"{earlier} The return itself is kept."
    )


def of_payments(options: argparse.Namespace) -> str:
    """Withdraw a return of payments, and say so."""
    from placepact.govuk.format import count, pounds
    from placepact.people.actions import operator
    from placepact.spending.actions.acceptance import withdraw
    from placepact.spending.queries.payments import by_reference

    delivery = by_reference(options.reference)
    done = withdraw(delivery=delivery, by=operator(), why=options.reason)
    return (
        f"{delivery.reference} is withdrawn by {done.reference}: {count(delivery.rows_accepted, 'payment')} of "
        f"{pounds(delivery.pence_accepted)} for {delivery.coverage} stand no more. The return itself is kept."
    )
