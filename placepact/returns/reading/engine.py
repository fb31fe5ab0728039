"""DuckDB as a reader of strangers' files: one private folder, limited memory, no other doors."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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


def _write_as_utf8(profile: Profile, target: Path) -> None:
    with (
        profile.path.open(encoding=profile.encoding, newline="") as text,
        target.open("w", encoding="utf-8", newline="") as copy,
    ):
        shutil.copyfileobj(text, copy, 1_000_000)


@contextmanager
def open_engine(memory_limit: str = MEMORY_LIMIT, *, beside: Path | None = None) -> Iterator[Engine]:
    """An engine for one file; its folder and tables are gone afterwards.

    The folder stands in `beside`, else where temporary files stand: on one disk files are lent without a copy.
    """
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
