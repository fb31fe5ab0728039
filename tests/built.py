"""The whole demonstration in a database beside that of the tests, built once by each worker.

To build it takes seconds, and many modules need it. It lies in a copy of the test's database; while a
module asks for it, the connection `default` is one to that copy. Each test takes back what it did there,
as it does anywhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS

from placepact.demonstration.build import Built, build

NAME = "demonstration"


class Beside:
    """A connection to the copy, and what was built there."""

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection
        with in_its_place(connection), transaction.atomic():
            self._built = build()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("analyze")

    @contextmanager
    def opened(self) -> Iterator[Built]:
        """Let everything that asks for the database find the demonstration; the value is this caller's own."""
        with in_its_place(self.connection):
            yield deepcopy(self._built)


@contextmanager
def in_its_place(other: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the alias `default` lead to another database for a while."""
    usual = connections[DEFAULT_DB_ALIAS]
    assert not usual.in_atomic_block, "a test has begun, and would lose its database"
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usual


@contextmanager
def beside() -> Iterator[Beside]:
    """Copy the test's empty database, build there, and leave nothing of it."""
    usual = connections[DEFAULT_DB_ALIAS]
    copied = _copied_postgresql if usual.vendor == "postgresql" else _copied_sqlite
    with copied(usual) as connection:
        yield Beside(connection)


@contextmanager
def _copied_sqlite(usual: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    other = usual.copy(alias=DEFAULT_DB_ALIAS)
    other.settings_dict["NAME"] = f"file:memorydb_{NAME}?mode=memory&cache=shared"
    usual.ensure_connection()
    other.ensure_connection()
    usual.connection.backup(other.connection)
    try:
        yield other
    finally:
        # Django keeps a database that lives in memory open, because it is gone with its last connection.
        other.connection.close()


@contextmanager
def _copied_postgresql(usual: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    # A database that is copied may have nobody connected to it.
    usual.close()
    usual.creation.clone_test_db(suffix=NAME, verbosity=0)
    other = usual.copy(alias=DEFAULT_DB_ALIAS)
    other.settings_dict.update(usual.creation.get_test_db_clone_settings(NAME))
    try:
        yield other
    finally:
        other.close()
        usual.creation.destroy_test_db(suffix=NAME, verbosity=0)
