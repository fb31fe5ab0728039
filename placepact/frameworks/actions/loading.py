"""Bringing the definitions of frameworks into the record: safe to repeat, and what changed is ended and replaced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.frameworks.definitions import (
    FrameworkDefinition,
    LineDefinition,
    ReleaseDefinition,
    load_definitions,
)
from placepact.frameworks.models import Framework, FrameworkLine, Kind, Release
from placepact.indicators.models import Indicator
from placepact.organisations.models import Organisation
from placepact.people.models import User

CORRECTED = "The definition of the list was corrected."


class UnknownName(Refusal):
    """A definition names an indicator or an organisation that is not there."""


@dataclass
class Loading:
    """Who loads, what the names in definitions stand for, and how many lines were written or ended."""

    by: User
    today: dt.date
    indicators: Mapping[str, int]
    organisations: Mapping[str, int]
    changed: int = 0
    about: list[Framework] = field(default_factory=list)


@transaction.atomic
def load_frameworks(*, by: User, with_illustrative: bool = False) -> int:
    """Give every definition its rows; how many lines were written or ended. Raises UnknownName.

    Illustrative ones only where they are asked for: they are of bodies of the demonstration.
    """
    hold()
    wanted = [each for each in load_definitions().values() if with_illustrative or not each.illustrative]
    slugs = {slug for each in wanted for slug in organisations_named(each)}
    loading = Loading(
        by=by,
        today=timezone.localdate(),
        indicators=dict(Indicator.objects.values_list("slug", "pk")),
        organisations=dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "pk")),
    )
    for each in wanted:
        load_one(each, loading)
    if loading.about:
        record(
            what="frameworks_loaded",
            about=loading.about[0],
            by=by,
            frameworks=[each.slug for each in loading.about],
            lines=loading.changed,
        )
    return loading.changed


def organisations_named(framework: FrameworkDefinition) -> set[str]:
    """The slugs of the organisations that a definition names."""
    return {framework.owner, *(each.owed_by for each in framework.lines)} - {""}


def load_one(definition: FrameworkDefinition, loading: Loading) -> None:
    """One framework with its releases and lines; an own plan only once, since its owner changes it on a page."""
    if definition.kind == Kind.OWN and Framework.objects.filter(slug=definition.slug).exists():
        return
    owner = known(definition.owner, loading.organisations, definition.slug, "organisation")
    wanted = {
        "title": definition.title,
        "kind": definition.kind,
        "issuer": definition.issuer,
        "owner_id": owner,
        "note": definition.note,
        "is_illustrative": definition.illustrative,
    }
    framework, moved = kept(Framework, {"slug": definition.slug}, wanted)
    before = loading.changed
    for each in definition.releases:
        release, is_new = kept(Release, {"framework": framework, "name": each.name}, told(each))
        moved = moved or is_new
        load_lines(release, definition.lines_of(each.name), loading)
    if moved or loading.changed > before:
        loading.about.append(framework)


def kept(model: type[Any], key: Mapping[str, Any], wanted: Mapping[str, Any]) -> tuple[Any, bool]:
    """The row with a key, made or brought up to date; and whether anything changed."""
    row = model.objects.filter(**key).first()
    if row is None:
        return model.objects.create(**key, **wanted), True
    changed = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, wanted[name])
    if changed:
        row.save()
    return row, bool(changed)


def told(release: ReleaseDefinition) -> dict[str, Any]:
    """What a definition says of a release, by the names of its columns."""
    return {name: value for name, value in vars(release).items() if name != "name"}


def load_lines(release: Release, wanted: list[LineDefinition], loading: Loading) -> None:
    """Write the lines that are new or read otherwise, and end those that are replaced or gone."""
    standing = {each.number: each for each in release.lines.filter(ended_on=None)}
    fresh = []
    for position, each in enumerate(wanted, 1):
        columns = columns_of(each, position, loading)
        held = standing.pop(each.number, None)
        if held is not None and reads_alike(held, columns):
            if held.position != position:
                FrameworkLine.objects.filter(pk=held.pk).update(position=position)
            continue
        if held is not None:
            end(held, release, loading)
        fresh.append(
            FrameworkLine(
                release=release,
                replaces=held,
                written_by=loading.by,
                written_on=loading.today,
                **columns,
            )
        )
    for gone in standing.values():
        end(gone, release, loading)
    FrameworkLine.objects.bulk_create(fresh)
    loading.changed += len(fresh)


def reads_alike(line: FrameworkLine, columns: Mapping[str, Any]) -> bool:
    """Whether a line asks what its definition says now; where it stands in the list is no part of that."""
    return all(getattr(line, name) == value for name, value in columns.items() if name != "position")


def end(line: FrameworkLine, release: Release, loading: Loading) -> None:
    """End a line whose definition was wrong: it asks for nothing, now or in the past."""
    FrameworkLine.objects.filter(pk=line.pk).update(
        ended_on=loading.today,
        ended_because=CORRECTED,
        asks_until=release.valid_from - dt.timedelta(days=1),
    )
    loading.changed += 1


def columns_of(line: LineDefinition, position: int, loading: Loading) -> dict[str, Any]:
    """What a definition says of a line, by the names of its columns."""
    where = f"line {line.number}"
    target = line.target_period()
    for part in line.formula.get("parts", ()):
        known(part, loading.indicators, where, "indicator")
    return {
        "position": position,
        "number": line.number,
        "title": line.title,
        "group": line.group,
        "indicator_id": known(line.indicator, loading.indicators, where, "indicator"),
        "relation": line.relation,
        "formula": dict(line.formula),
        "remark": line.remark,
        "standing": line.standing,
        "source": line.source,
        "owed_by_class": line.owed_by_class,
        "owed_by_id": known(line.owed_by, loading.organisations, where, "organisation"),
        "owed_to": line.owed_to,
        "area_level": line.area_level,
        "period_length": line.period_length,
        "period_starts": line.period_starts,
        "every_months": line.every_months,
        "due_days": line.due_days,
        "takes_provisional": line.takes_provisional,
        "target_aim": line.target.get("aim", ""),
        "target_value": line.target.get("value"),
        "target_start": target.start if target else None,
        "target_length": target.length if target else "",
    }


def known(slug: str, rows: Mapping[str, int], where: str, what: str) -> int | None:
    """The id behind a name in a definition; None where it names none. Raises UnknownName."""
    if not slug:
        return None
    if slug not in rows:
        raise UnknownName(
            f"{where} names the {what} {slug}, which is not there. Load it first, or correct it."
        )
    return rows[slug]
