"""Does a file name another body than the one it is delivered for? Then that is asked, never taken silently."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from placepact.spending.delivery.profile import PAYER
from placepact.spending.delivery.understanding import Option, Question, Shown, Understanding
from placepact.spending.delivery.words import fold

COLUMNS = tuple(
    map(
        fold,
        (
            "Body Name",
            "Organisation Name",
            "Organistion Name",
            "Organisation",
            "Authority Name",
            "Authority",
            "Council Name",
            "org_short_name",
        ),
    )
)
"""Columns in which files say who paid, best first. Nothing else is read from them."""
KINDS = frozenset(
    [
        "the",
        "of",
        "and",
        "for",
        "city",
        "borough",
        "metropolitan",
        "district",
        "county",
        "council",
        "councils",
        "mbc",
        "mdc",
        "mbcouncil",
        "cc",
        "bc",
        "dc",
        "authority",
        "combined",
        "unitary",
        "royal",
        "london",
        "corporation",
        "limited",
        "ltd",
        "nhs",
        "trust",
    ]
)
"""Words that many bodies have in their names, by which none is told from another."""
ROWS_SHOWN = 3


def asked_about_the_body(understood: Understanding, names: Collection[str]) -> Understanding:
    """The same with a question more where a column names a body that goes by none of `names`."""
    if PAYER in understood.profile.answered:
        return understood
    return replace(understood, questions=(*understood.questions, *about_the_body(understood, names)))


def about_the_body(understood: Understanding, names: Collection[str]) -> Iterator[Question]:
    """At most one question, with the rows in which the other body stands first."""
    folded = [fold(label) for label in understood.columns.labels]
    number = next((folded.index(name) for name in COLUMNS if name in folded), None)
    if number is None or number in understood.columns.position.values():
        return
    others = [shown for shown in first_rows(understood, number) if is_another(shown.value, names)]
    if not others:
        return
    said = " and ".join(f"“{shown.value}”" for shown in others[:ROWS_SHOWN])
    ours = min(names)
    yield Question(
        code="another_body",
        setting=PAYER,
        sentence=f"The column {understood.columns.labels[number]} names {said}, and the file is delivered for {ours}. "
        "Is it this body's all the same? If not, deliver it for the body that paid.",
        rows=tuple(others[:ROWS_SHOWN]),
        options=(Option("as_delivered", f"it is what {ours} paid"),),
    )


def first_rows(understood: Understanding, number: int) -> list[Shown]:
    """Each text of a column with the first row that has it, in file order; the header's own is left out."""
    source = understood.reading
    line = "row_number() over ()" if source.is_bulk else "line"
    rows = understood.engine.connection.execute(
        f"""
        select min(line), text from (select {line} as line, trim(c{number}) as text from {source.sql})
        where text <> '' group by text order by 1
        """
    ).fetchall()
    header = understood.columns.labels[number]
    return [Shown(line, text) for line, text in rows if text != header]


def is_another(text: str, names: Collection[str]) -> bool:
    """Whether a text names a body by words, and by none of those that tell our own names."""
    said = telling(text)
    return bool(said) and not any(said & telling(name) for name in names)


def telling(name: str) -> set[str]:
    """The words of a name that tell a body from others; none in a code, a number or an address."""
    if "/" in name or any(sign.isdigit() for sign in name):
        return set()
    words = {fold(word) for word in name.replace("-", " ").split()}
    return {word for word in words if word and word not in KINDS}
