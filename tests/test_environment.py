"""What the environment says: where things are kept, whatever a folder is called, and whole keys only."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from placepact.config import environment


@pytest.mark.parametrize("name", ["plain", "a#b", "a?b", "a b%41"])
def test_the_database_is_in_the_home_whatever_the_home_is_called(name, tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    described = environment.database(tmp_path / name)
    assert Path(str(described["NAME"])) == tmp_path / name / "placepact.sqlite3"


def test_an_empty_home_is_the_usual_one(tmp_path, monkeypatch):
    monkeypatch.setenv("PLACEPACT_HOME", "")
    monkeypatch.chdir(tmp_path)
    assert environment.home() == tmp_path / "var"


def test_a_key_is_made_once_for_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("PLACEPACT_SECRET_KEY")
    key = environment.secret_key(tmp_path)
    assert len(key) >= 32
    assert environment.secret_key(tmp_path) == key
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_half_a_key_stops_the_start_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("PLACEPACT_SECRET_KEY")
    (tmp_path / "secret-key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="holds no whole key"):
        environment.secret_key(tmp_path)
