"""`placepact notify`: send the daily e-mail to everybody for whom something new waits."""

from __future__ import annotations

import argparse
import sys


def run(options: argparse.Namespace) -> int:
    """Open windows and remind by calendar, send, forget invitations that nobody accepted; 3 where some could not go."""
    from django.utils import timezone

    from placepact.agreements.actions.noticing import tell_who_is_waited_for
    from placepact.frameworks.actions import tend
    from placepact.partnerships.actions import tell_what_is_due
    from placepact.people.actions import operator
    from placepact.people.digest import send_all
    from placepact.roles.invitations import forget_expired

    forget_expired()
    tell_who_is_waited_for()
    tend(on=timezone.localdate(), by=operator())
    tell_what_is_due()
    sent = send_all()
    for each in sent.failed:
        sys.stderr.write(f"Not sent to {each}. It is tried again the next time.\n")
    sys.stdout.write(f"{sent.mails} {'e-mail' if sent.mails == 1 else 'e-mails'} sent.\n")
    return 3 if sent.failed else 0
