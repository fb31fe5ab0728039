"""Keeping the sign-in of an organisation, and which of them the sign-in page offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from allauth.socialaccount.models import SocialApp
from django.db import transaction

from placepact.audit.actions import hold, record
from placepact.errors import Refusal
from placepact.organisations.models import Organisation
from placepact.people.models import User
from placepact.people.sealing import seal
from placepact.roles.models import Domain, SignInService
from placepact.roles.permissions import NotAllowed, is_operator

PROVIDER = "openid_connect"
SEALED = "sealed_secret"


class WrongService(Refusal):
    """What was said of an organisation's sign-in cannot be."""


@dataclass(frozen=True)
class Client:
    """How a sign-in knows this site."""

    server: str
    """Where the provider's openid-configuration is, or the address above it."""
    client_id: str
    secret: str
    form_origin: str


@transaction.atomic
def keep(*, organisation: Organisation, client: Client, domains: Iterable[str], by: User) -> SignInService:
    """Set or replace the sign-in of an organisation. Raises NotAllowed, WrongService."""
    if not is_operator(by):
        raise NotAllowed("An organisation's sign-in is set at the command line of this installation.")
    names = sorted({each.strip().lower().removeprefix("@") for each in domains if each.strip()})
    hold()
    check(organisation, client, names)
    service = SignInService.objects.filter(organisation=organisation).first()
    app = service.app if service else SocialApp(provider=PROVIDER)
    app.provider_id, app.name = organisation.slug, organisation.short_name
    # The library's own field is plain and too short for a sealed secret; `sign_in` puts it back for the library.
    app.client_id, app.secret = client.client_id, ""
    app.settings = {"server_url": client.server, SEALED: seal(client.secret)}
    app.save()
    service, _ = SignInService.objects.update_or_create(
        organisation=organisation, defaults={"app": app, "form_origin": client.form_origin}
    )
    service.domains.all().delete()
    Domain.objects.bulk_create(Domain(service=service, name=each) for each in names)
    record(what="sign_in_kept", about=service, by=by, server=client.server, domains=names)
    return service


def check(organisation: Organisation, client: Client, domains: list[str]) -> None:
    """Raise WrongService where a domain is none or another's, or an address is not one."""
    for address in (client.server, client.form_origin):
        parts = urlsplit(address)
        is_here = parts.hostname in {"localhost", "127.0.0.1"}
        if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_here)):
            raise WrongService(f"{address!r} is no address of a sign-in. Write it with https://.")
    if not domains:
        raise WrongService(f"Name at least one e-mail domain that {organisation.name} speaks for.")
    for each in domains:
        if "." not in each or "@" in each or " " in each:
            raise WrongService(
                f"{each!r} is no e-mail domain. Write what follows the @, such as council.gov.uk."
            )
    taken = Domain.objects.filter(name__in=domains).exclude(service__organisation=organisation)
    for other in taken.select_related("service__organisation"):
        raise WrongService(
            f"{other.name} belongs to the sign-in of {other.service.organisation.name} already."
        )


def offered() -> list[SignInService]:
    """The sign-ins that the sign-in page offers, by name: one query."""
    return list(SignInService.objects.select_related("organisation", "app").order_by("organisation__name"))
