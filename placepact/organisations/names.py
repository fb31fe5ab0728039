"""One spelling for the names of organisations, so that two ways of writing one name become the same text.

The word lists are reviewed data, `definitions/classifications/words-in-names.toml`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from placepact.organisations.reviewed import FOLDER, read_reviewed

APOSTROPHES = str.maketrans("", "", "'’‘`´")
JOINERS = re.compile(r"[&+]")
OTHER_SIGNS = re.compile(r"[^A-Z0-9]+")
SINGLE_LETTERS = re.compile(r"\b[A-Z](?: [A-Z]\b)+")
REFERENCE = re.compile(r"[A-Z]{0,3}\d{5,}[A-Z]?")


@dataclass(frozen=True)
class Name:
    """A name in one spelling. `whole`: every word; `core`: without legal forms and small words.

    `other`: the core of the name used in trade, where one is given after "T/A", else "".
    """

    whole: str
    core: str
    other: str = ""

    @property
    def key(self) -> str:
        """What names are told apart by: the whole name and, where one is given, the name used in trade."""
        return f"{self.whole} T/A {self.other}" if self.other else self.whole

    @property
    def form(self) -> str:
        """The legal form that the name says, such as LIMITED, or ""."""
        found = [word for word in self.whole.split() if word in words().one_form]
        return found[-1] if found else ""


@dataclass(frozen=True)
class Words:
    """The reviewed lists, ready for use."""

    cuts: re.Pattern[str]
    phrases: re.Pattern[str]
    short: dict[str, str]
    spellings: dict[str, str]
    forms: frozenset[str]
    one_form: frozenset[str]
    light: frozenset[str]
    apart: frozenset[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The word lists, read once a process."""
    held: dict[str, Any] = read_reviewed(FOLDER / "words-in-names.toml")
    longest_first = sorted(held["phrases"], key=len, reverse=True)
    said = "|".join(re.escape(each) for each in held["said_by_accounts"])
    trades = "|".join(re.escape(each) for each in held["trades_as"])
    return Words(
        cuts=re.compile(rf"(?<!\w)(?:(?P<said>{said})|(?P<trades>{trades}))(?!\w)"),
        phrases=re.compile(rf"\b(?:{'|'.join(longest_first)})\b"),
        short=held["phrases"],
        spellings=held["spellings"],
        forms=frozenset(held["forms"]["words"]),
        one_form=frozenset(held["one_form"]["words"]),
        light=frozenset(held["light"]["words"]),
        apart=frozenset(held["apart"]["words"]),
    )


def normalise(text: str) -> Name:
    """A name in one spelling; all parts are "" where the text holds no letter or digit."""
    lists = words()
    upper = upper_ascii(text)
    first, _, rest = lists.cuts.sub(lambda found: "\n" if found["trades"] else " ", upper).partition("\n")
    main, other = spell(first, lists), spell(rest, lists)
    if not main:
        main, other = other, []
    return Name(" ".join(main), core_of(main, lists), core_of(other, lists))


def upper_ascii(text: str) -> str:
    """Capitals without accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).encode("ascii", "ignore").decode()
    return text.upper().translate(APOSTROPHES)


def spell(text: str, lists: Words) -> list[str]:
    """The words of a text in one spelling: signs gone, L T D and L.T.D. joined, short forms written out."""
    plain = OTHER_SIGNS.sub(" ", JOINERS.sub(" AND ", text)).strip()
    if not plain:
        return []
    joined = SINGLE_LETTERS.sub(lambda found: found[0].replace(" ", ""), plain)
    spelt = " ".join([lists.spellings.get(word, word) for word in joined.split()])
    return lists.phrases.sub(lambda found: lists.short[found[0]], spelt).split()


def stem(word: str) -> str:
    """A word without the S of a plural or an apostrophe: HOSPICES and HOSPICE are one word in a comparison."""
    return word[:-1] if len(word) > 3 and word.endswith("S") else word


def core_of(spelt: list[str], lists: Words) -> str:
    """The words that say which body it is; where none is left, all of them."""
    kept = [word for word in spelt if word not in lists.forms and not REFERENCE.fullmatch(word)]
    return " ".join(kept or spelt)
