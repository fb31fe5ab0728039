"""A count on the terminal: a table with bars, the levies, what it is held against and what it covers."""

from __future__ import annotations

from collections.abc import Sequence

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from placepact.govuk import format as say
from placepact.govuk.format import pounds
from placepact.spending.count import PAYMENTS, Count, Row
from placepact.spending.money.files import opened, per_head
from placepact.spending.money.payment_lines import PaidLines
from placepact.spending.rules.control import Control
from placepact.spending.rules.lines import ACTUAL, BY_POPULATION, ESTIMATE

MILLION = 100_000_000
BILLION = 100_000_000_000
HEADS = {"body": "Body", "theme": "Theme", "area": "Area", "nature": "Nature"}
HEADINGS = ("Services", "Levies paid", "As reported", "Counted twice", "Counted once")
# Rules between groups of rows, and nothing else.
RULED = Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
COUNCILS = "Local government"
WIDEST_BAR, NARROWEST_BAR = 18, 6
EIGHTHS = " ▏▎▍▌▋▊▉█"
TWICE, BAR = "yellow", "magenta"


def show(count: Count, by: tuple[str, ...], *, with_lines: bool) -> None:
    """Print the whole of a count."""
    out = Console(highlight=False)
    out.print(Text(f"{count.place.name}, {count.year}", style="bold"))
    out.print(
        Text(
            f"{count.scope.title}. {say.count(len(count.bodies), 'body', 'bodies')}, "
            f"{say.count(count.lines, 'line')}, £ million.",
            style="dim",
        )
    )
    out.print()
    if by:
        out.print(split(count, by, out.width))
        out.print()
    out.print(sum_of(count))
    for each in (levies(count), *(bridge(control) for control in count.controls if control.steps)):
        if each is not None:
            out.print()
            out.print(each)
    out.print()
    for text in (*controls(count), *coverage(count)):
        out.print(text)
    if with_lines:
        out.print()
        out.print(under(count))
    else:
        out.print()
        if count.under:
            out.print(Text("Every line under a figure:  placepact count … --lines", style="dim"))
        out.print(Text("For a program:              placepact count … --format json", style="dim"))


def million(pence: int, decimals: int = 1) -> str:
    """Pence as £ million, with a true minus; nothing as a dot."""
    return f"{pence / MILLION:,.{decimals}f}".replace("-", "−") if pence else "·"


def split(count: Count, by: tuple[str, ...], width: int) -> Table:
    """The rows of a count with a bar for what is counted once; councils stand before joint bodies."""
    made = Table(
        box=RULED,
        header_style="dim",
        pad_edge=False,
        padding=(0, 1, 0, 0),
        show_edge=False,
        border_style="dim",
    )
    names = [max((len(row.names[name]) for row in count.rows), default=0) for name in by]
    for name in by:
        made.add_column(HEADS[name], overflow="fold")
    heads = fitting(count, width - sum(names) - 2 * len(by))
    for head in heads:
        made.add_column(head, justify="right", no_wrap=True)
    room = min(WIDEST_BAR, width - sum(names) - 2 * len(by) - sum(len(each) + 2 for each in heads))
    if room >= NARROWEST_BAR:
        made.add_column("", no_wrap=True)
    largest = max((row.counted_once_pence for row in count.rows), default=0)
    for group in grouped(count, by):
        for row in group:
            last = row is group[-1]
            made.add_row(*cells(row, by, heads), *bar(row, largest, room), end_section=last)
    whole = Row({}, {}, count.as_reported_pence, count.counted_twice_pence, count.counted_once_pence, count.lines,
                sum(row.levies_pence for row in count.rows))  # fmt: skip
    labels = [Text("All together", style="bold"), *(Text("") for _ in by[1:])]
    made.add_row(*labels, *sums(whole, heads), style="bold")
    return made


def grouped(count: Count, by: tuple[str, ...]) -> list[Sequence[Row]]:
    """Councils and others apart where the rows are bodies; else one group."""
    if by != ("body",):
        return [count.rows] if count.rows else []
    councils = {body.slug for body in count.bodies if body.sector == COUNCILS}
    parts = [
        [row for row in count.rows if (row.keys["body"] in councils) is is_council]
        for is_council in (True, False)
    ]
    return [part for part in parts if part]


def fitting(count: Count, room: int) -> tuple[str, ...]:
    """The columns that there is room for; one alone where nothing is counted twice."""
    if not count.counted_twice_pence and not any(row.levies_pence for row in count.rows):
        return HEADINGS[-1:]
    return HEADINGS if sum(len(head) + 2 for head in HEADINGS) <= room else HEADINGS[2:]


def cells(row: Row, by: tuple[str, ...], heads: Sequence[str]) -> list[Text]:
    return [*(Text(row.names[name]) for name in by), *sums(row, heads)]


def sums(row: Row, heads: Sequence[str]) -> list[Text]:
    """The figures of a row."""
    every = {
        "Services": Text(million(row.services_pence)),
        "Levies paid": Text(million(row.levies_pence)),
        "As reported": Text(million(row.as_reported_pence)),
        "Counted twice": Text(million(-row.counted_twice_pence), style=TWICE),
        "Counted once": Text(million(row.counted_once_pence), style="bold"),
    }
    return [every[head] for head in heads]


