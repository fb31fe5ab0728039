"""Deny by default: every address of the site has a row here that says who may see it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from placepact.audit.models import Entry
from placepact.frameworks.models import FrameworkLine, Request, WorkbookIn
from placepact.people.models import User
from placepact.roles.models import Holding, Invitation
from placepact.roles.rules import Role
from tests.makers import (
    People,
    make_agreement,
    make_holding,
    make_invitation,
    make_refused_cell,
    make_return,
    make_sign_in,
    make_user,
)
from tests.site.world import World, make_world

VISITOR, SIGNED_IN, ROLE = "visitor", "signed in", "whoever holds a role"
HALF = "whoever has shown a password"
CONFIRMED = "signed in and asked for the password again"

# Name of each address, an example of it, and who may see it.
WHO: dict[str, tuple[str, str]] = {
    "home": ("/", VISITOR),
    "places": ("/places", VISITOR),
    "place": ("/places/E08000004", VISITOR),
    "area_indicators": ("/places/E08000004/indicators", VISITOR),
    "area_agreement": ("/places/E08000004/agreement", VISITOR),
    "area_organisations": ("/places/E08000004/organisations", VISITOR),
    "scorecard": ("/places/E47000001/scorecard", VISITOR),
    "scorecard_file": ("/places/E47000001/scorecard.csv", VISITOR),
    "indicator": ("/places/E08000004/indicators/{indicator}", VISITOR),
    "figure_file": ("/places/E08000004/indicators/{indicator}/{figure}.csv", VISITOR),
    "money": ("/places/E47000001/money", VISITOR),
    "money_payments": ("/places/E47000001/money/payments", VISITOR),
    "money_payment_lines": ("/places/E47000001/money/payments/lines?year=2019-20", VISITOR),
    "money_file": ("/places/E47000001/money.csv", VISITOR),
    "money_picture": ("/places/E47000001/money/pictures/flow.svg", VISITOR),
    "money_body": ("/places/E47000001/money/bodies/the-council", VISITOR),
    "money_theme": ("/places/E47000001/money/themes/education", VISITOR),
    "money_lines": ("/places/E47000001/money/lines", VISITOR),
    "money_lines_file": ("/places/E47000001/money/lines.csv", VISITOR),
    "frameworks": ("/frameworks", VISITOR),
    "framework_conflicts": ("/frameworks/conflicts", VISITOR),
    "framework_new": ("/frameworks/new", SIGNED_IN),
    "framework": ("/frameworks/the-plan", VISITOR),
    "framework_new_line": ("/frameworks/the-plan/lines/new", ROLE),
    "framework_line": ("/frameworks/the-plan/lines/{own_line}", ROLE),
    "collections": ("/collections", VISITOR),
    "collection_new": ("/collections/new", SIGNED_IN),
    "collection": ("/collections/the-collection", VISITOR),
    "requests": ("/requests", SIGNED_IN),
    "request": ("/requests/{request}", ROLE),
    "request_workbook": ("/requests/{request}/workbook.xlsx", ROLE),
    "request_send_in": ("/requests/{request}/workbook", ROLE),
    "request_refused": ("/requests/{request}/refused/{workbook}.xlsx", ROLE),
    "burden": ("/burden", VISITOR),
    "burden_of_body": ("/burden/the-council", SIGNED_IN),
    "place_burden": ("/places/E47000001/burden", VISITOR),
    "reporting": ("/places/E47000001/reporting", VISITOR),
    "agreement": ("/agreements/the-settlement", VISITOR),
    "agreement_compare": ("/agreements/the-settlement/compare", VISITOR),
    "agreement_timeline": ("/agreements/the-settlement/timeline", VISITOR),
    "agreement_memoranda": ("/agreements/the-settlement/memoranda", VISITOR),
    "agreement_memorandum": ("/agreements/the-settlement/memoranda/1", VISITOR),
    "agreement_rules": ("/agreements/the-settlement/rules", VISITOR),
    "agreement_offer": ("/agreements/the-offer/offer", VISITOR),
    "agreement_duties": ("/agreements/the-settlement/duties", VISITOR),
    "agreement_scrutiny": ("/agreements/the-settlement/scrutiny", VISITOR),
    "agreement_scrutiny_request": ("/agreements/the-settlement/scrutiny/1", VISITOR),
    "agreement_freedoms": ("/agreements/the-settlement/freedoms", VISITOR),
    "organisation_duties": ("/organisations/the-council/duties", VISITOR),
    "agreement_serves": ("/agreements/the-settlement/serves", VISITOR),
    "agreement_delivery": ("/agreements/the-settlement/delivery", VISITOR),
    "agreement_plan": ("/agreements/the-settlement/lines/T1/plan", VISITOR),
    "agreement_evidence": ("/agreements/the-settlement/lines/T1/evidence/1", VISITOR),
    "agreement_board_pack": ("/agreements/the-settlement/board-pack", VISITOR),
    "agreement_board_pack_file": ("/agreements/the-settlement/board-pack.json", VISITOR),
    "agreement_questions": ("/agreements/the-settlement/questions", VISITOR),
    "agreement_reward": ("/agreements/the-settlement/reward", VISITOR),
    "agreement_reward_csv": ("/agreements/the-settlement/reward.csv", VISITOR),
    "agreement_new": ("/agreements/new", SIGNED_IN),
    "agreement_sitting": ("/agreements/the-settlement/sitting", SIGNED_IN),
    "agreement_draft": ("/agreements/the-settlement/draft", SIGNED_IN),
    "agreement_new_line": ("/agreements/the-settlement/draft/line", SIGNED_IN),
    "agreement_draft_line": ("/agreements/the-settlement/draft/lines/T1", SIGNED_IN),
    "agreement_board": ("/agreements/the-settlement/board", SIGNED_IN),
    "agreement_propose": ("/agreements/the-settlement/propose", SIGNED_IN),
    "agreement_line": ("/agreements/the-settlement/lines/T1", SIGNED_IN),
    "agreement_steps": ("/agreements/the-settlement/steps", SIGNED_IN),
    "agreement_document": ("/agreements/the-settlement/versions/1.json", VISITOR),
    "memorandum_document": ("/agreements/the-settlement/memoranda/1.json", VISITOR),
    "comparison_document": ("/agreements/the-settlement/compare/1-1.pdf", VISITOR),
    "partnerships": ("/partnerships", VISITOR),
    "area_partnerships": ("/places/E08000004/partnerships", VISITOR),
    "partnership": ("/partnerships/the-board", VISITOR),
    "partnership_interests": ("/partnerships/the-board/interests", VISITOR),
    "partnership_actions": ("/partnerships/the-board/actions", VISITOR),
    "partnership_disputes": ("/partnerships/the-board/disputes", VISITOR),
    "meeting": ("/partnerships/the-board/meetings/1", VISITOR),
    "partnership_new": ("/partnerships/new", SIGNED_IN),
    "partnership_settings": ("/partnerships/the-board/settings", SIGNED_IN),
    "partnership_seats": ("/partnerships/the-board/seats", SIGNED_IN),
    "meeting_new": ("/partnerships/the-board/meetings/new", SIGNED_IN),
    "partnership_strategies": ("/partnerships/the-partnership/strategies", VISITOR),
    "partnership_plans": ("/partnerships/the-partnership/plans", VISITOR),
    "decision_rights": ("/partnerships/the-partnership/decision-rights", VISITOR),
    "partnership_powers": ("/partnerships/the-partnership/powers", VISITOR),
    "partnership_footprint": ("/partnerships/the-partnership/footprint", VISITOR),
    "strategy": ("/strategies/the-strategy", VISITOR),
    "strategy_write": ("/strategies/the-strategy/write", SIGNED_IN),
    "wider_strategies": ("/strategies/to-take-account-of", VISITOR),
    "powers": ("/powers", VISITOR),
    "organisations": ("/organisations", VISITOR),
    "organisation": ("/organisations/the-council", VISITOR),
    "returns": ("/returns", VISITOR),
    "return": ("/returns/R-000001", VISITOR),
    "search": ("/search?q=oldham", VISITOR),
    "glossary": ("/glossary", VISITOR),
    "sources": ("/sources", VISITOR),
    "how_we_judge": ("/how-we-judge", VISITOR),
    "accessibility": ("/accessibility", VISITOR),
    "privacy": ("/privacy", VISITOR),
    "money_board": ("/places/E47000001/money/returns", VISITOR),
    "review_suppliers": ("/money/suppliers", SIGNED_IN),
    "review_purposes": ("/money/classify", SIGNED_IN),
    "deliveries": ("/deliveries", SIGNED_IN),
    "delivery": ("/deliveries/00000000-0000-0000-0000-000000000000", SIGNED_IN),
    "delivery_refused": ("/deliveries/00000000-0000-0000-0000-000000000000/refused.csv", SIGNED_IN),
    # Signing in:
    "account_login": ("/sign-in", VISITOR),
    "account_inactive": ("/sign-in/closed", VISITOR),
    "account_email_verification_sent": ("/sign-in/address", VISITOR),
    "account_confirm_email": ("/sign-in/address/nonsense", VISITOR),
    "account_reset_password": ("/sign-in/new-password", VISITOR),
    "account_reset_password_done": ("/sign-in/new-password/sent", VISITOR),
    "account_reset_password_from_key": ("/sign-in/new-password/1-nonsense", VISITOR),
    "account_reset_password_from_key_done": ("/sign-in/new-password/done", VISITOR),
    "socialaccount_login_cancelled": ("/sign-in/stopped", VISITOR),
    "socialaccount_login_error": ("/sign-in/failed", VISITOR),
    "openid_connect_login": ("/sign-in/with/the-council", VISITOR),
    "openid_connect_callback": ("/sign-in/with/the-council/back", VISITOR),
    "invitation": ("/invitations/a-secret", VISITOR),
    "mfa_authenticate": ("/sign-in/second-factor", HALF),
    "mfa_login_webauthn": ("/sign-in/passkey", HALF),
    "account_logout": ("/sign-out", SIGNED_IN),
    # One's own account:
    "account": ("/account", SIGNED_IN),
    "notices": ("/account/notices", SIGNED_IN),
    "dismiss": ("/account/notices/1/dismiss", SIGNED_IN),
    "lend": ("/account/roles/{own}/lend", SIGNED_IN),
    "account_change_password": ("/account/password", SIGNED_IN),
    "account_set_password": ("/account/password/set", SIGNED_IN),
    "usersessions_list": ("/account/sessions", SIGNED_IN),
    "second_factor_needed": ("/account/second-factor/needed", SIGNED_IN),
    "mfa_index": ("/account/second-factor", SIGNED_IN),
    "mfa_list_webauthn": ("/account/passkeys", SIGNED_IN),
    "account_reauthenticate": ("/account/confirm", SIGNED_IN),
    "mfa_reauthenticate": ("/account/confirm/code", SIGNED_IN),
    "mfa_reauthenticate_webauthn": ("/account/confirm/passkey", SIGNED_IN),
    "mfa_activate_totp": ("/account/second-factor/app", CONFIRMED),
    "mfa_deactivate_totp": ("/account/second-factor/app/remove", CONFIRMED),
    "mfa_view_recovery_codes": ("/account/second-factor/codes", CONFIRMED),
    "mfa_generate_recovery_codes": ("/account/second-factor/codes/new", CONFIRMED),
    "mfa_download_recovery_codes": ("/account/second-factor/codes.txt", CONFIRMED),
    "mfa_add_webauthn": ("/account/passkeys/add", CONFIRMED),
    "mfa_remove_webauthn": ("/account/passkeys/1/remove", CONFIRMED),
    "mfa_edit_webauthn": ("/account/passkeys/1", CONFIRMED),
    # What a role shows; SHOWN says to whom:
    "people": ("/organisations/the-council/people", ROLE),
    "invite": ("/organisations/the-council/people/invite", ROLE),
    "leaver": ("/organisations/the-council/people/{ann}/leave", ROLE),
    "take_back": ("/organisations/the-council/invitations/{invitation}/take-back", ROLE),
    "end_role": ("/organisations/the-council/roles/{own}/end", ROLE),
    "audit": ("/audit", ROLE),
    "audit_export": ("/audit.jsonl", ROLE),
    "refused_rows": ("/returns/D-900002/refused.xlsx", ROLE),
}
FILES = {
    "audit_export",
    "refused_rows",
    "request_workbook",
    "request_refused",
}  # which say nothing of themselves
NOT_PAGES = {"account_logout", "dismiss", "take_back", "end_role"}  # answer a POST only
# Of the pages that a role shows: who of the four, of an administrator (ada) and of whoever manages another body's
# people (oda) sees them.
SHOWN: dict[str, set[str]] = {
    "people": {"ann", "cat", "ada"},
    "invite": {"ann", "ada"},
    "leaver": {"ada"},
    "audit": {"cat"},
    "audit_export": {"cat"},
    "framework_new_line": {"ann"},
    "framework_line": {"ann"},
    "refused_rows": {"ann", "cat"},
    # The council accepts what the partner gives, so that whoever works on drafts in either sees the request.
    "request": {"ann", "bob", "cat"},
    "request_workbook": {"ann", "bob", "cat"},
    "request_send_in": {"ann", "bob", "cat"},
    "request_refused": {"ann", "bob", "cat"},
}
# Who may do what answers a POST only. Anybody may end a role of their own, so Ann may end hers.
DONE: dict[str, set[str]] = {"take_back": {"ann", "ada"}, "end_role": {"ann", "ada"}}


@pytest.fixture
def world(db: None) -> World:
    make_agreement(slug="the-offer", kind="place_offer")
    return make_world()


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every pattern of the site, those of included rooms too."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


def test_every_address_has_a_row_that_says_who_may_see_it() -> None:
    assert {each.name for each in patterns()} == set(WHO)


def address_of(name: str, world: World, other: Invitation | None = None) -> str:
    """The example of an address, with what the world calls its parts."""
    own = Holding.objects.get(user=world.people.ann)
    return WHO[name][0].format(
        indicator=world.indicator.slug,
        figure="over-time",
        own=own.pk,
        ann=world.people.ann.pk,
        invitation=other.pk if other else 1,
        own_line=FrameworkLine.objects.get().pk,
        request=Request.objects.get().reference,
        workbook=WorkbookIn.objects.get().pk,
    )


def named(*who: str) -> list[str]:
    return [name for name, (_, whose) in WHO.items() if whose in who and name not in NOT_PAGES]


@pytest.mark.parametrize("name", named(VISITOR))
def test_a_visitor_sees_what_is_published(name: str, world: World, client: Client) -> None:
    make_sign_in(world.people.council)
    make_invitation(world.people.council, secret="a-secret")
    # A sign-in that did not come about is told with the status that says so.
    failed = name in {"socialaccount_login_error", "openid_connect_callback"}
    assert client.get(address_of(name, world)).status_code == (401 if failed else 200)


@pytest.mark.parametrize("name", named(SIGNED_IN, ROLE))
def test_a_visitor_of_any_other_page_is_sent_to_sign_in_and_back(
    name: str, world: World, client: Client
) -> None:
    address = address_of(name, world)
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/sign-in?next={address}"


@pytest.mark.parametrize("name", named(HALF, CONFIRMED))
def test_a_visitor_sees_no_page_on_the_way_in_or_of_changing_how_one_signs_in(
    name: str, world: World, client: Client
) -> None:
    answer = client.get(address_of(name, world))
    assert answer.status_code in (302, 401, 404)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/sign-in")


@pytest.mark.parametrize("name", named(CONFIRMED))
def test_how_one_signs_in_is_changed_only_once_the_password_was_asked_again(
    name: str, world: World, client: Client
) -> None:
    client.force_login(world.people.ann)
    answer = client.get(address_of(name, world))
    assert answer.status_code in (302, 403, 404)
    if answer.status_code == 302:
        assert answer["Location"].startswith("/account/")
        assert "secret" not in answer.content.decode()


def everybody(people: People) -> dict[str, User]:
    """The four, an administrator of the council, and one of the partner."""
    ada, oda = make_user(name="Ada"), make_user(name="Oda")
    make_holding(ada, people.council, Role.ADMINISTRATOR)
    make_holding(oda, people.partner, Role.ADMINISTRATOR)
    return {
        "ann": people.ann,
        "bob": people.bob,
        "cat": people.cat,
        "dan": people.dan,
        "ada": ada,
        "oda": oda,
    }


NAMES = ("ann", "bob", "cat", "dan", "ada", "oda")


@pytest.mark.parametrize("person", NAMES)
@pytest.mark.parametrize("name", named(ROLE))
def test_a_page_that_a_role_shows_is_shown_to_whoever_holds_it_alone(
    name: str, person: str, world: World, client: Client
) -> None:
    client.force_login(everybody(world.people)[person])
    answer = client.get(address_of(name, world))
    assert answer.status_code == (200 if person in SHOWN[name] else 403)
    if person in SHOWN[name] and name not in FILES:
        assert "Why can I see this?" in answer.content.decode()
    if person not in SHOWN[name]:
        assert "takes the role" in answer.content.decode()


@pytest.mark.parametrize("person", [*NAMES, None])
@pytest.mark.parametrize("name", DONE)
def test_what_a_role_does_is_done_by_whoever_holds_it_alone(
    name: str, person: str | None, world: World, client: Client
) -> None:
    invitation = make_invitation(world.people.council)
    who = everybody(world.people)
    if person:
        client.force_login(who[person])
    before = Entry.objects.count()
    answer = client.post(address_of(name, world, invitation))
    may = person in DONE[name]
    assert answer.status_code == (302 if may or person is None else 403)
    assert (Entry.objects.count() > before) is may


def test_every_page_that_a_role_shows_says_to_whom() -> None:
    assert set(SHOWN) == set(named(ROLE))
    assert set(DONE) | set(SHOWN) == {name for name, (_, who) in WHO.items() if who == ROLE}


@pytest.mark.parametrize("name", [name for name in named(SIGNED_IN) if WHO[name][0].startswith("/account")])
def test_whoever_has_signed_in_sees_the_pages_of_their_own_account(
    name: str, world: World, client: Client
) -> None:
    client.force_login(world.people.ann)
    assert client.get(address_of(name, world)).status_code in (200, 302)
    client.force_login(world.people.bob)
    assert client.get(address_of("lend", world)).status_code == 404


@pytest.mark.parametrize("person", ["ann", "bob", "cat", "dan"])
def test_whoever_has_signed_in_sees_their_own_account(person: str, people: People, client: Client) -> None:
    user = getattr(people, person)
    client.force_login(user)
    answer = client.get("/account")
    assert user.email in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("person", "may"), [("ann", True), ("bob", False), ("cat", True), ("dan", False), (None, False)]
)
@pytest.mark.parametrize("own", [True, False])
def test_refused_rows_are_seen_by_deliverers_and_auditors_of_the_body_alone(
    person: str | None, may: bool, own: bool, people: People, client: Client
) -> None:
    """Ann manages and Cat audits for the council; Bob delivers for the partner; Dan holds no role."""
    sender = people.council if own else people.partner
    may = may if own else person == "bob"
    delivery = make_return(organisation=sender, outcome="refused")
    make_refused_cell(delivery, value="a secret in a cell")
    if person:
        client.force_login(getattr(people, person))
    page = client.get(delivery.get_absolute_url()).content.decode()
    assert ("a secret in a cell" in page) is may
    assert ("It lets you see refused rows for it." in page) is may
    assert ("is shown only to people who deliver or audit" in page) is not may
    assert "1 refused" in page
