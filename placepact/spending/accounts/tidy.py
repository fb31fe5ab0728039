"""Accounts in the tidy shape: one line of account a row. docs/reference/account-lines.md describes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from placepact.returns.reading.careful import careful_records, open_text
from placepact.returns.reading.profile import Profile
from placepact.returns.reading.read import settle_delimiter
from placepact.returns.reading.rows import HeaderWords, Record, normalise, split_header
from placepact.returns.reading.workbook import choose_sheet, open_workbook, sheet_records
from placepact.spending.accounts.entries import Checked, Directory, Entry, Fault, Key
from placepact.spending.accounts.meaning import role_of
from placepact.spending.definitions import LEVY, Known, Themes
from placepact.spending.rules.amounts import PENCE, NoAmount, pence_of
from placepact.spending.rules.lines import Role

COLUMNS = (
    "body", "form", "code", "label", "amount", "unit", "nature", "role", "theme", "area", "payee", "sheet", "row",
    "column",
)  # fmt: skip
NEEDED = ("body", "form", "code", "amount")
WORDS = HeaderWords(frozenset(COLUMNS), enough=len(NEEDED), examples=NEEDED)
MISSING = frozenset({"", "...", "…", "..", "[x]", "[z]", "[c]", "-", "n/a", "na"})
NATURES = ("revenue", "capital")


@dataclass(frozen=True)
class Row:
    """A record with its cells by column."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "").strip()


def read_tidy(profile: Profile, directory: Directory, themes: Themes) -> Checked:
    """The entries of a tidy file, and what is wrong with the others. Raises UnreadableFile."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    seen: dict[Key, int] = {}
    records = blank = 0
    for row in rows_of(profile):
        records += 1
        if not any(row.cells.values()):
            blank += 1
            continue
        found = entry_of(row, directory, themes)
        if isinstance(found, Entry) and found.key in seen:
            found = fault(
                row,
                "code",
                "repeated",
                f"Line {seen[found.key]} has this line of account already. Remove one.",
            )
        if isinstance(found, Entry):
            seen[found.key] = row.line
            entries.append(found)
        else:
            faults.append(found)
    return Checked(
        profile.sha256, profile.encoding, records, tuple(entries), len(faults), blank, tuple(faults),
        tuple(dict.fromkeys(value for _, _, value, code, _ in faults if code == "unknown_body")),
    )  # fmt: skip


def rows_of(profile: Profile) -> Iterator[Row]:
    """The rows under the header, of a text file or of the first sheet that has one."""
    if profile.is_workbook:
        workbook = open_workbook(profile)
        sheet = choose_sheet(profile, workbook, WORDS, None)
        yield from under_header(sheet_records(profile, workbook, sheet), profile.path.name)
        return
    settled = settle_delimiter(profile, WORDS)
    with open_text(settled) as file:
        yield from under_header(careful_records(file, settled), profile.path.name)


def under_header(records: Iterable[Record], name: str) -> Iterator[Row]:
    header, _, below = split_header(records, WORDS, name)
    names = [normalise(each) for each in header.names]
    for record in below:
        yield Row(record.line, dict(zip(names, record.cells, strict=False)))


def fault(row: Row, column: str, code: str, words: str) -> Fault:
    return (row.line, column, row[column], code, words)


def entry_of(row: Row, directory: Directory, themes: Themes) -> Entry | Fault:
    """A row as an entry, or the first thing that is wrong with it."""
    known = known_line(row, themes)
    unit = row["unit"] or (themes.forms[row["form"]].unit if row["form"] in themes.forms else "")
    body = directory.find(row["body"])
    for column, code, words in wrong(row, known, unit, directory):
        return fault(row, column, code, words)
    assert known is not None
    text = row["amount"]
    try:
        pence = None if text.casefold() in MISSING else pence_of(text, unit)
    except NoAmount as error:
        return fault(
            row,
            "amount",
            "not_a_number",
            f"{error}. Write digits, or leave the cell empty where it is missing.",
        )
    return Entry(
        body=body, form=row["form"], code=row["code"], label=row["label"] or known.label,
        role=role_of(known.role, pence), theme=known.theme, nature=known.nature,
        area=directory.areas[row["area"]] if row["area"] else directory.footprint[body or 0],
        amount_pence=pence, amount_text=text, unit=unit, sheet=row["sheet"],
        row=int(row["row"]) if row["row"].isdecimal() else row.line, column=row["column"], line=row.line,
        payee=directory.find(row["payee"]),
    )  # fmt: skip


def known_line(row: Row, themes: Themes) -> Known | None:
    """What the line means: by the form's definition, else by the row's own columns role, theme and nature."""
    known = themes.lines.get((row["form"], row["code"]))
    if known or not row["role"]:
        return known
    return Known(
        row["form"], row["code"], row["label"], row["role"], row["theme"], row["nature"] or "revenue"
    )


def wrong(row: Row, known: Known | None, unit: str, directory: Directory) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a row, but for its amount: (column, code, words)."""
    body = directory.find(row["body"])
    is_comparator = not row["body"] and bool(row["area"]) and known is not None and known.role == Role.SERVICE
    if body is None and not is_comparator:
        yield (
            "body",
            "unknown_body",
            f"No organisation is known as {row['body']!r}. Add it to the register first. Only services of an area "
            "may stand without a body, to compare with.",
        )
    if known is None:
        yield (
            "code",
            "unknown_line",
            f"Line {row['code']!r} of the form {row['form']!r} is not defined. Give its role in a column `role`.",
        )
    elif known.role not in {*Role, LEVY} or known.nature not in NATURES:
        yield (
            "role",
            "unknown_role",
            f"Write one of {', '.join((*Role, LEVY))} as role, and revenue or capital as nature.",
        )
    if unit not in PENCE:
        yield "unit", "unknown_unit", f"{unit!r} is no unit of money here. Write one of {', '.join(PENCE)}."
    if row["area"] and row["area"] not in directory.areas:
        yield "area", "unknown_area", f"No area has the code {row['area']!r}."
    if not row["area"] and body is not None and body not in directory.footprint:
        yield (
            "area",
            "no_footprint",
            f"{directory.names[body]} acts for no known area. Give the code in a column `area`.",
        )
    if row["payee"] and directory.find(row["payee"]) in (None, body):
        yield "payee", "unknown_payee", f"{row['payee']!r} is no other organisation that is known."
