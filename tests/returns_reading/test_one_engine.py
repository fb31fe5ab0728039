"""Many files read by one engine: nothing of one is there for the next, and what breaks with one file is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from placepact.returns.reading import look, one_engine, open_engine


def test_a_block_reads_all_its_files_with_one_engine_that_is_empty_for_each(tmp_path: Path) -> None:
    delivered = tmp_path / "payments.csv"
    delivered.write_text("a,b\n1,2\n")
    with one_engine(beside=tmp_path):
        with open_engine() as first:
            first.connection.execute("create temp table kept as select 1")
            first.lend(look(delivered))
        with open_engine() as second:
            assert second is first
            assert second.connection.execute("select table_name from duckdb_tables()").fetchall() == []
            assert [path for path in second.folder.iterdir() if path.is_file()] == []
    assert list(tmp_path.iterdir()) == [delivered]


def test_an_engine_under_which_a_file_broke_is_not_used_again(tmp_path: Path) -> None:
    with one_engine(beside=tmp_path):
        with pytest.raises(ZeroDivisionError), open_engine() as first:
            raise ZeroDivisionError
        with open_engine() as second:
            assert second is not first
            assert second.connection.execute("select 1").fetchall() == [(1,)]
    assert list(tmp_path.iterdir()) == []


def test_an_engine_that_is_in_use_is_not_lent_twice() -> None:
    with one_engine(), open_engine() as outer, open_engine() as inner:
        assert inner is not outer


def test_outside_a_block_every_file_has_an_engine_of_its_own() -> None:
    with open_engine() as first:
        pass
    with open_engine() as second:
        assert second is not first
