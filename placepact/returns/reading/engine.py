"""DuckDB as a reader of strangers' files: one private folder, limited memory, no other doors."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from placepact.returns.reading.profile import Profile

MEMORY_LIMIT = "1GB"


@dataclass(frozen=True)
class Engine:
    """A connection and the only folder from which it can open files."""

    connection: duckdb.DuckDBPyConnection
    folder: Path

    def lend(self, profile: Profile) -> Path:
        """A name of our own for the delivered file; DuckDB takes a path for a glob even as a parameter.

        A Windows-1252 text is lent as the UTF-8 that DuckDB reads.
        """
        lent = self.folder / f"{profile.sha256}.delivered"
        if not lent.exists() and profile.encoding == "cp1252" and not profile.packed:
            _write_as_utf8(profile, lent)
        elif not lent.exists():
            try:
                lent.hardlink_to(profile.path.resolve())
            except OSError:  # another disk, or a file of somebody else
                shutil.copyfile(profile.path, lent)
        return lent

    def clear(self) -> None:
        """Forget the tables and the lent files of what has been read."""
        tables = self.connection.execute("select table_name from duckdb_tables()").fetchall()
        for (name,) in tables:
            self.connection.execute(f'drop table "{name}"')
        for path in self.folder.iterdir():
            if path.is_file():
                path.unlink()


@dataclass
class _Shared:
    """The engine of a block in which many files are read, one after another; opened when the first one needs it."""

    memory_limit: str
    beside: Path | None
    stack: ExitStack = field(default_factory=ExitStack)
    engine: Engine | None = None
    is_lent: bool = False

    @contextmanager
    def lend(self) -> Iterator[Engine]:
        """The engine for one file. What goes wrong with a file ends its engine, and the next one gets another."""
        self.engine = self.engine or self.stack.enter_context(_opened(self.memory_limit, self.beside))
        self.is_lent = True
        try:
            yield self.engine
            self.engine.clear()
        except BaseException:
            self.engine = None
            self.stack.close()
            raise
        finally:
            self.is_lent = False


_SHARED: ContextVar[_Shared | None] = ContextVar("shared engine", default=None)


@contextmanager
def one_engine(memory_limit: str = MEMORY_LIMIT, *, beside: Path | None = None) -> Iterator[None]:
    """Let all files of this block be read by one engine, cleared after each: to open one takes longer than most."""
    shared = _Shared(memory_limit, beside)
    before = _SHARED.set(shared)
    try:
        with shared.stack:
            yield
    finally:
        _SHARED.reset(before)


def _write_as_utf8(profile: Profile, target: Path) -> None:
    with (
        profile.path.open(encoding=profile.encoding, newline="") as text,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        shutil.copyfileobj(text, copy, 1_000_000)


@contextmanager
def open_engine(memory_limit: str = MEMORY_LIMIT, *, beside: Path | None = None) -> Iterator[Engine]:
    """An engine for one file; its files and tables are gone afterwards.

    Its folder stands in `beside`, else where temporary files stand: on one disk files are lent without a copy.
    Inside `one_engine` it is the one of that block.
    """
    shared = _SHARED.get()
    if shared is None or shared.is_lent:
        with _opened(memory_limit, beside) as engine:
            yield engine
    else:
        with shared.lend() as engine:
            yield engine


@contextmanager
def _opened(memory_limit: str, beside: Path | None) -> Iterator[Engine]:
    with tempfile.TemporaryDirectory(prefix="placepact-reading-", dir=beside) as name:
        folder = Path(name).resolve()
        connection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": memory_limit,
                "temp_directory": str(folder / "spill"),
                "autoinstall_known_extensions": "false",
                "autoload_known_extensions": "false",
                "python_enable_replacements": "false",
            },
        )
        try:
            _close_other_doors(connection, folder)
            yield Engine(connection, folder)
        finally:
            connection.close()


def _close_other_doors(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    escaped = str(folder).replace("'", "''")
    connection.execute("set enable_progress_bar = false")
    connection.execute(f"set allowed_directories = ['{escaped}']")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
