"""The ledger of freedoms and pledges: what was asked for, granted and used, and what came of what was pledged."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from placepact.agreements import actions
from placepact.agreements.actions import Delivered, Freed, NotInLedger
from placepact.agreements.forms import Bodies, Reading
from placepact.agreements.models import FreedomState, Version
from placepact.agreements.queries.freedoms import Freedom, Ledger, Pledge, ledger
from placepact.agreements.queries.reading import standing
from placepact.agreements.views.lines import items, told
from placepact.agreements.views.seat import Seat, around, looking
from placepact.drawings.bar import Share, bar
from placepact.drawings.svg import DAMSON, SIMILAR
from placepact.errors import Refusal
from placepact.govuk import format as formats
from placepact.roles.rules import Act

NOTHING = Bodies({}, {})


@never_cache
def freedoms(request: HttpRequest, slug: str) -> HttpResponse:
    """The ledger, and the forms for its next entries."""
    found = looking(request, slug)
    version = standing(found.signed, found.on) or found.version
    version.agreement = found.agreement
    said: dict[str, Any] = {"given": {}}
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        try:
            write(request, found, version)
        except Refusal as refused:
            said = {"summary": told(refused, "write"), "given": request.POST.dict()}
        else:
            return HttpResponseRedirect(f"{found.agreement.get_absolute_url()}/freedoms")
    held = ledger(version)
    page = {
        **around(found, "freedoms", "Freedoms and pledges"),
        "shown": version,
        "freedoms": [freedom(each) for each in held.freedoms],
        "pledges": [pledge(each) for each in held.pledges],
        "facts": facts(held),
        "caption": caption(held),
        **writing(found, held),
        **said,
    }
    return render(request, "agreements/freedoms.html", page)


def write(request: HttpRequest, found: Seat, version: Version) -> None:
    """Write what a form says into the ledger. Raises the Refusals of the actions, NotInLedger."""
    given = {name: str(value) for name, value in request.POST.items()}
    read = Reading(NOTHING, given)
    if given.get("step") == "pledge":
        percent = read.text("percent").removesuffix("%").strip()
        if not percent.isdecimal():
            raise NotInLedger(f"“{percent}” is no share. Write a whole number from 0 to 100.")
        delivered = Delivered(int(percent[:4]), read.text("words"), read.text("evidence"))
        actions.record_pledge(
            version=version, reference=read.text("line"), delivered=delivered, who=found.who
        )
        return
    amount, indicators = read.pence("amount"), lifted(read)
    if read.faults:
        raise NotInLedger("\n".join(read.faults.values()))
    freed = Freed(
        state=read.text("state"),
        words=read.text("words"),
        grant=read.text("grant"),
        amount_pence=amount,
        indicators=indicators,
        pledge=read.text("pledge"),
    )
    actions.record_freedom(version=version, reference=read.text("line"), freed=freed, who=found.who)


def lifted(read: Reading) -> tuple[int, int] | None:
    """The indicators before and after, where both are written; a fault where one is not a number, or missing."""
    before, after = read.text("indicators_from"), read.text("indicators_to")
    if not before and not after:
        return None
    if not (before.isdecimal() and after.isdecimal()) or max(len(before), len(after)) > 4:
        read.faults["indicators_from"] = (
            f"“{before}” to “{after}” are no two numbers of indicators. Write both, such as 188 and 170, or neither."
        )
        return None
    return int(before), int(after)


def writing(found: Seat, held: Ledger) -> dict[str, Any]:
    """What the forms offer; where they are closed to somebody who is signed in, why. Visitors see no form."""
    if not found.request.user.is_authenticated or found.organisation is None or not found.is_party:
        return {"may_write": False, "closed": ""}
    if found.lacks(Act.FOLLOW_PLEDGES) and found.lacks(Act.DECIDE_FOR_GOVERNMENT):
        return {"may_write": False, "closed": found.lacks(Act.FOLLOW_PLEDGES)}
    return {
        "may_write": True,
        "closed": "",
        "lines": items([(e.wording.line.reference, named(e)) for e in held.freedoms]),
        "states": items(list(FreedomState.choices)),
        "own_pledges": items([(e.wording.line.reference, named(e)) for e in held.pledges]),
        "in_return": [
            {"value": "", "text": "None"},
            *items([(e.wording.line.reference, named(e)) for e in held.pledges]),
        ],
    }


def named(each: Freedom | Pledge) -> str:
    return f"{each.wording.line.reference} {each.wording.title}"


def freedom(each: Freedom) -> dict[str, Any]:
    """A row: the freedom, its steps with their days, what it frees and what was pledged for it."""
    days = {entry.state: entry.on for entry in each.entries}
    entry = each.shown
    frees = []
    if entry and entry.grant:
        frees.append(entry.grant)
    if entry and entry.amount_pence is not None:
        frees.append(formats.pounds(entry.amount_pence))
    if entry and entry.indicators_from is not None and entry.indicators_to is not None:
        frees.append(f"{entry.indicators_from} indicators to {entry.indicators_to}")
    return {
        "freedom": each,
        "steps": [
            {"word": word, "reached": reached, "on": days.get(state_of(word)) if reached else None}
            for word, reached in each.steps
        ],
        "frees": frees,
        "pledges": [pledge(one) for one in each.pledges],
    }


def state_of(word: str) -> str:
    """The state that a label is of."""
    return next(each.value for each in FreedomState if each.label == word)


def pledge(each: Pledge) -> dict[str, Any]:
    """A pledge with its delivery drawn."""
    percent = each.newest.percent if each.newest else 0
    label = f"{each.wording.title}: {percent}% delivered"
    shares = [Share("delivered", percent, DAMSON), Share("to come", 100 - percent, SIMILAR)]
    return {"pledge": each, "percent": percent, "drawn": bar(shares, label)}


def facts(held: Ledger) -> list[dict[str, str]]:
    """The sums on top."""
    sums = held.sums
    asked = sum((sums.asked, sums.granted, sums.used, sums.refused, sums.withdrawn))
    delivered = sum(each.newest is not None and each.newest.percent == 100 for each in held.pledges)
    return [
        {"term": "Granted", "value": f"{sums.granted + sums.used} of {asked}", "detail": "asked for; they stand"},
        {"term": "Used", "value": str(sums.used), "detail": f"{sums.refused} refused, {sums.withdrawn} withdrawn"},
        {"term": "No longer ring-fenced", "value": formats.pounds(sums.freed_pence), "detail": f"{formats.pounds(sums.used_pence)} used so"},
        {"term": "Indicators lifted", "value": str(sums.lifted), "detail": "by what stands granted"},
        {"term": "Pledges delivered", "value": f"{delivered} of {len(held.pledges)}", "detail": "in full"},
    ]  # fmt: skip


def caption(held: Ledger) -> str:
    """The page in a sentence."""
    if not held.freedoms and not held.pledges:
        return "No freedom is asked for and nothing is pledged in this agreement."
    said = sum(bool(each.entries) for each in held.freedoms)
    freedoms = formats.count(len(held.freedoms), "freedom")
    asked = "asked for" if said == len(held.freedoms) else f"of which {said or 'none'} asked for so far"
    return f"{freedoms} {asked}; {formats.count(len(held.pledges), 'pledge')} in return."
