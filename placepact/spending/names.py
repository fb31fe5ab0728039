"""Which suppliers are named in public: organisations; nobody's own name is published because a body paid them.

One rule in two forms that a test holds together: `public_name` for one supplier, and `public_name_sql` for the
millions of a question in DuckDB. Words are reviewed data, `definitions/classifications/words-of-organisations.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from placepact.organisations.reviewed import FOLDER, read_reviewed

HIDDEN = "person or unmatched supplier"
REDACTED = "Redacted by the body"
# Everything but unaccented letters and digits becomes a space, so that both forms read one alphabet.
SIGNS = "[^A-Za-z0-9]+"


@dataclass(frozen=True)
class Patterns:
    """The lists as regular expressions that Python and DuckDB (RE2) read alike, over words between spaces."""

    redacted: str
    sure: str
    likely: str
    guarded: str
    ordinary: str


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The reviewed lists, read once a process."""
    held = read_reviewed(FOLDER / "words-of-organisations.toml")
    return Patterns(
        redacted=any_of(held["redacted"]),
        sure=any_of(held["sure"]),
        likely=any_of(held["likely"]),
        guarded=f"^{any_of(held['titles'])}|{any_of(held['hides'])}",
        ordinary=any_of(held["ordinary"]),
    )


def any_of(words: list[str]) -> str:
    """A pattern for any of some words in a text of words that each stand between spaces."""
    return f" (?:{'|'.join(words)}) "


def plain(text: str) -> str:
    """A text's words in capitals, one space before and after each."""
    return f" {re.sub(SIGNS, ' ', text).strip().upper()} "


def has_organisation_word(name: str) -> bool:
    """Whether a name holds a word that only an organisation's holds, and nothing that speaks for a person."""
    words, lists = plain(name), patterns()
    if re.search(lists.sure, words):
        return True
    return re.search(lists.likely, words) is not None and not re.search(lists.guarded, words)


def is_bare_name(name: str) -> bool:
    """Whether a name may be somebody's own and no more: two to four words, none of which nobody is called."""
    words, lists = plain(name), patterns()
    if has_organisation_word(name) or re.search(lists.ordinary, words) or any(map(str.isdigit, words)):
        return False
    return 2 <= len(words.split()) <= 4


def public_name(supplier: str, organisation: str | None = None) -> str:
    """What the public may read of a supplier. `organisation`: the body that it was matched to, None for none."""
    if organisation:
        return organisation
    if re.search(patterns().redacted, plain(supplier)):
        return REDACTED
    return supplier if has_organisation_word(supplier) else HIDDEN


def public_name_sql(supplier: str, organisation: str = "null") -> str:
    """The same as an expression of DuckDB over two columns; the lists hold no quote, which a test sees to."""
    lists = patterns()
    words = f"(' ' || upper(trim(regexp_replace({supplier}, '{SIGNS}', ' ', 'g'))) || ' ')"
    return (
        f"case when coalesce({organisation}, '') <> '' then {organisation} "
        f"when regexp_matches({words}, '{lists.redacted}') then '{REDACTED}' "
        f"when regexp_matches({words}, '{lists.sure}') then {supplier} "
        f"when regexp_matches({words}, '{lists.likely}') and not regexp_matches({words}, '{lists.guarded}') "
        f"then {supplier} else '{HIDDEN}' end"
    )
