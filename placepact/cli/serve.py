"""`placepact serve`: the site behind gunicorn."""

from __future__ import annotations

import argparse
import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from placepact.errors import Refusal

FIRST_PORT = 8000


class PortTaken(Refusal):
    """Something else listens on the port that was asked for."""


def run(options: argparse.Namespace) -> int:
    """Prepare the database and the static files, then serve until stopped."""
    port = free_port(options.host, options.port)
    prepare()
    say_address(options.host, port)
    work = None if options.no_work else start_work()
    try:
        serve(options.host, port, options.workers or min(4, cores()))
    finally:
        stop_work(work)
    return 0


def start_work() -> subprocess.Popen[bytes]:
    """Start what does the long work, as a process of its own that ends when this one does."""
    command = [sys.executable, "-m", "placepact", "work", "--attached"]
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def stop_work(work: subprocess.Popen[bytes] | None) -> None:
    """End what does the long work: its input closes."""
    if work and work.stdin:
        work.stdin.close()


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def prepare() -> None:
    """Bring the tables and static files of this home up to date; quick where they are."""
    from django.core.management import call_command

    with alone():
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other command prepares this home: two that made its tables at once would collide."""
    import fcntl

    from django.conf import settings

    with (settings.PLACEPACT_HOME / "preparing.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def free_port(host: str, wanted: int | None) -> int:
    """The port that was asked for, else the first free one from 8000. Raises PortTaken."""
    for port in [wanted] if wanted else range(FIRST_PORT, FIRST_PORT + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise PortTaken(
                        f"{host} port {port} cannot be listened on ({error.strerror}). "
                        "Name another with --host or --port."
                    ) from error
                continue
            return int(port)
    raise PortTaken(f"Port {wanted or FIRST_PORT} is taken. Name another with --port, such as --port 8080.")


def say_address(host: str, port: int) -> None:
    """Where to look, and how to stop."""
    from rich.console import Console

    shown = "localhost" if host.startswith(("127.", "0.")) else host
    Console(highlight=False).print(f"\nOpen [bold]http://{shown}:{port}/[/bold]   (Ctrl+C stops it)\n")


def serve(host: str, port: int, workers: int) -> None:
    """Run gunicorn in this process until it is stopped."""
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            chosen = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "preload_app": True,
                "keepalive": 5,
                "loglevel": "warning",
                "control_socket_disable": True,
                "max_requests": 0,
            }
            for key, value in chosen.items():
                if key in self.cfg.settings:
                    self.cfg.set(key, value)

        def load(self) -> Any:
            from placepact.site.wsgi import application

            return application

    Site().run()
