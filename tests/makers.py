"""Plain makers of records for tests: each fills in what a test does not care about.

`make_area(code="E08000004", name="Oldham")`; whatever is named differently is
taken as given. Records are written directly, past the actions, so that a test
can make a state without the acts that lead to it. `given_people` makes the four
fixed people of every permission test.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import count
from typing import Any, NamedTuple

from django.utils import timezone

from placepact.agreements.models import (
    Agreement,
    Block,
    Capacity,
    Involvement,
    Level,
    Line,
    LineKind,
    LineVersion,
    Memorandum,
    Party,
    State,
    Target,
    Version,
    YearTarget,
)
from placepact.agreements.queries.documents import document, heading
from placepact.agreements.queries.memoranda import memorandum_of
from placepact.agreements.rules.canonical import canonical, sha256, sha256_of_text
from placepact.indicators.definitions import load_definitions
from placepact.indicators.models import Indicator, Value
from placepact.indicators.rules.words import Finality, Presence
from placepact.organisations.models import ActsFor, Identifier, Organisation
from placepact.people.models import User
from placepact.places.models import Area, Kind, Membership, Neighbour, Place, Population, Succession
from placepact.returns.models import Outcome, RefusedCell, Return
from placepact.roles.rules import Role
from placepact.spending.models import AccountLine, Delivery, Profile
from tests.makers_of_people import (  # noqa: F401  handed on
    PASSWORD,
    SECRET,
    make_holding,
    make_invitation,
    make_notice,
    make_second_factor,
    make_sign_in,
    make_user,
)

_next = count(1)


def make_area(**different: Any) -> Area:
    """A metropolitan district; `code` and `name` are new each time."""
    n = next(_next)
    given = {"code": f"E08{n:06d}", "name": f"District {n}", "kind": Kind.METROPOLITAN_DISTRICT, **different}
    return Area.objects.create(**given)


def make_england(**different: Any) -> Area:
    return make_area(**{"code": "E92000001", "name": "England", "kind": Kind.NATION, **different})


def make_membership(child: Area, parent: Area, **different: Any) -> Membership:
    """A combined authority's district, from no stated day on."""
    given = {"hierarchy": "combined_authority", "release": "made for a test", **different}
    return Membership.objects.create(child=child, parent=parent, **given)


def make_succession(predecessor: Area, successor: Area, **different: Any) -> Succession:
    given = {"on": dt.date(2009, 4, 1), **different}
    return Succession.objects.create(predecessor=predecessor, successor=successor, **given)


def make_population(area: Area, **different: Any) -> Population:
    given = {"year": 2023, "count": 240_000, "source": "made for a test", **different}
    return Population.objects.create(area=area, **given)


def make_neighbour(area: Area, neighbour: Area, **different: Any) -> Neighbour:
    given = {"rank": 1, "likeness": "global", "release": "made for a test", **different}
    return Neighbour.objects.create(area=area, neighbour=neighbour, **given)


def make_place(area: Area | None = None, **different: Any) -> Place:
    """A place that has the area as its address."""
    stands_on = area or make_area()
    given = {"slug": f"place-{next(_next)}", "name": stands_on.name, "area": stands_on, **different}
    return Place.objects.create(**given)


def make_organisation(**different: Any) -> Organisation:
    n = next(_next)
    name = different.get("name", f"Council {n}")
    given = {
        "slug": f"council-{n}",
        "name": name,
        "short_name": name,
        "sector": "Local government",
        "legal_form": "Metropolitan borough council",
        **different,
    }
    return Organisation.objects.create(**given)


def make_identifier(organisation: Organisation, **different: Any) -> Identifier:
    given = {"scheme": "GB-LAE", "value": f"T{next(_next):03d}", **different}
    return Identifier.objects.create(organisation=organisation, **given)


def make_service(organisation: Organisation, area: Area, **different: Any) -> ActsFor:
    return ActsFor.objects.create(organisation=organisation, area=area, **different)


class People(NamedTuple):
    """The four fixed people, and the two bodies they work for."""

    ann: User
    bob: User
    cat: User
    dan: User
    council: Organisation
    partner: Organisation


def given_people() -> People:
    """Ann leads the accountable council, Bob works for a partner, Cat audits, Dan may see nothing."""
    council = make_organisation(slug="the-council", name="The Council")
    partner = make_organisation(slug="the-partner", name="The Partner", sector="Police")
    ann, bob, cat, dan = (
        make_user(name=name, email=f"{name.lower()}@example.org") for name in ("Ann", "Bob", "Cat", "Dan")
    )
    make_holding(ann, council, Role.COORDINATOR)
    make_holding(bob, partner, Role.CONTRIBUTOR)
    make_holding(cat, council, Role.AUDITOR)
    return People(ann, bob, cat, dan, council, partner)


