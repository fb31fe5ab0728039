"""`placepact work`: what takes long is done here, one file after another, while the site goes on."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time

LOOK_AFTER_SECONDS = 5.0
REST_SECONDS = 2.0


def run(options: argparse.Namespace) -> int:
    """Keep one worker running, and queue again what a worker left behind, until stopped."""
    from placepact.cli.serve import prepare

    prepare()
    if options.attached:
        end_with_whoever_started_this()
    if options.once:
        return empty_the_queue()
    worker = started()
    try:
        while True:
            time.sleep(LOOK_AFTER_SECONDS)
            if worker.poll() is not None:
                time.sleep(REST_SECONDS)
                worker = started()
            look_after()
    finally:
        stop(worker)


def empty_the_queue() -> int:
    """Do what waits, here, and end."""
    from django.core.management import call_command

    look_after()
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    return 0


def look_after() -> None:
    """Queue again what was left behind; a database that is busy just now is asked the next time."""
    from django.db import OperationalError, close_old_connections

    from placepact.spending.tasks import match_where_behind, requeue_silent

    close_old_connections()
    try:
        requeue_silent()
        match_where_behind()
    except OperationalError:
        return


def started() -> subprocess.Popen[bytes]:
    """A worker of its own process: what kills it does not kill its keeper. It ends when this process does."""
    return subprocess.Popen([sys.executable, "-m", "placepact.cli.worker"], stdin=subprocess.PIPE)


def stop(worker: subprocess.Popen[bytes]) -> None:
    """Let a worker end."""
    if worker.stdin:
        worker.stdin.close()
    try:
        worker.wait(timeout=10)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def end_with_whoever_started_this() -> None:
    """Watch standard input, which closes when the process at its other end is gone."""

    def watch() -> None:
        sys.stdin.buffer.read()
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
