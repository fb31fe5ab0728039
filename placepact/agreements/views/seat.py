"""Where somebody sits at the table of an agreement: which version, for which body, on which day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils import timezone

from placepact.agreements.actions import Who, acting
from placepact.agreements.frame import frame
from placepact.agreements.models import Agreement, LineVersion, Party, State, Version
from placepact.agreements.permissions import ACTS, own_lines, seen, shows_all
from placepact.agreements.rulebooks import rulebook
from placepact.agreements.rulebooks.engine import Rulebook
from placepact.agreements.rulebooks.facts import Step
from placepact.audit.models import Entry
from placepact.organisations.models import Organisation
from placepact.roles import queries as roles
from placepact.roles.permissions import Somebody, is_operator, say
from placepact.roles.rules import MAY, Act, Role, roles_that_may
from placepact.roles.why import Why, because

KEPT = "seats"


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

    def lacks_role(self, step: Step) -> str:
        """Why somebody's role does not let them take a step, in the words of the action; empty where it does."""
        act, body = ACTS[step], self.organisation
        if is_operator(self.request.user):
            return ""
        if body is None:
            return "You hold no role in any organisation, so there is none to act for."
        held = self.held.get(body.pk, ())
        if any(act in MAY[Role(role)] for role in held):
            return ""
        needed = " or ".join(role.words.lower() for role in roles_that_may(act))
        has = ", ".join(Role(role).words.lower() for role in held) or "no role"
        return (
            f"To {say(act)} for {body.name} takes the role {needed} there; you hold {has}. "
            f"Ask whoever manages roles at {body.name}."
        )


def seat(request: HttpRequest, slug: str) -> Seat:
    """The seat of somebody who takes part in an agreement.

    404 where they may not know of it, 403 (with the sentence) where they may read it and take no part.
    """
    found = looking(request, slug)
    if not found.is_party and not is_operator(request.user):
        needed = " or ".join(role.words.lower() for role in roles_that_may(Act.SEE_DRAFT))
        raise PermissionDenied(
            f"This page of {found.agreement} is for those who make it. It takes the role {needed} in one of its "
            "parties, or in a body that one of its lines names."
        )
    return found


def at_own_lines(request: HttpRequest, slug: str) -> Seat:
    """The seat of whoever takes part in an agreement, a department too, which sees its own lines and no other."""
    agreement, made = versions_of(slug)
    newest = next((each for each in made if each.state != State.SET_ASIDE), None)
    if agreement is None or newest is None or is_operator(request.user):
        return seat(request, slug)
    visible = seen(user=request.user, versions=made)
    if newest in visible and (found := sit(request, agreement, visible)).is_party:
        return found
    own = own_lines(user=request.user, version=newest)
    if not own:
        return seat(request, slug)
    found = sit(request, agreement, [newest, *(e for e in visible if e.pk != newest.pk)])
    return replace(found, own=own, why=why_own(found, own))


def why_own(found: Seat, own: frozenset[str]) -> Why:
    """Why a department's people see the lines that they see."""
    bodies = [each.name for each in found.bodies if Role.DEPARTMENT in found.held[each.pk]]
    return Why(
        f"You see {', '.join(sorted(own))} because you hold the role department at {' and '.join(bodies)}, which "
        "these lines name as body or lead. The other lines are not shown to you. Visitors do not see this page."
    )


def looking(request: HttpRequest, slug: str) -> Seat:
    """The seat of whoever may read an agreement, visitors too; 404 where they may not know of it."""
    agreement, made = versions_of(slug)
    visible = seen(user=request.user, versions=made)
    if agreement is None or not visible:
        raise Http404(f"No agreement is called {slug}. All places names those there are.")
    return sit(request, agreement, visible)


def versions_of(slug: str) -> tuple[Agreement | None, list[Version]]:
    """An agreement with its versions, newest first; None where none is called so."""
    agreement = Agreement.objects.select_related("place__area").filter(slug=slug).first()
    made = list(agreement.versions.order_by("-number")) if agreement else []
    if agreement is not None:
        for each in made:
            each.agreement = agreement  # read already: asking again would be a query each
    return agreement, made


def sit(request: HttpRequest, agreement: Agreement, visible: Sequence[Version]) -> Seat:
    """The seat of somebody to whom these versions are visible."""
    held, slug = roles_by_body(request), agreement.slug
    places = caseload(request.user, held)
    version = next((each for each in visible if each.state != State.SET_ASIDE), visible[0])
    inside, area = parties_and_related(version, held), agreement.place.area_id
    bodies = sorted((each for each, _ in held.values()), key=lambda each: (each.pk not in inside, each.name))
    kept = request.session.get(KEPT, {}).get(slug, {}) if request.user.is_authenticated else {}
    chosen = next((each for each in bodies if each.slug == kept.get("for")), bodies[0] if bodies else None)
    shown = next(
        (
            (Role(role), each.name)
            for each in bodies
            for role in held[each.pk][1]
            if each.pk in inside and shows_all(role, area=area, places=places)
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
        on=dt.date.fromisoformat(kept["on"]) if "on" in kept else usual_day(agreement),
    )


def caseload(user: Somebody, held: Mapping[int, tuple[Organisation, tuple[str, ...]]]) -> set[int]:
    """The areas of somebody's caseload, asked for only where a role of theirs has one."""
    has_one = any(Role.REGIONAL_OFFICE in names for _, names in held.values())
    return roles.caseload(user) if has_one else set()


def roles_by_body(request: HttpRequest) -> dict[int, tuple[Organisation, tuple[str, ...]]]:
    """The bodies in which somebody holds roles today, with the roles: one query."""
    made: dict[int, tuple[Organisation, tuple[str, ...]]] = {}
    for each in roles.holdings(request.user):
        before = made.get(each.organisation_id, (each.organisation, ()))[1]
        made[each.organisation_id] = (each.organisation, (*before, each.role))
    return made


def parties_and_related(version: Version, held: Iterable[int]) -> set[int]:
    """Of some organisations those that are a party to a version, or that a line of it names: at most two queries."""
    asked = set(held)
    if not asked:
        return set()
    found = set(
        Party.objects.filter(version=version, organisation__in=asked).values_list("organisation", flat=True)
    )
    if found:
        return found
    lines = LineVersion.objects.filter(version=version).order_by()
    named = lines.filter(involvements__organisation__in=asked).values_list(
        "involvements__organisation", flat=True
    )
    led = lines.filter(target__lead__in=asked).values_list("target__lead", flat=True)
    pledged = lines.filter(body__in=asked).values_list("body", flat=True)
    return set(named.union(led, pledged))


def usual_day(agreement: Agreement) -> dt.date:
    """Today; for a kind whose law has ended, the day of the newest step on record, so that its story goes on there."""
    today = timezone.localdate()
    if rulebook(agreement.kind).runs_on(today):
        return today
    entries = Entry.objects.filter(
        about_kind="agreements.agreement", about_id=str(agreement.pk), what__startswith="agreement_"
    )
    newest = entries.order_by("-number").first()
    written = newest.detail.get("on") if newest else None
    return dt.date.fromisoformat(written) if written else today


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
        ("rules", "Rules", is_open),
    )
    base = found.agreement.get_absolute_url()
    return [
        {"text": text, "href": f"{base}/{name}" if name else base, "current": name == here}
        for name, text, is_there in known
        if is_there
    ]
