"""A near word for a search that found nothing: of the words of titles and names that can be found."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from placepact.agreements.models import Agreement, LineVersion
from placepact.indicators.definitions import load_definitions
from placepact.organisations.models import Organisation
from placepact.places.models import Area
from placepact.site import glossary

WORD = re.compile(r"[^\W\d_]{3,}")
MOST_WORDS = 6
LIKE = 0.75


def near(asked: str) -> str:
    """The question with every word that nothing is called put right; empty where one has no near word."""
    wanted = asked.lower().split()
    if len(wanted) > MOST_WORDS:
        return ""
    known = sorted(words())
    found = [nearest(word, known) for word in wanted]
    return "" if None in found or found == wanted else " ".join(map(str, found))


def nearest(word: str, known: list[str]) -> str | None:
    """The word itself where it is one or part of one, else the one written most like it; None where none is close."""
    if any(word in each for each in known):
        return word
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=LIKE)), None)


def words() -> set[str]:
    """Every word of a title or name, in small letters."""
    return {word for text in titles() for word in WORD.findall(text.lower())}


def titles() -> Iterator[str]:
    """The titles and names of everything that a search finds by them."""
    defined: Iterable[str] = (f"{each.title} {each.measure}" for each in load_definitions().values())
    return chain(
        defined,
        (each.word for each in glossary.terms().values()),
        Area.objects.values_list("name", flat=True),
        Organisation.objects.values_list("name", flat=True),
        Agreement.objects.values_list("title", flat=True),
        LineVersion.objects.values_list("title", flat=True),
    )
