"""The wordings of agreements that trace to priorities of strategies, and the targets that trace to none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from placepact.agreements.models import LineKind, LineVersion, State, Trace, Version
from placepact.partnerships.models import Priority


def tracing(priorities: Sequence[Priority]) -> dict[int, list[LineVersion]]:
    """The newest signed wording of each line that traces to a priority, by the priority's id: at most two queries."""
    held = Trace.objects.filter(priority__in=[each.pk for each in priorities], ended_on=None)
    pairs = list(held.order_by("line").values_list("priority", "line"))
    if not pairs:
        return {}
    rows = LineVersion.objects.filter(line__in={line for _, line in pairs}, version__state=State.SIGNED)
    newest = {
        each.line_id: each
        for each in rows.select_related("line", "version__agreement").order_by("version__number")
    }
    made: dict[int, list[LineVersion]] = {}
    for priority, line in pairs:
        if line in newest:
            made.setdefault(priority, []).append(newest[line])
    return made


def traces_of(lines: Iterable[int]) -> dict[int, list[Trace]]:
    """What lines trace to, by line id, with priority and strategy: one query."""
    made: dict[int, list[Trace]] = {}
    held = Trace.objects.filter(line__in=list(lines), ended_on=None).select_related(
        "priority__strategy", "line"
    )
    for each in held.order_by("priority__strategy__title", "priority__reference"):
        made.setdefault(each.line_id, []).append(each)
    return made


def untraced(version: Version) -> list[LineVersion]:
    """The targets of a version that trace to no priority of any strategy: one query."""
    rows = version.lines.filter(line__kind=LineKind.TARGET).exclude(
        line__traces__in=Trace.objects.filter(ended_on=None)
    )
    return list(rows.select_related("line").order_by("block__order", "order"))
