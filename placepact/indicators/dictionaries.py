"""Receiving a source's own list of its series: each becomes a draft definition that nobody has checked yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.indicators import drafting, releases
from placepact.indicators.definitions import load_definitions
from placepact.indicators.delivery import Draft, WrongShape
from placepact.indicators.delivery.adapting import Columns, short_name
from placepact.indicators.delivery.check import header_words
from placepact.indicators.delivery.sources import BadSource, Dictionary, Source, load_sources
from placepact.indicators.delivery.vocabulary import fold
from placepact.indicators.models import Indicator
from placepact.indicators.permissions import check_can_deliver
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.returns.actions import Delivered, Tally, keep_refused, write_down
from placepact.returns.models import Outcome, Return
from placepact.returns.reading import Profile, Reading, look, normalise, open_engine, read

KIND = "dictionary"
NOTHING = {"", "na", "n/a", "-"}


class Fault(NamedTuple):
    """One row that makes no series known: where, what it says, and why."""

    line: int
    column: str
    value: str
    code: str
    message: str


@dataclass(frozen=True)
class Listed:
    """What a list of series says: drafts, and rows that are none. read = drafts + refused + blank."""

    profile: Profile
    source: Source
    read: int
    blank: int
    drafts: tuple[Draft, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Receipt:
    """What became of a list of series, or would become of it."""

    listed: Listed
    tally: Tally
    delivery: Return | None

    def sentence(self) -> str:
        """The outcome in one sentence."""
        done = (
            f"accepted as {self.delivery.reference}"
            if self.delivery and self.delivery.number
            else "nothing new"
        )
        outcome = "a dry run; nothing was changed" if self.delivery is None else done
        if self.tally.outcome == Outcome.REFUSED:
            outcome = "refused: no row could be accepted"
        return (
            f"{outcome}. {self.tally.new:,} series made known as drafts, {self.tally.superseding:,} worded anew, "
            f"{self.tally.unchanged:,} as they were, {self.tally.refused:,} rows refused."
        )


def try_out(*, path: Path, organisation: Organisation, by: User) -> Receipt:
    """Say which series a list would make known, and change nothing."""
    check_can_deliver(user=by, organisation=organisation)
    listed = read_list(path)
    return Receipt(listed, tally(listed), None)


def receive(*, path: Path, organisation: Organisation, by: User) -> Receipt:
    """Keep every series of a list as a draft. Raises NotAllowed and what the reader refuses."""
    check_can_deliver(user=by, organisation=organisation)
    listed = read_list(path)
    profile = listed.profile
    file = Delivered(
        path, path.name, profile.sha256, path.stat().st_size, profile.encoding or profile.kind,
        {"written_as": listed.source.slug},
    )  # fmt: skip
    with transaction.atomic():
        hold()
        counted = tally(listed)
        delivery = write_down(kind=KIND, file=file, tally=counted, organisation=organisation, by=by)
        drafting.keep(listed.drafts, listed.source)
        keep_refused(delivery, listed.faults)
        record(
            what="series_listed", about=delivery, by=by, source=listed.source.slug, series=len(listed.drafts)
        )
    return Receipt(listed, counted, delivery)


def tally(listed: Listed) -> Tally:
    """The counts of a list, held against the drafts that there are."""
    ids = dict(
        Indicator.objects.filter(slug__in=[each.slug for each in listed.drafts]).values_list("slug", "pk")
    )
    kept = releases.newest()
    held = {slug: kept.get(pk, (0, ""))[1] for slug, pk in ids.items()}
    said = {each.slug: releases.fingerprint(drafting.words_of(each, listed.source)) for each in listed.drafts}
    defined = load_definitions()
    same = sum(
        1 for slug, words in said.items() if held.get(slug) == words or (slug in defined and held.get(slug))
    )
    new = sum(1 for slug in said if not held.get(slug))
    return Tally(
        read=listed.read,
        refused=len(listed.faults),
        blank=listed.blank,
        repeated_headers=0,
        new=new,
        superseding=len(said) - new - same,
        unchanged=same,
    )


def read_list(path: Path) -> Listed:
    """What a list of series says. Raises WrongShape where it is of no source that has one."""
    with open_engine() as engine:
        profile = look(path)
        reading = read(profile, header_words(), engine)
        columns = Columns(reading.header.names, path.name)
        source, dictionary = source_of(columns)
        names = list(dictionary.columns)
        cells = ", ".join(columns.cell(dictionary.columns[name]) for name in names)
        rows = engine.connection.execute(f"select line, {cells} from raw order by line").fetchall()
    found = [(line, dict(zip(names, values, strict=True))) for line, *values in rows]
    return understood(reading, source, dictionary, found)


def source_of(columns: Columns) -> tuple[Source, Dictionary]:
    """The source of whose list these are the columns. Raises WrongShape."""
    there = {normalise(name) for name in columns.names}
    for each in load_sources().values():
        if each.dictionary and {normalise(name) for name in each.dictionary.columns.values()} <= there:
            return each, each.dictionary
    raise WrongShape(
        f"{columns.where} is no list of series that we know. It has the columns {', '.join(columns.names)[:200]}."
        " Figures are received with `placepact receive indicators`."
    )


def understood(
    reading: Reading, source: Source, dictionary: Dictionary, rows: list[tuple[int, dict[str, str]]]
) -> Listed:
    """Each row a draft, a fault or blank; of two rows of one series the first counts."""
    drafts: dict[str, Draft] = {}
    faults: list[Fault] = []
    blank = 0
    for line, cells in rows:
        wrong = next(faults_of(line, cells, source, drafts), None)
        if not any(cells.values()):
            blank += 1
        elif wrong:
            faults.append(wrong)
        else:
            key = cells["key"]
            taken = {each.slug for each in drafts.values()}
            drafts[fold(key)] = Draft(
                key, short_name(source, key, taken), cells["title"][:200], words(cells, dictionary)
            )
    return Listed(reading.profile, source, reading.records, blank, tuple(drafts.values()), tuple(faults))


def faults_of(line: int, cells: dict[str, str], source: Source, drafts: dict[str, Draft]) -> Iterator[Fault]:
    """What is wrong with a row of a list."""
    assert source.dictionary is not None
    written = source.dictionary.columns
    for needed in ("key", "title"):
        if not cells[needed]:
            yield Fault(line, written[needed], "", "empty", f"{written[needed]} is empty. Fill it in.")
    held = drafts.get(fold(cells["key"]))
    if held is not None:
        yield Fault(
            line, written["key"], cells["key"], "repeat",
            f"the series {cells['key']} stands above as “{held.title}”, which is kept. Give this one a name of its own.",
        )  # fmt: skip
    try:
        source.names_for(cells["title"], cells.get("years", ""))
    except BadSource:
        yield Fault(
            line, written["years"], cells["years"], "kind_of_year",
            f"“{cells['years']}” is no kind of year that {source.slug}.toml knows. Add it there under [[years]].",
        )  # fmt: skip


def words(cells: dict[str, str], dictionary: Dictionary) -> dict[str, str]:
    """What a row says of its series, in the words of a definition; what it leaves out is left out."""
    known = {
        name: text
        for name, text in cells.items()
        if name not in ("key", "title") and text.casefold() not in NOTHING
    }
    direction = dictionary.directions.get(cells.get("direction", ""), "neither")
    return {**known, "direction": direction}
