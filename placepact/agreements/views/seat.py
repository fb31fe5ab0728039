"""Where somebody sits at the table of an agreement: which version, for which body, on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.http import Http404, HttpRequest
from django.utils import timezone

from placepact.agreements.actions import Who, acting
from placepact.agreements.frame import frame
from placepact.agreements.models import Agreement, LineVersion, State, Version
from placepact.agreements.permissions import (
    ACTS,
    LIMITED,
    At,
    Held,
    held_by,
    is_in_caseload,
    outside,
    own_lines,
    seen,
    shows_all,
)
from placepact.agreements.queries.documents import parties_of, read_parties
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Rulebook
from placepact.agreements.rulebooks.facts import Step
from placepact.audit.models import Entry
from placepact.organisations.models import Organisation
from placepact.roles.permissions import is_operator, say
from placepact.roles.rules import MAY, Act, Role, roles_that_may
from placepact.roles.why import Why, because

KEPT = "seats"
OF_A_DAY = "^(agreement|scrutiny|freedom|pledge|reward|delivery)_"
"""What is written of an agreement on a day of its own in the account of changes."""
REWARDED = ("lpsa", "laa_pilot", "laa_2008")
"""Kinds of agreement that could earn a reward; its page is of the room budgets."""


@dataclass(frozen=True)
class Seat:
    """Who looks at an agreement. `version` is the one that is worked on: the newest that is not set aside.

    `bodies` are those that somebody has a role in, the parties first; `held` their roles there, by organisation id.
    """

    request: HttpRequest
    agreement: Agreement
    version: Version
    versions: tuple[Version, ...]
    bodies: tuple[Organisation, ...]
    organisation: Organisation | None
    held: dict[int, tuple[str, ...]]
    is_party: bool
    on: dt.date
    in_caseload: bool = False
    """Whether the place is in the caseload of somebody who looks after places for a regional office."""
    own: frozenset[str] | None = None
    """The lines that somebody sees; None where it is every one. A department sees its own."""
    why: Why | None = None
    """Which role shows what is for those who make the agreement; None for whoever reads what is published."""

    @property
    def book(self) -> Rulebook:
        return rulebook(self.agreement.kind)

    @property
    def who(self) -> Who:
        """The one who acts. Raises PermissionDenied where there is no body to act for."""
        if self.organisation is None:
            raise PermissionDenied("You hold no role in any organisation, so there is none to act for.")
        return acting(by=self.request.user, organisation=self.organisation, on=self.on)  # type: ignore[arg-type]

    @property
    def signed(self) -> tuple[Version, ...]:
        """The signed versions, newest first."""
        return tuple(each for each in self.versions if each.state == State.SIGNED)

    def lacks_role(self, step: Step, reference: str = "") -> str:
        """Why somebody's role does not let them take a step, in the words of the action; empty where it does.

        `reference`: the line that it would be taken on; empty for a step on the whole.
        """
        return self.lacks(ACTS[step], reference)

    def lacks(self, act: Act, reference: str = "") -> str:
        """Why somebody's role does not let them do something for the body they act for; empty where it does."""
        body = self.organisation
        if is_operator(self.request.user):
            return ""
        if body is None:
            return "You hold no role in any organisation, so there is none to act for."
        held = [Role(each) for each in self.held.get(body.pk, ())]
        able = {role for role in held if act in MAY[role]}
        if able:
            return "" if able - set(LIMITED) else self.is_outside(able, reference)
        needed = " or ".join(role.words.lower() for role in roles_that_may(act))
        has = ", ".join(role.words.lower() for role in held) or "no role"
        return (
            f"To {say(act)} for {body.name} takes the role {needed} there; you hold {has}. "
            f"Ask whoever manages roles at {body.name}."
        )

    def is_outside(self, able: set[Role], reference: str) -> str:
        """Why roles that are limited do not reach here; empty where they do."""
        if Role.REGIONAL_OFFICE in able and self.in_caseload:
            return ""
        if Role.DEPARTMENT in able and reference and reference in (self.own or ()):
            return ""
        assert self.organisation is not None
        return outside(able, At(self.version), self.organisation, reference)


@dataclass(frozen=True)
class Known:
    """What was read before it is settled who sits where: `made` are all versions, `visible` those that may be seen whole."""

    agreement: Agreement
    made: tuple[Version, ...]
    visible: tuple[Version, ...]
    held: Held
    in_caseload: bool