def make_return(**different: Any) -> Return:
    """An accepted return of one row; numbered next in the sequence."""
    n = next(_next)
    outcome = different.get("outcome", Outcome.ACCEPTED)
    accepted = outcome == Outcome.ACCEPTED
    given: dict[str, Any] = {
        "number": (Return.objects.count() + 1) if accepted else None,
        "kind": "indicators",
        "outcome": outcome,
        "file_name": f"figures-{n}.csv",
        "sha256": hashlib.sha256(str(n).encode()).hexdigest(),
        "size_bytes": 1234,
        "encoding": "utf-8",
        "received_at": timezone.now(),
        "rows_read": 1,
        "rows_accepted": 1 if accepted else 0,
        "rows_refused": 0 if accepted else 1,
        "rows_new": 1 if accepted else 0,
        **different,
    }
    given.setdefault("organisation", None)
    given["organisation"] = given["organisation"] or make_organisation()
    given["received_by"] = given.get("received_by") or make_user()
    return Return.objects.create(**given)


def make_refused_cell(delivery: Return, **different: Any) -> RefusedCell:
    given = {
        "line": 14,
        "column": "value",
        "value": "47 apples",
        "code": "not_a_number",
        "message": "47 apples is not a number. Write digits only.",
        **different,
    }
    return RefusedCell.objects.create(delivery=delivery, **given)


def make_payments(**different: Any) -> Delivery:
    """An accepted delivery of one payment of £12.34 in April 2024; its file is only named. `body`: whose it is."""
    n = next(_next)
    given: dict[str, Any] = {
        "stage": "accepted",
        "covers_from": dt.date(2024, 4, 1),
        "covers_to": dt.date(2024, 4, 30),
        "first_paid_on": dt.date(2024, 4, 2),
        "last_paid_on": dt.date(2024, 4, 2),
        "file_name": f"payments-{n}.csv",
        "file_sha256": hashlib.sha256(str(n).encode()).hexdigest(),
        "file_bytes": 1234,
        "parquet_name": f"{n}.parquet",
        "parquet_sha256": hashlib.sha256(f"{n}.parquet".encode()).hexdigest(),
        "rows_read": 1,
        "rows_accepted": 1,
        "pence_read": 1234,
        "pence_accepted": 1234,
        **different,
    }
    given["body"] = given.get("body") or make_organisation()
    given["by"] = given.get("by") or make_user()
    if "accepted_as" not in given:
        given["accepted_as"] = make_return(kind="payments", organisation=given["body"])
    return Delivery.objects.create(**given)


def make_profile(**different: Any) -> Profile:
    given: dict[str, Any] = {"reading": {"dates": "day first"}, **different}
    given["body"] = given.get("body") or make_organisation()
    given["by"] = given.get("by") or make_user()
    return Profile.objects.create(**given)


def make_indicator(**different: Any) -> Indicator:
    """The anchor of a definition: of the first that has none yet, unless a slug is given."""
    if "slug" not in different:
        held = set(Indicator.objects.values_list("slug", flat=True))
        different["slug"] = next(slug for slug in sorted(load_definitions()) if slug not in held)
    known = load_definitions().get(different["slug"])
    return Indicator.objects.create(**{"title": known.title if known else different["slug"], **different})


def make_value(indicator: Indicator, area: Area, **different: Any) -> Value:
    """70.0 over 2023, given and final, with no limits."""
    given: dict[str, Any] = {
        "period_start": dt.date(2023, 1, 1),
        "period_length": "P1Y",
        "presence": Presence.GIVEN,
        "finality": Finality.FINAL,
        "value": 70.0,
        "line": 2,
        **different,
    }
    given["delivery"] = given.get("delivery") or make_return()
    return Value.objects.create(indicator=indicator, area=area, **given)


def make_account_line(body: Organisation, area: Area, **different: Any) -> AccountLine:
    """£5,000 spent on education in 2017-18, from one cell of one return."""
    given: dict[str, Any] = {
        "year_start": dt.date(2017, 4, 1),
        "year": "2017-18",
        "form": "RS",
        "code": "190",
        "label": "Education services",
        "role": "service",
        "theme": "education",
        "nature": "revenue",
        "amount_pence": 500_000,
        "amount_text": "5",
        "unit": "£ thousand",
        "sheet": "RS LA Data 2017-18",
        "row": 119,
        "column": "F",
        "line": 119,
        **different,
    }
    given["delivery"] = given.get("delivery") or make_return(kind="accounts")
    return AccountLine.objects.create(body=body, area=area, **given)


