"""The PostgreSQL that the tests bring: it answers, it does not wait for the disk, it leaves nothing."""

from pathlib import Path

import dj_database_url
import psycopg
import pytest

from tools.postgres import running_postgres


def connect(url: str) -> psycopg.Connection:
    told = dj_database_url.parse(url)
    return psycopg.connect(
        host=str(told["HOST"]),
        user=str(told["USER"]),
        dbname=str(told["NAME"]),
        port=int(told["PORT"] or 5432),
    )


def test_it_answers_while_it_is_wanted_and_is_gone_afterwards() -> None:
    with running_postgres() as url:
        folder = Path(str(dj_database_url.parse(url)["HOST"]))
        with connect(url) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("off",)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(psycopg.OperationalError):
        connect(url)
