"""One worker: takes what waits in the queue, one by one. Started by `placepact work`, and ends with it."""

from __future__ import annotations

import os

INTERVAL_SECONDS = 0.5


def main() -> None:
    """Work until standard input closes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "placepact.config.settings")
    import django
    from django.core.management import call_command

    from placepact.cli.work import end_with_whoever_started_this

    django.setup()
    end_with_whoever_started_this()
    call_command("db_worker", interval=INTERVAL_SECONDS, startup_delay=False, reload=False, verbosity=0)


if __name__ == "__main__":
    main()