def seat(request: HttpRequest, slug: str) -> Seat:
    """The seat of somebody who takes part in an agreement.

    404 where they may not know of it, 403 (with the sentence) where they may read it and take no part.
    """
    return inside(request, known(request, slug))


def at_own_lines(request: HttpRequest, slug: str) -> Seat:
    """The seat of whoever takes part in an agreement, a department too, which sees its own lines and no other."""
    read = known(request, slug)
    newest = next((each for each in read.made if each.state != State.SET_ASIDE), None)
    if newest is None or is_operator(request.user):
        return inside(request, read)
    if newest in read.visible and (found := sit(request, read, read.visible)).is_party:
        return found
    own = own_lines(user=request.user, version=newest)
    if not own:
        return inside(request, read)
    found = sit(request, read, [newest, *(e for e in read.visible if e.pk != newest.pk)])
    return replace(found, own=own, why=why_own(found, own))


def looking(request: HttpRequest, slug: str) -> Seat:
    """The seat of whoever may read an agreement, visitors too; 404 where they may not know of it."""
    return reading(request, known(request, slug))


def inside(request: HttpRequest, read: Known) -> Seat:
    """The seat of somebody who takes part. 404 and 403 as `seat` has them."""
    found = reading(request, read)
    if not found.is_party and not is_operator(request.user):
        needed = " or ".join(role.words.lower() for role in roles_that_may(Act.SEE_DRAFT))
        raise PermissionDenied(
            f"This page of {found.agreement} is for those who make it. It takes the role {needed} in one of its "
            "parties, or in a body that one of its lines names."
        )
    return found


def reading(request: HttpRequest, read: Known) -> Seat:
    """The seat of whoever may read. 404 as `looking` has it."""
    if not read.visible:
        raise Http404(f"No agreement is called {read.agreement.slug}. All places names those there are.")
    return sit(request, read, read.visible)


def known(request: HttpRequest, slug: str) -> Known:
    """An agreement with its versions, newest first, and the roles of whoever asks: three queries. 404 for no agreement."""
    made = list(
        Version.objects.filter(agreement__slug=slug)
        .select_related("agreement__place__area")
        .annotate(newest_step=newest_step())
        .order_by("-number")
    )
    if not made:
        raise Http404(f"No agreement is called {slug}. All places names those there are.")
    agreement = made[0].agreement
    for each in made:
        each.agreement = agreement  # one object, so that what is read of it is read once
    held = held_by(request.user) if request.user.is_authenticated else {}
    if held:
        signed = next((each for each in made if each.state == State.SIGNED), None)
        read_parties([each for each in made if each.state != State.SIGNED or each is signed])
    has_one = any(Role.REGIONAL_OFFICE in roles for _, roles in held.values())
    in_caseload = has_one and is_in_caseload(request.user, agreement)
    visible = seen(user=request.user, versions=made, held=held, in_caseload=in_caseload)
    return Known(agreement, tuple(made), tuple(visible), held, in_caseload)


def newest_step() -> Subquery:
    """The latest day of which a step is on record of a version's agreement, as it is written there."""
    entries = Entry.objects.filter(
        about_kind="agreements.agreement",
        about_id=Cast(OuterRef("agreement_id"), CharField()),
        what__regex=OF_A_DAY,
    )
    return Subquery(
        entries.annotate(day=KT("detail__on")).order_by(F("day").desc(nulls_last=True)).values("day")[:1]
    )


def why_own(found: Seat, own: frozenset[str]) -> Why:
    """Why a department's people see the lines that they see."""
    bodies = [each.name for each in found.bodies if Role.DEPARTMENT in found.held[each.pk]]
    return Why(
        f"You see {', '.join(sorted(own))} because you hold the role department at {' and '.join(bodies)}, which "
        "these lines name as body or lead. The other lines are not shown to you. Visitors do not see this page."
    )


