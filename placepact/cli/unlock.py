"""`placepact unlock`: let somebody who lost phone, key and codes set up another second factor."""

from __future__ import annotations

import argparse
import sys

from placepact.errors import Refusal


class Unknown(Refusal):
    """Nobody signs in with an address."""


def run(options: argparse.Namespace) -> int:
    """Take their second factor off and end their sessions; their password stays."""
    from placepact.people.actions import operator, take_second_factor_off
    from placepact.people.models import User

    user = User.objects.filter(email=options.email.lower(), is_active=True, is_operator=False).first()
    if user is None:
        raise Unknown(f"Nobody signs in as {options.email}. See that the address is right.")
    take_second_factor_off(user=user, by=operator())
    sys.stdout.write(
        f"{user.email} has no second factor now, and is asked to set one up at the next sign-in.\n"
    )
    return 0
