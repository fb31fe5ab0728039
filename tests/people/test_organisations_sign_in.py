"""An organisation's own sign-in (OpenID Connect): a provider runs on loopback, and speaks for its domains alone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import oidc_provider_mock
import pytest
import requests
from django.test import Client

from placepact.audit.models import Entry
from placepact.cli.sign_in import NoAnswer, configuration, origin
from placepact.people.actions import operator
from placepact.people.models import User
from placepact.roles import actions, queries
from placepact.roles.models import SignInService
from placepact.roles.permissions import NotAllowed
from placepact.roles.rules import Role
from placepact.roles.services import Client as Service
from placepact.roles.services import WrongService, keep
from tests.makers import People, make_sign_in, make_user

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")

USERS = {
    "eve": {"email": "eve@council.example", "name": "Eve Example"},
    "mal": {"email": "mal@partner.example", "name": "Mal"},
    "sub": {"email": "sub@x.council.example", "name": "Sub"},
    "non": {"name": "No address"},
    "unp": {"email": "unp@council.example", "email_verified": False},
    "ann": {"email": "ann@council.example", "name": "Ann"},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    users = [oidc_provider_mock.User(sub=name, claims=claims) for name, claims in USERS.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=users) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def service(people: People, provider: str) -> SignInService:
    return make_sign_in(people.council, server=provider, domain="council.example")


def enter(client: Client, name: str, after: str = "") -> str:
    """Go to the provider by our button, say who one is there, and come back; the page that one gets."""
    away = client.post(f"/sign-in/with/the-council?next={after}")
    assert away.status_code == 302
    back = requests.post(away["Location"], data={"sub": name}, allow_redirects=False, timeout=10)
    parts = urlsplit(back.headers["Location"])
    assert parts.path == "/sign-in/with/the-council/back"
    answer = client.get(f"{parts.path}?{parts.query}", follow=True)
    return answer.content.decode()


def test_a_first_sign_in_makes_an_account_without_any_role(service: SignInService, client: Client) -> None:
    assert "You are Eve Example" in enter(client, "eve", "/account")
    eve = User.objects.get(email="eve@council.example")
    assert not queries.holdings(eve).exists()
    assert Entry.objects.filter(what="person_added", by=eve).exists()
    enter(Client(), "eve")
    assert User.objects.filter(email="eve@council.example").count() == 1


def test_whoever_has_an_account_gets_into_it(service: SignInService, people: People, client: Client) -> None:
    known = make_user(email="ann@council.example", name="Ann of the council")
    assert "You are Ann of the council" in enter(client, "ann", "/account")
    assert known.socialaccount_set.count() == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("mal", "named mal@partner.example. It speaks for addresses at council.example only"),
        ("sub", "named sub@x.council.example"),
        ("non", "named no e-mail address"),
        ("unp", "has not confirmed the address unp@council.example"),
    ],
)
def test_an_address_of_another_domain_is_refused_with_a_sentence(
    name: str, says: str, service: SignInService, client: Client
) -> None:
    make_user(email="mal@partner.example")
    before = User.objects.count()
    assert says in enter(client, name)
    assert User.objects.count() == before
    assert client.get("/account").status_code == 302


def test_an_account_that_moved_to_another_domain_is_no_longer_the_organisations(
    service: SignInService, client: Client
) -> None:
    enter(Client(), "eve")
    User.objects.filter(email="eve@council.example").update(email="eve@elsewhere.example")
    assert "named eve@elsewhere.example" in enter(client, "eve")
    assert client.get("/account").status_code == 302


def test_somebody_whose_account_was_closed_does_not_get_in_by_their_organisation(
    service: SignInService, people: People, client: Client
) -> None:
    enter(Client(), "eve")
    actions.leave(user=User.objects.get(email="eve@council.example"), by=operator())
    enter(client, "eve")
    assert client.get("/account").status_code == 302


def test_above_viewer_the_second_factor_is_asked_for_all_the_same(
    service: SignInService, people: People, client: Client
) -> None:
    enter(Client(), "eve")
    eve = User.objects.get(email="eve@council.example")
    actions.give(user=eve, role=Role.APPROVER, organisation=people.council, by=operator())
    assert "Set up a second factor first" in enter(client, "eve", "/returns")


def test_an_answer_that_nobody_asked_for_is_refused(service: SignInService, client: Client) -> None:
    answer = client.get("/sign-in/with/the-council/back?code=x&state=y")
    assert answer.status_code == 401
    assert "nobody was signed in" in answer.content.decode()


def test_the_sign_in_page_offers_it_and_lets_its_forms_lead_there_alone(
    service: SignInService, client: Client
) -> None:
    answer = client.get("/sign-in")
    assert 'action="/sign-in/with/the-council?next="' in answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert f"form-action 'self' {service.form_origin};" in policy
    assert service.form_origin not in client.get("/privacy")["Content-Security-Policy"]
    assert service.form_origin in client.get("/sign-in/with/the-council")["Content-Security-Policy"]


def test_a_provider_that_is_not_there_is_not_found(people: People, client: Client) -> None:
    assert client.get("/sign-in/with/nobody").status_code == 404


# --- setting one up -----------------------------------------------------------------------------


def about(server: str) -> Service:
    return Service(server=server, client_id="placepact", secret="s", form_origin=server)


def test_a_sign_in_is_kept_with_its_domains_and_replaced(people: People, provider: str) -> None:
    for domains in (["@Council.example", "old.example"], ["council.example"]):
        keep(organisation=people.council, client=about(provider), domains=domains, by=operator())
    held = SignInService.objects.get()
    assert list(held.domains.values_list("name", flat=True)) == ["council.example"]
    assert Entry.objects.filter(what="sign_in_kept").count() == 2
    assert "secret" not in str(Entry.objects.filter(what="sign_in_kept").values_list("detail", flat=True))


@pytest.mark.parametrize(
    ("server", "domains", "says"),
    [
        ("https://s.example", [], "at least one e-mail domain"),
        ("https://s.example", ["council"], "is no e-mail domain"),
        ("https://s.example", ["a@council.example"], "is no e-mail domain"),
        ("https://s.example", ["taken.example"], "belongs to the sign-in of The Partner"),
        ("http://s.example", ["council.example"], "Write it with https://"),
        ("nonsense", ["council.example"], "Write it with https://"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(
    server: str, domains: list[str], says: str, people: People
) -> None:
    make_sign_in(people.partner, domain="taken.example")
    with pytest.raises(WrongService, match=says):
        keep(organisation=people.council, client=about(server), domains=domains, by=operator())


@pytest.mark.parametrize("name", ["ann", "bob", "cat", "dan"])
def test_only_the_command_line_sets_one(name: str, people: People) -> None:
    with pytest.raises(NotAllowed, match="command line"):
        keep(
            organisation=people.council, client=about("https://s"), domains=["a.b"], by=people._asdict()[name]
        )


def test_a_provider_says_where_its_forms_lead(provider: str) -> None:
    assert origin(str(configuration(provider)["authorization_endpoint"])) == provider
    with pytest.raises(NoAnswer, match="does not answer as a sign-in should"):
        configuration(f"{provider}/nowhere")