def sit(request: HttpRequest, read: Known, visible: Sequence[Version]) -> Seat:
    """The seat of somebody to whom these versions are visible."""
    held, agreement = read.held, read.agreement
    version = next((each for each in visible if each.state != State.SET_ASIDE), visible[0])
    among = parties_and_related(version, held)
    bodies = sorted((each for each, _ in held.values()), key=lambda each: (each.pk not in among, each.name))
    kept = request.session.get(KEPT, {}).get(agreement.slug, {}) if request.user.is_authenticated else {}
    chosen = next((each for each in bodies if each.slug == kept.get("for")), bodies[0] if bodies else None)
    shown = next(
        (
            (Role(role), each.name)
            for each in bodies
            for role in held[each.pk][1]
            if each.pk in among and shows_all(role, in_caseload=read.in_caseload)
        ),
        None,
    )
    return Seat(
        request=request,
        agreement=agreement,
        version=version,
        versions=tuple(visible),
        bodies=tuple(bodies),
        organisation=chosen,
        held={body.pk: roles for body, roles in held.values()},
        is_party=shown is not None,
        why=Why(because(*shown, Act.SEE_DRAFT)) if shown else None,
        in_caseload=read.in_caseload,
        on=dt.date.fromisoformat(kept["on"]) if "on" in kept else usual_day(version),
    )


def parties_and_related(version: Version, held: Iterable[int]) -> set[int]:
    """Of some organisations those that are a party to a version, or that a line of it names: one query at most."""
    asked = set(held)
    if not asked:
        return set()
    found = {each.organisation_id for each in parties_of(version)} & asked
    if found:
        return found
    lines = LineVersion.objects.filter(version=version).order_by()
    named = lines.filter(involvements__organisation__in=asked).values_list(
        "involvements__organisation", flat=True
    )
    led = lines.filter(target__lead__in=asked).values_list("target__lead", flat=True)
    pledged = lines.filter(body__in=asked).values_list("body", flat=True)
    return set(named.union(led, pledged))


def usual_day(version: Version) -> dt.date:
    """Today; for a kind whose law has ended, the day of the newest step on record, so that its story goes on there."""
    today = timezone.localdate()
    written = getattr(version, "newest_step", None)
    if written is None or rulebook(version.agreement.kind).runs_on(today):
        return today
    return dt.date.fromisoformat(written)


def keep(request: HttpRequest, slug: str, *, body: str, on: dt.date) -> None:
    """Remember for which body somebody acts on an agreement, and on which day."""
    seats = request.session.get(KEPT, {})
    request.session[KEPT] = {**seats, slug: {"for": body, "on": on.isoformat()}}


def around(found: Seat, here: str, title: str) -> dict[str, Any]:
    """What every page of an agreement shows: the place, its own pages, and who acts for whom on which day."""
    area, base = found.agreement.place.area, found.agreement.get_absolute_url()
    framed = frame(area, "agreement", found.agreement) if area else {"place": found.agreement.place.name}
    return {
        **framed,
        "title": title,
        "agreement": found.agreement,
        "version": found.version,
        "book": found.book,
        "base": base,
        "pages": pages(found, here),
        "seat": found,
        "faults": {},
        "summary": [],
    }


def pages(found: Seat, here: str) -> list[dict[str, Any]]:
    """The pages of an agreement that somebody may open."""
    inside = found.is_party or is_operator(found.request.user)
    is_open = found.own is None or bool(found.signed)
    drafting = inside and Step.WRITE_LINE in found.book.may
    known = (
        ("", "Agreement", is_open),
        ("draft", "Drafting room", drafting and found.version.state != State.SIGNED),
        ("offer", "Offer", is_open and bool(found.book.tests)),
        ("board", "Negotiation", inside or found.own is not None),
        ("steps", "Steps", inside),
        ("compare", "Versions compared", is_open and len(found.versions) > 1),
        ("timeline", "Timeline", is_open),
        ("memoranda", "Memoranda", is_open),
        ("duties", "Duties", is_open),
        ("serves", "Strategies", is_open),
        ("scrutiny", "Scrutiny", is_open and bool(found.signed)),
        ("freedoms", "Freedoms", is_open),
        ("delivery", "Delivery", is_open and bool(found.signed)),
        ("board-pack", "Board pack", is_open and bool(found.signed)),
        ("questions", "Ten questions", is_open and bool(found.signed)),
        ("reward", "Reward", is_open and found.agreement.kind in REWARDED),
        ("rules", "Rules", is_open),
    )
    base = found.agreement.get_absolute_url()
    return [
        {"text": text, "href": f"{base}/{name}" if name else base, "current": name == here}
        for name, text, is_there in known
        if is_there
    ]
