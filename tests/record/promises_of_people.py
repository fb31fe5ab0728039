"""What breaks each rule that the database keeps for the rooms `people` and `roles`: see test_promises_of_the_database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.socialaccount.models import SocialApp
from django.utils import timezone

from placepact.people.actions import operator
from placepact.people.models import Digest, User
from placepact.roles.models import Caseload, Holding, SignInService
from placepact.roles.rules import Role
from tests import makers

DAY, DAY_BEFORE = dt.date(2024, 4, 1), dt.date(2024, 3, 31)


def twice(act: Callable[..., object], *things: Any, **different: Any) -> None:
    act(*things, **different)
    act(*things, **different)


def holding(**different: Any) -> Holding:
    user, body = makers.make_user(), makers.make_organisation()
    return makers.make_holding(user, body, Role.VIEWER, **different)


def somebody(email: str, **different: Any) -> User:
    return User.objects.create(email=email, name="Somebody", **different)


def people_twice(email: str, other: str) -> None:
    somebody(email)
    somebody(other)


def operators() -> None:
    operator()
    somebody("second@example.org", is_operator=True)


def sign_in_twice() -> None:
    first = makers.make_sign_in()
    SignInService.objects.create(organisation=first.organisation, app=SocialApp.objects.create(client_id="x"))


PROOFS: dict[str, Callable[[], object]] = {
    # The room `people`:
    "one_account_for_an_email_whatever_its_case": lambda: people_twice("Ann@example.org", "ann@example.org"),
    "one_operator": operators,
    "people.User.email": lambda: people_twice("ann@example.org", "ann@example.org"),
    "nobody_is_told_twice_while_it_waits": lambda: twice(makers.make_notice, makers.make_user()),
    "a_notice_leads_to_a_page_of_ours": lambda: makers.make_notice(
        makers.make_user(), link="//elsewhere.example"
    ),
    "one_digest_a_person_and_day": lambda: twice(
        Digest.objects.create, user=makers.make_user(), on=DAY, notices=1, head="0" * 64
    ),
    # The room `roles`:
    "a_role_is_held_once_at_a_time": lambda: twice(
        makers.make_holding, makers.make_user(), makers.make_organisation(), Role.VIEWER
    ),
    "holding_ends_after_it_starts": lambda: holding(starts_on=DAY, ends_on=DAY_BEFORE),
    "role_is_a_known_one": lambda: Holding.objects.create(
        user=makers.make_user(), organisation=makers.make_organisation(), role="king", starts_on=DAY
    ),
    "a_delegation_has_its_last_day": lambda: holding(delegated_from=holding()),
    "an_area_is_in_a_caseload_once": lambda: twice(
        Caseload.objects.create, holding=holding(), area=makers.make_area()
    ),
    "nobody_is_invited_to_an_unknown_role": lambda: makers.make_invitation(role="king"),
    "an_address_is_forgotten_when_it_is_over": lambda: makers.make_invitation(over_at=timezone.now()),
    "accepted_is_over": lambda: makers.make_invitation(accepted_by=makers.make_user()),
    "a_domain_is_what_follows_the_at_sign": lambda: makers.make_sign_in(domain="ann@council.gov.uk"),
    "roles.Domain.name": lambda: twice(makers.make_sign_in, domain="council.gov.uk"),
    "roles.Invitation.secret_hash": lambda: twice(makers.make_invitation, secret="the same"),
    "roles.SignInService.app": lambda: makers.make_sign_in(app=makers.make_sign_in().app),
    "roles.SignInService.organisation": sign_in_twice,
}
