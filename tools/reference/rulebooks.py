"""The law of agreements: each rulebook's picture of states, its steps, its rules; drawn from the tables themselves."""

from collections.abc import Iterator

from placepact.agreements.rulebooks import rulebooks
from placepact.agreements.rulebooks.engine import Rulebook
from placepact.agreements.rulebooks.facts import Capacity, State, Step
from placepact.agreements.workbooks.layout import EXAMPLE_YEARS, SHEETS, Field

HEAD = """# The law of agreements

Made from the rulebooks by `make docs`; do not edit it here.

A rulebook says of one kind of agreement in which state which step may be taken, by a body in which capacity, under
which section, and by which rules. Actions, buttons and this page ask the same tables. Each rule has its standing:
*statute*, *guidance*, *published practice*, or *assumed* where no source was found; a refusal that is not statute
says so beside its section.
"""
WORKBOOK = """# The workbook of an agreement

Made from its layout by `make docs`; do not edit it here.

`placepact agreement workbook our-laa.xlsx --kind laa_2008` writes an empty one; `placepact receive agreement
our-laa.xlsx --dry-run` says what would happen, without the option it comes in. Where `approved_on` is empty it comes
in as a draft; else every step of its way is walked again on its day, and the rulebook refuses what could not have been.
Every cell is checked, and all that is wrong is said at once: `Targets!T3: 470 is above 100; a percentage is expected.`
"""


def page() -> str:
    """The page of all rulebooks."""
    return "\n".join([HEAD, *(line for _, book in sorted(rulebooks().items()) for line in rulebook(book))])


def rulebook(book: Rulebook) -> Iterator[str]:
    """One rulebook: what it is, its picture, its steps and its rules."""
    until = f"to {book.valid_to}" if book.valid_to else "on"
    yield f"## {book.name[0].upper()}{book.name[1:]} (`{book.kind}`)\n"
    yield f"Legal effect: {book.effect.value}. {book.effect_words} Valid from {book.valid_from} {until} ({book.dates.cited}).\n"
    yield "```mermaid"
    yield from picture(book)
    yield "```\n"
    yield "| step | who takes it | in which states | written in | standing |\n|---|---|---|---|---|"
    yield from (row(book, step) for step in Step if step in book.may)
    yield ""
    if book.rules:
        yield "| rule | bears on | written in | standing | what it says |\n|---|---|---|---|---|"
        for rule in book.rules:
            steps = ", ".join(step.words for step in Step if step in rule.steps)
            source = rule.source
            yield f"| {rule.name.replace('_', ' ')} | {steps} | {source.section} | {source.standing.value} | {source.says} |"
        yield ""


def picture(book: Rulebook) -> Iterator[str]:
    """The states and the steps that lead from one to another, as Mermaid; steps that stay are in the table below."""
    yield "stateDiagram-v2"
    for state, steps in book.next.items():
        for step, after in steps.items():
            if after is not state:
                start = "[*]" if state is State.NOT_STARTED else state.value
                yield f"    {start} --> {after.value}: {step.words}"
    for state, steps in book.next.items():
        if not steps:
            yield f"    {state.value} --> [*]"


def row(book: Rulebook, step: Step) -> str:
    """One step of the table."""
    who = ", ".join(capacity.value for capacity in Capacity if capacity in book.may[step])
    states = ", ".join(state.words for state, steps in book.next.items() if step in steps)
    source = book.sources[step]
    return f"| {step.words} | {who} | {states} | {source.section} | {source.standing.value} |"


def workbook() -> str:
    """The page of the workbook."""
    lines = [WORKBOOK]
    for name, fields in SHEETS.items():
        what = (
            "Fields, one a row: the name in column A, the value in column B."
            if name == "Agreement"
            else "Columns:"
        )
        lines += [f"## {name}\n", f"{what}\n", "| name | holds | needed | what it is |\n|---|---|---|---|"]
        lines += [described(each) for each in fields]
        if name == "Targets":
            years = ", ".join(f"`{each}`" for each in EXAMPLE_YEARS)
            lines.append(
                f"\nEvery further column is a period that figures are promised for, named by it: {years}, `2008` or `2008-04-01/P1Y`."
            )
        lines.append("")
    return "\n".join(lines)


def described(field: Field) -> str:
    holds = f"one of: {', '.join(field.choices)}" if field.choices else field.holds.value
    return f"| `{field.name}` | {holds} | {'yes' if field.is_needed else 'no'} | {field.says} |"
