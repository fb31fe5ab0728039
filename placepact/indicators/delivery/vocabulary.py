"""What a delivered file may speak of: the areas and indicators on record, and the nearest to a wrong name."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property


@dataclass(frozen=True)
class Area:
    """`valid_to` is the last day the code was in force, None while it is."""

    code: str
    name: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    id: int | None = None


@dataclass(frozen=True)
class Indicator:
    """`published_as` is the name in the publisher's files, `title` the one on our pages: a file may use either.

    Bounds are those of a possible value, None if open. `lengths` are those of its periods, such as P1Y,
    empty text for one day; with none named, any will do. `years` is the kind of year of a series that is known
    only from its source's own list.
    """

    published_as: str
    slug: str
    id: int | None = None
    unit: str = ""
    lower_bound: float | None = None
    upper_bound: float | None = None
    title: str = ""
    lengths: tuple[str, ...] = ()
    years: str = ""


@dataclass(frozen=True)
class Draft:
    """An indicator that a source's file or list speaks of and nobody has defined: what is known of it, in words."""

    key: str
    slug: str
    title: str
    words: Mapping[str, str]


def fold(name: str) -> str:
    """A name for comparison: case and runs of space make no difference."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Vocabulary:
    """`today` decides what lies in the future; `drafted` are the series of each source that are known, by its slug."""

    areas: Iterable[Area]
    indicators: Iterable[Indicator]
    today: date
    drafted: Mapping[str, Sequence[Indicator]] = field(default_factory=dict)
    _asked: dict[tuple[str, str], str | None] = field(default_factory=dict, repr=False)

    @cached_property
    def area_of_code(self) -> dict[str, Area]:
        return {area.code: area for area in self.areas}

    @cached_property
    def codes_of_name(self) -> dict[str, list[str]]:
        codes = defaultdict(list)
        for area in self.area_of_code.values():
            codes[fold(area.name)].append(area.code)
        return dict(codes)

    @cached_property
    def indicator_of_name(self) -> dict[str, Indicator]:
        """By slug, by the title on our pages, and above both by the publisher's name."""
        known = {fold(indicator.slug): indicator for indicator in self.indicators}
        known |= {fold(indicator.title): indicator for indicator in self.indicators if indicator.title}
        return known | {fold(indicator.published_as): indicator for indicator in self.indicators}

    def of_source(self, slug: str, new: Iterable[Indicator] = ()) -> "Vocabulary":
        """What a file of one source may speak of: its own series, and no other publisher's of the same name."""
        known = {each.slug: each for each in self.drafted.get(slug, ())}
        for each in self.indicators:
            if each.slug.startswith(f"{slug}-"):
                # Defined since: the kind of its years is still what the source's list says.
                years = known[each.slug].years if each.slug in known else each.years
                known[each.slug] = replace(each, years=years)
        return replace(self, indicators=[*known.values(), *new], drafted={}, _asked={})

    def codes_named(self, name: str, *, like: str = "") -> list[str]:
        """Up to three codes of areas of that name, of the kind that `like` begins with where it is a code."""
        codes = self.codes_of_name.get(fold(name), []) if name else []
        kind = like[:3].upper() if len(like) == 9 else ""
        return [code for code in codes if code.startswith(kind)][:3]

    def nearest_area(self, text: str, name: str = "") -> Area | None:
        """The area whose code or name is written most like the text, if any is close and is not named otherwise."""
        code = self._nearest("code", text.upper(), self.area_of_code)
        if code:
            area = self.area_of_code[code]
            return area if not name or _alike(name, area.name) else None
        near = self._nearest("name", fold(text), self.codes_of_name)
        return self.area_of_code[self.codes_of_name[near][0]] if near else None

    def nearest_indicator(self, text: str) -> Indicator | None:
        """The indicator whose name is written most like the text, if any is close."""
        name = self._nearest("indicator", fold(text), self.indicator_of_name)
        return self.indicator_of_name[name] if name else None

    def _nearest(self, kind: str, text: str, known: Iterable[str]) -> str | None:
        """Asked of the first 200 wrong names of a file only: beyond, the file is of another place."""
        if (kind, text) not in self._asked:
            if len(self._asked) >= 600 or len(text) > 200:
                return None
            cutoff = 0.88 if kind == "code" else 0.75
            close = difflib.get_close_matches(text, list(known), n=1, cutoff=cutoff)
            self._asked[kind, text] = close[0] if close else None
        return self._asked[kind, text]


def _alike(name: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, fold(name), fold(other)).ratio() > 0.7
