"""From a delivered file of accounts to checked entries, whatever its shape."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from placepact.returns.reading import look
from placepact.spending.accounts.entries import Checked, Directory
from placepact.spending.accounts.meaning import with_payees
from placepact.spending.accounts.tidy import read_tidy
from placepact.spending.accounts.workbook import read_workbook, year_of
from placepact.spending.definitions import load_themes


def check_accounts(path: Path, year: str, directory: Directory) -> Checked:
    """The entries of a file, levies with their payees. Raises UnreadableFile and OtherYear."""
    profile, themes = look(path), load_themes()
    if year_of(profile):
        checked = read_workbook(profile, year, directory, themes)
    else:
        checked = read_tidy(profile, directory, themes)
    return replace(checked, entries=tuple(with_payees(checked.entries, directory)))
