"""`placepact sign-in`: set an organisation's own sign-in (OpenID Connect)."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any
from urllib.parse import urlsplit

from placepact.errors import Refusal

SECRET = "PLACEPACT_OIDC_SECRET"  # noqa: S105  the name of a variable, not what it holds


class NoAnswer(Refusal):
    """The sign-in of an organisation cannot be read."""


def run(options: argparse.Namespace) -> int:
    """Read what the sign-in says of itself, then keep it for the organisation."""
    from placepact.config import settings
    from placepact.organisations.queries import find
    from placepact.people.actions import operator
    from placepact.roles.services import Client, keep

    secret = os.environ.get(SECRET, "")
    if not secret:
        raise NoAnswer(
            f"Put the client's secret into the environment as {SECRET}, so that no list of commands holds it."
        )
    organisation = find(options.organisation)
    client = Client(
        server=options.server.rstrip("/"),
        client_id=options.client_id,
        secret=secret,
        form_origin=origin(str(configuration(options.server)["authorization_endpoint"])),
    )
    keep(organisation=organisation, client=client, domains=options.domain, by=operator())
    back = f"{settings.PLACEPACT_ADDRESS}/sign-in/with/{organisation.slug}/back"
    sys.stdout.write(
        f"{organisation.name} signs in at {client.form_origin}. Allow this address there to be returned to: {back}\n"
    )
    return 0


def configuration(server: str) -> dict[str, Any]:
    """What a provider says of itself. Raises NoAnswer."""
    import requests

    address = server.rstrip("/")
    if "/.well-known/" not in address:
        address += "/.well-known/openid-configuration"
    try:
        answer = requests.get(address, timeout=20)
        answer.raise_for_status()
        found = answer.json()
        if not isinstance(found, dict) or "authorization_endpoint" not in found:
            raise ValueError("it names no authorization_endpoint")
    except (requests.RequestException, ValueError) as error:
        raise NoAnswer(
            f"{address} does not answer as a sign-in should ({error}). See that the address is right."
        ) from error
    return found


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
