"""What became of a file of payments, on a terminal: sums that balance, questions with their rows, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from placepact.spending.receipts import Receipt

FAULTS_SHOWN = 20
PREVIEWED = 5
PREVIEW = ("line", "paid_on", "supplier", "amount_pence", "service", "description")


def show(receipt: Receipt) -> None:
    """One file, in words and sums."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"{receipt.file_name}: {receipt.sentence()}", style="bold"))
    for line in receipt.balance():
        console.print(f"  {line}", markup=False)
    console.print(Text(f"  {read_as(receipt)}", style="dim"))
    for remark in receipt.remarks():
        console.print(Text(f"  {remark}", style="dim"))
    if receipt.is_dry_run or receipt.questions:
        show_preview(receipt, console)
    show_questions(receipt, console)
    show_faults(receipt, console)


def read_as(receipt: Receipt) -> str:
    """The profile by which a file was read, in one line."""
    profile = receipt.understanding.profile
    columns = ", ".join(f"{role}={header}" for role, header in profile.columns.items() if header)
    settings = {"date": profile.date, "sign": profile.sign, "basis": profile.basis, "kind": profile.kind}
    rest = ", ".join(f"{name}={value}" for name, value in settings.items() if value)
    return f"Read as: {columns}; {rest}."


def show_preview(receipt: Receipt, console: Console) -> None:
    """The first rows as they are understood."""
    from rich.table import Table

    from placepact.govuk.format import pounds

    rows = receipt.understanding.preview[:PREVIEWED]
    if not rows:
        return
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in PREVIEW:
        is_money = name == "amount_pence"
        table.add_column(
            "amount" if is_money else name, justify="right" if is_money else "left", overflow="ellipsis"
        )
    for row in rows:
        cells = [row.get(name) for name in PREVIEW]
        table.add_row(
            *(
                ""
                if cell is None
                else pounds(cell)
                if name == "amount_pence" and isinstance(cell, int)
                else str(cell)
                for name, cell in zip(PREVIEW, cells, strict=True)
            )
        )
    console.print(table, soft_wrap=False)


def show_questions(receipt: Receipt, console: Console) -> None:
    """Every question, the rows that show why, and how to answer."""
    from rich.text import Text

    for question in receipt.questions:
        console.print(Text(f"  {question.sentence}", style="bold yellow"))
        for row in question.rows:
            console.print(Text(f"    line {row.line}: {row.value}"))
        for option in question.options:
            console.print(Text(f"    --profile {question.setting}={option.value}   {option.words}"))
        if not question.options:
            console.print(Text(f"    {question.how_to_answer}"))


def show_faults(receipt: Receipt, console: Console) -> None:
    """The first faults, and how many rows are refused besides."""
    from rich.text import Text

    faults = receipt.faults(FAULTS_SHOWN)
    for fault in faults:
        where = f"{fault.place}, {fault.column}" if fault.column else fault.place
        console.print(Text(f"  {where}: ", style="bold red").append(fault.message, style="default"))
    left = receipt.totals.rows_refused - len({fault.line for fault in faults})
    if left > 0:
        console.print(f"  and {left:,} more rows")
