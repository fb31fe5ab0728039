"""`placepact receive accounts`: take in published accounts of a year, or say what that would do."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from placepact.cli.main import OK, PARTLY_REFUSED, REFUSED, complain
from placepact.cli.receive import unreadable

if TYPE_CHECKING:
    from placepact.spending.accounts.entries import Totals
    from placepact.spending.actions.accounts import Receipt

NAMED = 12


def run(options: argparse.Namespace) -> int:
    """Receive one file. 0 where all of it was taken, 3 where lines were refused, 1 where nothing could be."""
    from placepact.organisations.queries import find
    from placepact.people.actions import operator
    from placepact.spending.actions.accounts import Offer, receive_accounts, try_out

    path = Path(options.file)
    offer, by, body = Offer(path, options.year), operator(), find(options.organisation)
    try:
        receipt = try_out(offer=offer, organisation=body, by=by)
        if not options.dry_run:
            # Both totals are printed below; whoever writes --replace has asked for that.
            agreed = replace(offer, seen=receipt.stands if options.replace else None)
            receipt = receive_accounts(offer=agreed, organisation=body, by=by)
    except OSError as error:
        complain(unreadable(path, error))
        return REFUSED
    if options.format == "json":
        sys.stdout.write(json.dumps(as_dict(receipt), indent=2, ensure_ascii=False) + "\n")
    else:
        show(receipt)
    return code_of(receipt)


def code_of(receipt: Receipt) -> int:
    """Bodies that the register does not hold are left out by design, so that they alone are no partial refusal."""
    if not receipt.tally.accepted:
        return REFUSED
    others = [fault for fault in receipt.checked.faults if fault[3] != "unknown_body"]
    return PARTLY_REFUSED if others else OK


def as_dict(receipt: Receipt) -> dict[str, Any]:
    """A receipt for scripts; sums in pence."""
    tally, checked = receipt.tally, receipt.checked
    return {
        "file": receipt.file_name,
        "year": receipt.year,
        "return": receipt.reference,
        "dry_run": receipt.delivery is None,
        "outcome": tally.outcome.value,
        "lines_read": tally.read,
        "accepted": tally.accepted,
        "new": tally.new,
        "replacing": tally.superseding,
        "unchanged": tally.unchanged,
        "refused": tally.refused,
        "blank": tally.blank,
        "missing": checked.missing,
        "left_out": list(checked.left_out),
        "stands": totals_dict(receipt.stands),
        "brings": totals_dict(receipt.brings),
        "warnings": list(checked.warnings),
        "faults": [
            {"line": line, "column": column, "value": value, "code": code, "message": message}
            for line, column, value, code, message in checked.faults
        ],
    }


def totals_dict(totals: Totals) -> dict[str, int]:
    return {
        "lines": totals.lines,
        "services_pence": totals.services_pence,
        "levies_pence": totals.levies_pence,
    }


def show(receipt: Receipt) -> None:
    """What became of a file, with both totals."""
    from rich.console import Console
    from rich.text import Text

    from placepact.govuk import format as say

    out, tally, checked = Console(highlight=False), receipt.tally, receipt.checked
    out.print(Text(f"{receipt.file_name}: {outcome(receipt)}", style="bold"))
    out.print(
        f"  {tally.read:,} lines read = {tally.accepted:,} accepted + {tally.refused:,} refused or left out "
        f"+ {tally.blank:,} blank"
    )
    out.print(f"  in the file: {words(receipt.brings)}")
    if receipt.stands.lines:
        out.print(
            f"  {'it replaced' if receipt.delivery and receipt.replaces else 'standing'}: {words(receipt.stands)}"
        )
    if checked.missing:
        out.print(f"  {checked.missing:,} cells held no number: missing, which is not nothing")
    if checked.left_out:
        more = f" and {len(checked.left_out) - NAMED:,} others" if len(checked.left_out) > NAMED else ""
        out.print(
            f"  {say.count(len(checked.left_out), 'body is', 'bodies are')} not in the register, and left out: "
            f"{', '.join(checked.left_out[:NAMED])}{more}"
        )
    for line, column, value, code, message in checked.faults:
        if code != "unknown_body":
            out.print(Text(f"  line {line}, {column} {value!r}: {message}"))
    for warning in checked.warnings:
        out.print(Text(f"  {warning}", style="dim"))


def outcome(receipt: Receipt) -> str:
    """The outcome in one sentence."""
    if receipt.tally.unchanged:
        return "every line of it stands already; nothing was changed."
    if not receipt.tally.accepted:
        return "refused: no line could be accepted, and nothing was changed."
    if receipt.delivery is None:
        would = "replace what stands for the same bodies" if receipt.replaces else "add its lines"
        return f"a dry run; nothing was changed. Receiving it would {would}."
    return f"accepted as {receipt.reference}."


def words(totals: Totals) -> str:
    return (
        f"{totals.lines:,} lines, services £{totals.services_pence / 100:,.2f}, levies paid "
        f"£{totals.levies_pence / 100:,.2f}"
    )
