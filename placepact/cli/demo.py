"""`placepact demo`: build the demonstration, say what it holds, serve it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from placepact.cli import serve

if TYPE_CHECKING:
    from placepact.demonstration.build import Built


def run(options: argparse.Namespace) -> int:
    """Build, print a summary, and serve unless told not to."""
    port = None if options.no_serve else serve.free_port("127.0.0.1", options.port)
    serve.prepare()
    show(build())
    if port is not None:
        options.host, options.port, options.workers = "127.0.0.1", port, 0
        serve.say_address(options.host, port)
        work = serve.start_work()
        try:
            serve.serve(options.host, port, min(4, serve.cores()))
        finally:
            serve.stop_work(work)
    return 0


def build() -> Built:
    """Build with a line on the terminal that says which step is at work."""
    from rich.console import Console

    from placepact.demonstration.build import build as build_all

    with Console(stderr=True).status("Building the demonstration") as status:
        return build_all(lambda step: status.update(f"Building the demonstration: {step}"))


def show(built: Built) -> None:
    """What was built, and who can sign in."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print("[bold]placepact demonstration: Greater Manchester[/bold]")
    console.print(
        f"{built.areas:,} areas, {built.organisations} organisations, {built.values:,} published figures "
        f"and {built.account_lines:,} lines of account in {built.returns} returns, {built.refused} rows refused"
    )
    for agreement in built.agreements:
        console.print(f"{agreement.title} [dim](illustrative targets)[/dim]")
    table = Table(box=None, header_style="dim", pad_edge=False)
    for name, wraps in (("Sign in as", False), ("Password", False), ("Role", True), ("At", True)):
        table.add_column(name, no_wrap=not wraps, overflow="fold")
    for account in built.accounts:
        table.add_row(account.email, account.password, account.role, account.organisation)
    console.print()
    console.print(table)
    console.print(
        "[dim]These accounts are for the demonstration only; their passwords change each time it is built.[/dim]"
    )
