"""A version as one document, which is hashed, signed, compared and downloaded. Relations alone, no methods of models,
so that a migration can ask too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from placepact.agreements.models import Block, Line, LineVersion, Party, Version
from placepact.agreements.queries.stated import stated_document
from placepact.agreements.rules.canonical import FORM
from placepact.agreements.rules.headings import Heading, over
from placepact.agreements.rules.lines import to_json
from placepact.agreements.rules.terms import LineTerms

FOR_LIFE = ("kind", "scheme", "is_illustrative")
NAMED = (
    "line", "block", "body", "target__priority", "target__indicator", "target__area", "target__lead",
    "target__relative_to",
)  # fmt: skip


def document(version: Version, terms: Iterable[LineTerms] | None = None) -> dict[str, Any]:
    """Everything that a version says, as plain data: five queries however many lines; `terms` where they are read."""
    read = terms if terms is not None else [read_line(each) for each in wordings(version)]
    lines = [to_json(each) for each in read]
    return {
        "form": FORM,
        "agreement": version.agreement.slug,
        "version": version.number,
        "heading": version.heading if version.sha256 else heading(version),
        "parties": sorted([each.organisation.slug, each.capacity] for each in parties_of(version)),
        "lines": sorted(lines, key=lambda each: str(each["reference"])),
        **stated_document(version),
    }


def heading(version: Version) -> dict[str, Any]:
    """What the agreement says of itself in a version beside its lines, with its blocks in order."""
    agreement = version.agreement
    return {
        **{name: getattr(agreement, name) for name in FOR_LIFE},
        **said_in(version).to_json(),
        "scheme_from": agreement.scheme_from.isoformat(),
        "place": agreement.place.slug,
        "blocks": [[each.slug, each.name] for each in blocks_of(version)],
    }


def said_in(version: Version) -> Heading:
    """Title, sentence, narrative and days as a version says them: its own, else those of its agreement."""
    held = version.agreement
    stands = Heading(held.title, held.sentence, held.narrative, held.starts_on, held.ends_on)
    return over(stands, version.heading)


def parties_of(version: Version) -> list[Party]:
    """The parties of a version by name: one query, which is not asked again of the same version."""
    read_parties([version])
    return sorted(version.parties.all(), key=lambda each: each.organisation.name)


def read_parties(versions: Sequence[Version]) -> None:
    """Read the parties of versions that have not been read with theirs: at most one query."""
    if versions:
        rows = versions[0].parties.model._base_manager.select_related("organisation")
        prefetch_related_objects(list(versions), Prefetch("parties", queryset=rows))


def blocks_of(version: Version) -> list[Block]:
    """The blocks of an agreement in their order: one query, which is not asked again of the same agreement."""
    prefetch_related_objects([version.agreement], "blocks")
    return sorted(version.agreement.blocks.all(), key=lambda each: (each.order, each.slug))


def wordings(version: Version, line: Line | None = None) -> list[LineVersion]:
    """The lines of a version (or one of them) with all that they name, in the order of the agreement: three queries."""
    rows = version.lines.filter(line=line.pk) if line is not None else version.lines.all()
    return with_all_they_name(rows)


def wordings_of(*versions: Version) -> list[list[LineVersion]]:
    """The lines of several versions as `wordings` gives those of one: three queries for all of them."""
    rows = with_all_they_name(
        LineVersion.objects.filter(version__in={each.pk for each in versions}).order_by()
    )
    return [[each for each in rows if each.version_id == version.pk] for version in versions]


def with_all_they_name(rows: QuerySet[LineVersion]) -> list[LineVersion]:
    """Lines with all that they name, read together."""
    involved = rows.model._meta.get_field("involvements").related_model._base_manager
    return list(
        rows.select_related(*NAMED)
        .prefetch_related(
            "target__year_targets",
            Prefetch("involvements", queryset=involved.select_related("organisation")),
        )
        .order_by("block__order", "order", "id")
    )


def names_in(rows: Iterable[LineVersion]) -> dict[str, str]:
    """The names by slug of the bodies that lines name, where `wordings` has read them."""
    bodies = [body for each in rows for body in bodies_in(each)]
    return {each.slug: each.name for each in bodies}


def bodies_in(wording: LineVersion) -> Iterable[Any]:
    """Every body that a line names."""
    if wording.body:
        yield wording.body
    if (target := getattr(wording, "target", None)) is not None:
        yield target.lead
    yield from (each.organisation for each in wording.involvements.all())


def read_line(wording: LineVersion) -> LineTerms:
    """The terms of a line as it stands in a version; quick where `wordings` has read it."""
    target = getattr(wording, "target", None)
    common = LineTerms(
        reference=wording.line.reference,
        kind=wording.line.kind,
        title=wording.title,
        block=wording.block.slug,
        wording=wording.wording,
        change_reason=wording.change_reason,
        body=wording.body.slug if wording.body else "",
        amount_pence=wording.amount_pence,
        partners=tuple((each.organisation.slug, each.closeness) for each in wording.involvements.all()),
    )
    return common if target is None else with_figures(common, target)


def with_figures(common: LineTerms, target: Any) -> LineTerms:
    """A line's terms with those of its target."""
    flags = {
        name for name in ("designated", "statutory_education", "in_reward") if getattr(target, f"is_{name}")
    }
    return LineTerms(
        **{
            **{name: getattr(common, name) for name in COMMON},
            **{name: getattr(target, name) for name in FIGURES},
        },
        without=getattr(target, "without", None),  # a migration asks of tables that are older than it
        priority=target.priority.reference if target.priority else "",
        indicator=target.indicator.slug if target.indicator else "",
        area=target.area.code,
        lead=target.lead.slug,
        relative_to=target.relative_to.code if target.relative_to else "",
        baseline_period=(target.baseline_start, target.baseline_length),
        years=tuple((y.period_start, y.period_length, y.value) for y in target.year_targets.all()),
        flags=frozenset(flags),
    )


COMMON = (
    "reference", "kind", "title", "block", "wording", "change_reason", "body", "amount_pence", "partners",
)  # fmt: skip
FIGURES = (
    "measure", "part_of_area", "level", "for_whom", "baseline", "deferred_until", "approval_level",
    "margin_percent",
)  # fmt: skip