def make_agreement(area: Area | None = None, **different: Any) -> Agreement:
    """An agreement that runs now, with one signed version, one block and an accountable council.

    `council`: the accountable body; `state`: of its version; anything else is the agreement's own.
    """
    n, today = next(_next), timezone.localdate()
    council = different.pop("council", None) or make_organisation()
    state = different.pop("state", State.SIGNED)
    given: dict[str, Any] = {
        "slug": f"agreement-{n}",
        "kind": "integrated_settlement",
        "title": f"Agreement {n}",
        "sentence": "We will do better together.",
        "starts_on": today - dt.timedelta(days=400),
        "ends_on": today + dt.timedelta(days=400),
        "scheme": "share_of_the_way",
        "scheme_from": dt.date(2026, 1, 1),
        **different,
    }
    given["place"] = given.get("place") or make_place(area)
    agreement = Agreement.objects.create(**given)
    Block.objects.create(agreement=agreement, slug="work", name="Work and skills", order=1)
    make_version(agreement, council=council, state=state)
    return agreement


def make_version(agreement: Agreement, *, council: Organisation | None = None, **different: Any) -> Version:
    """The next version, signed unless said otherwise, with its accountable body.

    A signed version takes no more lines: make a draft, give it what it needs, then `make_signed`.
    """
    state = different.pop("state", State.SIGNED)
    days = {each: different.pop(each) for each in ("signed_on", "in_force_from") if each in different}
    given = {"number": agreement.versions.count() + 1, **different}
    version = Version.objects.create(agreement=agreement, **given)
    make_party(version, council or make_organisation(), capacity=Capacity.ACCOUNTABLE)
    return make_signed(version, **days) if state == State.SIGNED else version


def make_signed(version: Version, **different: Any) -> Version:
    """A draft signed on the day that its agreement starts; nothing of it can be changed from now on."""
    days = {"signed_on": version.agreement.starts_on, "in_force_from": version.agreement.starts_on}
    proof = {"heading": heading(version), "sha256": sha256(document(version))}
    Version.objects.filter(pk=version.pk).update(state=State.SIGNED, **{**days, **proof, **different})
    version.refresh_from_db()
    return version


def make_party(version: Version, organisation: Organisation, **different: Any) -> Party:
    return Party.objects.create(
        version=version, organisation=organisation, **{"capacity": Capacity.PARTNER, **different}
    )


def make_line(version: Version, **different: Any) -> LineVersion:
    """A line and its wording in a version; `reference` and `kind` are the line's."""
    n = next(_next)
    reference = different.pop("reference", f"T{n}")
    kind = different.pop("kind", LineKind.TARGET)
    line, _ = Line.objects.get_or_create(
        agreement=version.agreement, reference=reference, defaults={"kind": kind}
    )
    given = {"block": version.agreement.blocks.first(), "order": n, "title": f"Target {n}", **different}
    return LineVersion.objects.create(version=version, line=line, **given)


def make_target(version: Version, indicator: Indicator | None = None, **different: Any) -> Target:
    """A target from 68.0 in 2021 to 72.0 in 2025 for the agreement's place; `line`: of its wording."""
    wording = make_line(version, **different.pop("line", {}))
    years = different.pop("years", [(dt.date(2025, 1, 1), 72.0)])
    given: dict[str, Any] = {
        "indicator": indicator,
        "measure": "of working-age people",
        "area": version.agreement.place.area,
        "level": Level.LOCAL_AREA,
        "baseline": 68.0,
        "baseline_start": dt.date(2021, 1, 1),
        "baseline_length": "P1Y",
        **different,
    }
    given["lead"] = given.get("lead") or version.parties.get(capacity=Capacity.ACCOUNTABLE).organisation
    target = Target.objects.create(wording=wording, **given)
    for start, value in years:
        YearTarget.objects.create(target=target, period_start=start, period_length="P1Y", value=value)
    return target


def make_memorandum(version: Version, **different: Any) -> Memorandum:
    """The memorandum of a signed version."""
    day = dt.date(2024, 4, 1)
    text = canonical(memorandum_of(version, on=day))
    given: dict[str, Any] = {"number": 1, "on": day, "because": "approve", "agreement": version.agreement}
    given |= {"text": text, "sha256": sha256_of_text(text), **different}
    return Memorandum.objects.create(version=version, **given)


def make_involvement(target: Target, organisation: Organisation, **different: Any) -> Involvement:
    given = {"closeness": "supports", **different}
    return Involvement.objects.create(wording=target.wording, organisation=organisation, **given)
