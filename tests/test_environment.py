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


@pytest.mark.parametrize("value", ["2GB", "500MB", "1.5 GiB"])
def test_a_size_is_a_number_and_a_unit(value, monkeypatch):
    monkeypatch.setenv("PLACEPACT_QUESTION_MEMORY", value)
    assert environment.size("PLACEPACT_QUESTION_MEMORY", "2GB") == value


@pytest.mark.parametrize("value", ["2", "GB", "-1GB", "0GB", "2GB; drop", "80%"])
def test_what_is_no_size_stops_the_start_with_a_sentence(value, monkeypatch):
    monkeypatch.setenv("PLACEPACT_QUESTION_MEMORY", value)
    with pytest.raises(ImproperlyConfigured, match=r"PLACEPACT_QUESTION_MEMORY is .*Write a number"):
        environment.size("PLACEPACT_QUESTION_MEMORY", "2GB")


@pytest.mark.parametrize(
    "value", ["spark://10.0.0.1:7077", "spark://a:7077,b:7077", "k8s://https://host:443", "yarn", "local[4]"]
)
def test_a_cluster_is_named_by_its_address(value, monkeypatch):
    monkeypatch.setenv("PLACEPACT_SPARK_MASTER", value)
    assert environment.spark_master() == value


@pytest.mark.parametrize("value", ["10.0.0.1:7077", "http://host:7077", "spark://host", "local[0]"])
def test_what_is_no_cluster_stops_the_start_with_a_sentence(value, monkeypatch):
    monkeypatch.setenv("PLACEPACT_SPARK_MASTER", value)
    with pytest.raises(ImproperlyConfigured, match=r"PLACEPACT_SPARK_MASTER is .*Write spark://"):
        environment.spark_master()


def test_settings_of_a_cluster_come_from_a_file(tmp_path, monkeypatch):
    path = tmp_path / "spark.json"
    path.write_text('{"spark.executor.memory": "4g"}')
    monkeypatch.setenv("PLACEPACT_SPARK_OPTIONS", str(path))
    assert environment.spark_options() == {"spark.executor.memory": "4g"}


@pytest.mark.parametrize("text", ["{", "[]", '{"spark.executor.cores": 4}', '{"executor.memory": "4g"}'])
def test_settings_that_are_none_stop_the_start_with_a_sentence(text, tmp_path, monkeypatch):
    path = tmp_path / "spark.json"
    path.write_text(text)
    monkeypatch.setenv("PLACEPACT_SPARK_OPTIONS", str(path))
    with pytest.raises(ImproperlyConfigured, match=r"cannot be read as JSON|must hold one object"):
        environment.spark_options()
