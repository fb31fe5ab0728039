"""Engines for the tests of questions."""

import pytest

from placepact.analytics import DuckDB


@pytest.fixture(scope="session")
def duckdb_engine(tmp_path_factory):
    folder = tmp_path_factory.mktemp("questions")
    return DuckDB(folder / "spill", folders=(folder,), memory="200MB", spill="200MB")
