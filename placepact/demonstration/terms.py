"""Reading an agreement from its TOML file: see agreements/README.md for what each field means."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

from placepact.agreements.actions import Met, Statement
from placepact.agreements.rules.terms import LineTerms, TargetTerms, Terms
from placepact.demonstration.fields import Fields, UnreadableAgreement
from placepact.indicators.rules.periods import Period

FLAGS = ("designated", "statutory_education", "in_reward")

__all__ = ["UnreadableAgreement", "read_terms"]


@dataclass(frozen=True)
class Carried:
    """An agreement as its file holds it: `place` is the code of its area; `conditions` and `tests`
    are what is stated beside its lines."""

    terms: Terms
    place: str
    signed_on: dt.date
    conditions: tuple[Met, ...]
    tests: tuple[tuple[str, Statement], ...]


def read_terms(path: Path) -> Carried:
    """The agreement in a file. Raises UnreadableAgreement."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableAgreement(
            f"{path} cannot be read ({error.strerror}). Name a file that is there."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableAgreement(f"{path.name} is not UTF-8 text: {error}. Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableAgreement(f"{path.name} is not TOML: {error}. Mend that line.") from error
    whole = Fields(path.name, "the file", held)
    head = whole.table("agreement", named="[agreement]")
    found = Carried(
        terms(whole, head),
        head.text("place"),
        head.day("signed_on"),
        tuple(condition(each) for each in whole.tables("condition", needed=False)),
        tuple(statement(each) for each in whole.tables("test", needed=False)),
    )
    whole.refuse_what_was_not_asked_for()
    return found


def terms(whole: Fields, head: Fields) -> Terms:
    """The whole agreement."""
    return Terms(
        slug=head.text("slug"),
        title=head.text("title"),
        sentence=head.text("sentence"),
        kind=head.text("kind"),
        starts_on=head.day("starts_on"),
        ends_on=head.day("ends_on"),
        scheme=head.text("scheme"),
        scheme_from=head.day("scheme_from"),
        parties=tuple((each.text("organisation"), each.text("capacity")) for each in whole.tables("party")),
        blocks=tuple((each.text("slug"), each.text("name")) for each in whole.tables("block")),
        priorities=tuple(
            (each.text("ref"), each.text("block"), each.text("wording"))
            for each in whole.tables("priority", needed=False)
        ),
        targets=tuple(target(each) for each in whole.tables("target", needed=False)),
        others=tuple(other(each) for each in whole.tables("line", needed=False)),
        narrative=head.text("narrative", ""),
        is_illustrative=head.flag("illustrative"),
        reason=head.text("reason", ""),
    )


def other(row: Fields) -> LineTerms:
    """A contribution, a freedom, a pledge or a clause; its amount is written in whole pounds."""
    return LineTerms(
        reference=row.text("ref"),
        kind=row.text("kind"),
        title=row.text("title"),
        block=row.text("block"),
        wording=row.text("wording", ""),
        body=row.text("organisation", ""),
        amount_pence=round(row.number("pounds")) * 100 if row.has("pounds") else None,
    )


def condition(row: Fields) -> Met:
    """A condition of eligibility."""
    since = row.day("since") if row.has("since") else None
    return Met(row.text("condition"), row.day("true_on"), row.text("evidence"), since)


def statement(row: Fields) -> tuple[str, Statement]:
    """What is stated to one test of an offer; its amount is written in whole pounds."""
    pence = round(row.number("pounds")) * 100 if row.has("pounds") else None
    return row.text("which"), Statement(row.text("words"), row.text("evidence"), pence)


def target(row: Fields) -> TargetTerms:
    """One target."""
    baseline = row.table("baseline") if row.has("baseline") else None
    return TargetTerms(
        reference=row.text("ref"),
        title=row.text("title"),
        block=row.text("block"),
        measure=row.text("measure"),
        area=row.text("area"),
        level=row.text("level"),
        lead=row.text("lead"),
        priority=row.text("priority", ""),
        indicator=row.text("indicator", ""),
        wording=row.text("wording", ""),
        part_of_area=row.text("part_of_area", ""),
        for_whom=row.text("for_whom", "everyone"),
        baseline=baseline.number("value") if baseline else None,
        baseline_period=split(baseline.period("period")) if baseline else (None, ""),
        years=tuple(
            (*split(each.period("period")), each.number("value"))
            for each in row.tables("years", needed=False)
        ),
        partners=tuple(
            (each.text("organisation"), each.text("closeness"))
            for each in row.tables("partners", needed=False)
        ),
        flags=frozenset(flag for flag in FLAGS if row.flag(flag)),
        relative_to=row.text("relative_to", ""),
        deferred_until=row.day("deferred_until") if row.has("deferred_until") else None,
        approval_level=row.text("approval_level", ""),
        margin_percent=row.number("margin_percent") if row.has("margin_percent") else None,
        change_reason=row.text("change_reason", ""),
    )


def split(period: Period) -> tuple[dt.date, str]:
    return period.start, period.length