def bar(row: Row, largest: int, room: int) -> list[Text]:
    """A bar as long as what is counted once, in eighths of a character; none where there is no room."""
    if room < NARROWEST_BAR:
        return []
    eighths = max(0, round(8 * room * row.counted_once_pence / largest)) if largest > 0 else 0
    return [Text(EIGHTHS[8] * (eighths // 8) + EIGHTHS[eighths % 8].strip(), style=BAR)]


def sum_of(count: Count) -> Text:
    """The three figures side by side, in £ million to the thousand."""
    return Text(
        f"As reported {million(count.as_reported_pence, 3)}  −  counted twice {million(count.counted_twice_pence, 3)}"
        f"  =  counted once {million(count.counted_once_pence, 3)}",
        style="bold",
    )


def levies(count: Count) -> Table | None:
    """Both sides of each levy, and what lies between."""
    if not count.levies:
        return passed_on(count) if count.transfers else None
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column("Counted twice, in £ million")
    for head in ("Paid", "Received", "Difference"):
        made.add_column(head, justify="right", no_wrap=True)
    for each in count.levies:
        payers = "1 body" if each.payers == 1 else f"{each.payers} bodies"
        name = count.scope.levies[each.levy].name.lower()
        made.add_row(
            f"{payers} to {count.body(each.payee).short_name}, {name}",
            million(each.paid_pence, 3),
            "not compared" if each.received_pence is None else million(each.received_pence, 3),
            "" if each.difference_pence is None else million(each.difference_pence, 3),
        )
    if len(count.levies) > 1 and all(each.received_pence is not None for each in count.levies):
        received = sum(each.received_pence or 0 for each in count.levies)
        paid, between = million(count.counted_twice_pence, 3), million(count.difference_pence, 3)
        made.add_row("All levies", paid, million(received, 3), between, style="bold")
    return made


def passed_on(count: Count) -> Table:
    """Who paid whom among the counted bodies."""
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column("Counted twice, in £ million")
    made.add_column("Paid", justify="right", no_wrap=True)
    for each in count.transfers:
        payer, payee = count.body(each.payer).short_name, count.body(each.payee).short_name
        made.add_row(f"{payer} to {payee}", million(each.paid_pence, 3))
    return made


def bridge(control: Control) -> Table:
    """The steps from services to a published total."""
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    made.add_column(f"To the published {control.name.lower()}, in £ million")
    made.add_column("", justify="right", no_wrap=True)
    for step in control.steps:
        made.add_row(step.name, million(step.pence, 3))
    made.add_row(control.name, million(control.ours_pence, 3), style="bold")
    return made


def controls(count: Count) -> list[Text]:
    """A sentence for each published total."""
    return [
        Text(
            f"Control  {each.name.lower()}: published {million(each.published_pence, 3)}, counted "
            f"{million(each.ours_pence, 3)}, difference "
            + ("none" if not each.difference_pence else million(each.difference_pence, 3))
        )
        for each in count.controls
    ]


def coverage(count: Count) -> list[Text]:
    """What the count covers, how it came to the place, and what frames it."""
    share = count.attribution
    parts = [
        "all actual: none apportioned, none estimated"
        if set(share) == {ACTUAL}
        else ", ".join(
            f"£{million(share[each])} million {each}"
            for each in (ACTUAL, BY_POPULATION, ESTIMATE)
            if each in share
        )
    ]
    whole = "the year's days" if count.level == PAYMENTS else "lines in scope"
    told = [Text(f"Coverage {count.coverage_share:.0%} of {whole}, {parts[0]}")]
    if count.missing:
        told.append(
            Text(
                f"Missing  {count.missing:,} cells of the scope held no number; they are not taken for nothing."
            )
        )
    if heads := per_head(count):
        told.append(
            Text(
                f"For each of {heads['people']:,} people (as counted in {heads['people_in']}): "
                f"{pounds(heads['counted_once_pence'])}"
            )
        )
    if count.frame:
        told.append(
            Text(
                f"Counted £{count.counted_once_pence / BILLION:,.3f} billion of about "
                f"£{count.frame.known_pence / BILLION:,.1f} billion known."
            )
        )
    small = [
        *([count.frame.words] if count.frame else []),
        *count.notes,
        "Left out: " + " ".join(count.scope.left_out),
    ]
    return [*told, *(Text(text, style="dim") for text in small)]


def show_paid(found: PaidLines) -> None:
    """A page of payments, each with the return, the file and the line that it is from."""
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("Body", "Paid to", "Theme"):
        made.add_column(head)
    made.add_column("£", justify="right")
    made.add_column("From")
    for each in found.rows:
        made.add_row(
            each.body_name,
            each.payee,
            each.theme_name,
            pounds(each.amount_pence).replace("£", ""),
            f"{each.reference} {each.file} line {each.line}",
        )
    out = Console(highlight=False)
    out.print()
    out.print(made)
    out.print(
        Text(f"Page {found.wanted.page} of {found.pages}: {say.count(found.lines, 'payment')}.", style="dim")
    )


def under(count: Count) -> Table:
    """Every line under the count, with the cell that it is from."""
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for head, justify in (
        ("Body", "left"),
        ("Line", "left"),
        ("Published", "right"),
        ("Counted, £", "right"),
        ("From", "left"),
    ):
        made.add_column(head, justify=justify)  # type: ignore[arg-type]
    for each in opened(count):
        where = f"{each['return']} {each['sheet']} {each['cell'] or 'line ' + str(each['line'])}"
        made.add_row(
            each["body"],
            f"{each['code']} {each['label']}",
            f"{each['published']} {each['unit']}",
            pounds(each["amount_pence"]).replace("£", ""),
            where,
        )
    return made
