"""What a line means: its role, its theme, and to whom a levy goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from placepact.spending.accounts.entries import Directory, Entry
from placepact.spending.definitions import LEVY
from placepact.spending.rules.lines import Role


def role_of(role: str, amount_pence: int | None) -> str:
    """The role of a line; that of a levy by its sign: paid above nothing (or missing), received below."""
    if role != LEVY:
        return role
    return Role.LEVY_RECEIVED if (amount_pence or 0) < 0 else Role.LEVY_PAID


def with_payees(entries: Iterable[Entry], directory: Directory) -> list[Entry]:
    """The entries, each levy with the body that it is paid to where one body alone can be.

    That is the body with the same levy received, whose districts hold the payer's.
    A levy without one stays without: it is money to somebody outside.
    """
    held = list(entries)
    receivers = [entry for entry in held if entry.role == Role.LEVY_RECEIVED]
    return [
        replace(entry, payee=payee(entry, receivers, directory))
        if entry.role == Role.LEVY_PAID and entry.payee is None and entry.amount_pence
        else entry
        for entry in held
    ]


def payee(paid: Entry, receivers: Iterable[Entry], directory: Directory) -> int | None:
    """The one body that receives a levy from a payer's districts."""
    mine = directory.districts.get(paid.body or 0, frozenset())
    found = {
        each.body or 0
        for each in receivers
        if (each.form, each.code) == (paid.form, paid.code)
        and mine
        and mine <= directory.districts.get(each.body or 0, frozenset())
    }
    return found.pop() if len(found) == 1 else None
