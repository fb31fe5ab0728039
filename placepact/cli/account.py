"""`placepact account`: let somebody sign in, with a role in an organisation."""

from __future__ import annotations

import argparse
import secrets


def run(options: argparse.Namespace) -> int:
    """Add an account where the address has none, give the role, and print a new account's password once."""
    from django.db import transaction
    from rich.console import Console

    from placepact.organisations.queries import find
    from placepact.people import actions as people
    from placepact.people.models import User
    from placepact.roles import actions as roles
    from placepact.roles.queries import roles_in
    from placepact.roles.rules import Role

    console = Console(highlight=False)
    role, organisation, by = Role(options.role), find(options.organisation), people.operator()
    with transaction.atomic():
        user = User.objects.filter(email__iexact=options.email).first()
        if user is None:
            password = secrets.token_urlsafe(15)
            name = options.name or options.email
            user = people.add_user(email=options.email, name=name, password=password, by=by)
            console.print(f"{user.email} can sign in with the password {password}, which is shown this once.")
        if role.value in roles_in(user, organisation):
            console.print(f"{user.email} is {role.words.lower()} at {organisation.name} already.")
        else:
            roles.give(user=user, role=role, organisation=organisation, by=by)
            console.print(f"{user.email} is now {role.words.lower()} at {organisation.name}.")
    return 0
