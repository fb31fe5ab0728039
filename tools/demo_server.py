"""The demonstration, built and served on a free port of this machine, for browsers to look at."""

import fcntl
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Long enough for a machine that is busy with much else; a server that fails is noticed at once.
PATIENCE_SECONDS = 300
SAID = "demonstration.txt"
ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def running_demo(home: Path) -> Iterator[str]:
    """Build the demonstration in `home`, serve it, give its address, and end the server."""
    build_demo(home)
    with serving(home, environment_of(home)) as address:
        yield address


def build_demo(home: Path) -> None:
    """Build the demonstration in a home of its own; what was printed is kept there."""
    said = _build(environment_of(home))
    (home / SAID).write_text(said, encoding="utf-8")


def copy_demo(home: Path, shelf: Path) -> None:
    """Put the demonstration into `home`, from the one on the shelf, which whoever asks first builds there."""
    first = shelf / "demonstration"
    with (shelf / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (first / SAID).exists():
            shutil.rmtree(first, ignore_errors=True)
            first.mkdir()
            build_demo(first)
    shutil.copytree(first, home, dirs_exist_ok=True)


def environment_of(home: Path) -> dict[str, str]:
    """What a command finds in its environment that is to work in `home`, on SQLite."""
    environment = {**os.environ, "PLACEPACT_HOME": str(home), "PLACEPACT_DEBUG": "0"}
    environment.pop("DATABASE_URL", None)
    return environment


@contextmanager
def serving(home: Path, environment: dict[str, str]) -> Iterator[str]:
    """Serve what stands in `home` on a free port, give its address, and end the server."""
    port = _free_port()
    log = home / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [*_placepact(), "serve", "--port", str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server, log)
            yield address
        finally:
            _end(server)


def _placepact() -> list[str]:
    return [sys.executable, "-c", "import sys; from placepact.cli import main; sys.exit(main())"]


def accounts(home: Path) -> dict[str, str]:
    """The password of every account of the demonstration in `home`, by e-mail address, as it was printed."""
    return dict(re.findall(r"(\S+@\S+\.example) +(\S+)", (home / SAID).read_text(encoding="utf-8")))


def _build(environment: dict[str, str]) -> str:
    command = [*_placepact(), "demo", "--no-serve"]
    wide = {**environment, "COLUMNS": "200"}
    done = subprocess.run(command, env=wide, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"The demonstration could not be built:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError(f"The server stopped before it answered:\n{log.read_text(errors='replace')}")
        if _answers(address):
            return
        time.sleep(0.1)
    raise RuntimeError(
        f"No answer from {address} in {PATIENCE_SECONDS} s:\n{log.read_text(errors='replace')}"
    )


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - an address of this machine
            return True
    except urllib.error.HTTPError:
        return True  # an error page is an answer too; whoever looks at it will see it
    except OSError:
        return False


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        # The server leads a session of its own, so that this ends its workers too and nothing else.
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
