"""A partnership's strategies, the room in which a draft is written and adopted, and the wider strategies on record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from placepact.errors import Refusal
from placepact.partnerships.actions import strategies as acts
from placepact.partnerships.fields import Sent, items, names, told
from placepact.partnerships.managing import Incomplete, can_keep
from placepact.partnerships.models import Strategy, StrategyKind, WiderStrategy
from placepact.partnerships.permissions import check_can_manage
from placepact.partnerships.queries.seen import can_see
from placepact.partnerships.queries.strategies import missing_accounts, strategies_of, wider_over
from placepact.partnerships.rules.strategies import Level, State, reading_order, why_not_adopted
from placepact.partnerships.views.around import around, partnership_called, to_sign_in
from placepact.places.models import Area
from placepact.roles.permissions import NotAllowed, bodies_where_may, is_operator
from placepact.roles.rules import Act

KINDS = dict(StrategyKind.choices)
LEVELS = {each.value: each.value.capitalize() for each in Level}
HERE = "/strategies"


def strategies(request: HttpRequest, slug: str) -> HttpResponse:
    """Every strategy of a partnership, and for those who keep them the form that begins one."""
    partnership = partnership_called(slug)
    sent = Sent.by(request)
    summary: list[dict[str, str]] = []
    if request.method == "POST":
        if not request.user.is_authenticated:
            return to_sign_in(request)
        try:
            check_can_manage(user=request.user, partnership=partnership)
            terms = strategy_terms(sent)
            if not sent.faults:
                made = acts.begin(partnership=partnership, terms=terms, by=request.user)
                return HttpResponseRedirect(f"{made.get_absolute_url()}/write")
            summary = sent.summary
        except Refusal as refused:
            summary = told(refused)
    held = strategies_of(partnership)
    drafts = any(each.state == State.DRAFT for each in held)
    sees_drafts = drafts and can_see(request.user, next(e for e in held if e.state == State.DRAFT))
    page = {
        "strategies": [each for each in held if each.state != State.DRAFT or sees_drafts],
        "may_keep": can_keep(user=request.user, partnership=partnership),
        "kinds": items(list(StrategyKind.choices)),
        "given": sent.given,
        "faults": sent.faults,
        "summary": summary,
    }
    return render(
        request, "partnerships/strategies.html", {**around(partnership, HERE, "Strategies"), **page}
    )


def strategy_terms(sent: Sent) -> acts.StrategyTerms:
    """The terms of a strategy as they were sent, which hold only where there are no faults."""
    return acts.StrategyTerms(
        title=sent.text("title", "Write a title."),
        kind=sent.one_of("kind", KINDS),
        starts_on=sent.day("starts_on"),
        ends_on=sent.day_or_none("ends_on"),
        vision=sent.text("vision"),
        basis=sent.text("basis"),
        is_illustrative=bool(sent.given.get("is_illustrative")),
    )


@never_cache
@login_required
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """The room in which a draft is written: its own words, its priorities, what it takes account of, its adoption."""
    strategy = strategy_called(request, slug)
    try:
        check_can_manage(user=request.user, partnership=strategy.partnership)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    sent = Sent.by(request)
    summary: list[dict[str, str]] = []
    if request.method == "POST":
        try:
            if step_taken(request, strategy, sent):
                return HttpResponseRedirect(f"{strategy.get_absolute_url()}/write#{sent.given['step']}")
            summary = sent.summary
        except Refusal as refused:
            summary = told(refused)
        strategy.refresh_from_db()
    return render(request, "partnerships/write.html", {**showing(strategy, sent), "summary": summary})


def strategy_called(request: HttpRequest, slug: str) -> Strategy:
    """A strategy that somebody may see; else 404."""
    held = Strategy.objects.select_related(
        "partnership__place__area", "partnership__accountable_body", "replaces"
    )
    found = held.filter(slug=slug).first()
    if found is None or not can_see(request.user, found):
        raise Http404(f"No strategy is called {slug}. The page of its partnership names those there are.")
    return found


def step_taken(request: HttpRequest, strategy: Strategy, sent: Sent) -> bool:
    """Take the step that was sent; False where a field cannot be read. Raises Refusal."""
    steps: dict[str, Callable[[HttpRequest, Strategy, Sent], Callable[[], object]]] = {
        "change": change,
        "priority": priority,
        "strike": strike,
        "account": account,
        "adopt": adopt,
    }
    step = steps.get(sent.text("step"))
    if step is None:
        raise Incomplete(f"“{sent.text('step')}” is no step of this page. Choose one that it shows.")
    act = step(request, strategy, sent)
    if sent.faults:
        return False
    act()
    return True


def change(request: HttpRequest, strategy: Strategy, sent: Sent) -> Callable[[], object]:
    terms = strategy_terms(sent)
    return lambda: acts.change(strategy=strategy, terms=terms, by=request.user)  # type: ignore[arg-type]


def priority(request: HttpRequest, strategy: Strategy, sent: Sent) -> Callable[[], object]:
    terms = acts.PriorityTerms(
        reference=sent.text("reference", "Write a short reference, such as P1."),
        title=sent.text("priority", "Write the priority in a few words."),
        level=sent.one_of("level", LEVELS),
        theme=sent.text("theme"),
        under=sent.text("under"),
    )
    return lambda: acts.write_priority(strategy=strategy, terms=terms, by=request.user)  # type: ignore[arg-type]


def strike(request: HttpRequest, strategy: Strategy, sent: Sent) -> Callable[[], object]:
    reference = sent.text("struck", "Choose the priority.")
    return lambda: acts.strike_priority(strategy=strategy, reference=reference, by=request.user)  # type: ignore[arg-type]


def account(request: HttpRequest, strategy: Strategy, sent: Sent) -> Callable[[], object]:
    over = {str(each.pk): each for each in wider_over(strategy.partnership)}
    chosen = sent.one_of("wider", over)
    evidence = sent.text("evidence", "Write where one reads that it was taken account of.")
    on = sent.day("taken_on")
    return lambda: acts.take_account(
        strategy=strategy,
        wider=over[chosen],
        evidence=evidence,
        on=on,
        by=request.user,  # type: ignore[arg-type]
    )


def adopt(request: HttpRequest, strategy: Strategy, sent: Sent) -> Callable[[], object]:
    on, minute = sent.day("adopted_on"), sent.text("minute", "Name the minute of the adoption.")
    if on > timezone.localdate():
        sent.faults["adopted_on"] = "This day has not come yet. Write today or a day before."
    return lambda: acts.adopt(strategy=strategy, on=on, minute=minute, by=request.user)  # type: ignore[arg-type]


def showing(strategy: Strategy, sent: Sent) -> dict[str, Any]:
    """Everything that the room of a draft shows."""
    priorities = sorted(
        strategy.priorities.select_related("parent"), key=lambda e: reading_order(e.reference)
    )
    over = wider_over(strategy.partnership) if strategy.kind == StrategyKind.COMMUNITY else []
    accounts = {each.wider_id: each for each in strategy.accounts.all()}
    missing = missing_accounts(strategy, timezone.localdate())
    written = {
        "title": strategy.title,
        "kind": strategy.kind,
        "starts_on": strategy.starts_on.isoformat(),
        "ends_on": strategy.ends_on.isoformat() if strategy.ends_on else "",
        "vision": strategy.vision,
        "basis": strategy.basis,
        "is_illustrative": "on" if strategy.is_illustrative else "",
    }
    wide = [each for each in priorities if each.level != Level.LOCAL]
    return {
        **around(strategy.partnership, HERE, strategy.title),
        "strategy": strategy,
        "is_draft": strategy.state == State.DRAFT,
        "priorities": priorities,
        "over": [(each, accounts.get(each.pk)) for each in over],
        "why_not": why_not_adopted(strategy.state, len(priorities), [each.title for each in missing]),
        "given": {**written, "taken_on": timezone.localdate().isoformat(), **sent.given},
        "faults": sent.faults,
        "kinds": items(list(StrategyKind.choices)),
        "levels": items(list(LEVELS.items())),
        "under": items([(e.reference, f"{e.reference} {e.title}") for e in wide], "None"),
        "struck": items([(e.reference, f"{e.reference} {e.title}") for e in priorities]),
        "wider_items": items([(str(e.pk), e.title) for e in over]),
        "today": timezone.localdate().isoformat(),
    }


def wider(request: HttpRequest) -> HttpResponse:
    """The strategies of wider bodies that others take account of, and for their owners the form that records one."""
    sent, summary = Sent.by(request), list[dict[str, str]]()
    if request.method == "POST":
        if not request.user.is_authenticated:
            return to_sign_in(request)
        try:
            if wider_step(request, sent):
                return HttpResponseRedirect(request.path)
            summary = sent.summary
        except Refusal as refused:
            summary = told(refused)
    mine = bodies_where_may(user=request.user, act=Act.MANAGE_PARTNERSHIP)
    on_record = list(WiderStrategy.objects.select_related("owner", "area"))
    page = {
        "title": "Strategies to take account of",
        "wider": on_record,
        "may_record": bool(mine) or is_operator(request.user),
        "own": items([(str(e.pk), e.title) for e in on_record if e.ends_on is None and e.owner_id in mine]),
        "names": names() if mine else [],
        "given": sent.given,
        "faults": sent.faults,
        "summary": summary,
    }
    return render(request, "partnerships/wider.html", page)


def wider_step(request: HttpRequest, sent: Sent) -> bool:
    """Record or end a wider strategy; False where a field cannot be read. Raises Refusal."""
    if sent.text("step") == "end":
        known = {str(e.pk): e for e in WiderStrategy.objects.select_related("owner")}
        chosen, on = sent.one_of("ended", known), sent.day("last_day")
        if not sent.faults:
            acts.end_wider(wider=known[chosen], on=on, by=request.user)  # type: ignore[arg-type]
        return not sent.faults
    owner = sent.body("owner")
    area = Area.objects.filter(code=sent.text("area").upper()).first()
    if owner is None and "owner" not in sent.faults:
        sent.faults["owner"] = "Name the organisation whose strategy it is."
    if area is None:
        sent.faults["area"] = "Write the code of the area that it is for, such as E12000007 for London."
    title, basis = sent.text("title", "Write the title."), sent.text("basis", "Name the section.")
    adopted_on, ends_on = sent.day("adopted_on"), sent.day_or_none("ends_on")
    if sent.faults or owner is None or area is None:
        return False
    terms = acts.WiderTerms(title=title, area=area, basis=basis, adopted_on=adopted_on, ends_on=ends_on)
    acts.record_wider(owner=owner, terms=terms, by=request.user)  # type: ignore[arg-type]
    return True
