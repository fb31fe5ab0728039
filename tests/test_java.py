"""Finding Java: the one that is named first, new enough, and a sentence where it is not."""

import pytest

from tools import java


def a_java(home, *, release):
    program = home / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{release}\" 2025-01-01' >&2\n")
    program.chmod(0o755)
    return home


@pytest.mark.parametrize(("release", "feature"), [("17.0.15", 17), ("21", 21), ("1.8.0_402", 1)])
def test_the_release_is_what_java_says(release, feature, tmp_path):
    assert java.version(a_java(tmp_path, release=release)) == feature


def test_the_named_java_is_taken_before_any_other(tmp_path, monkeypatch):
    home = a_java(tmp_path, release="25.0.1")
    monkeypatch.setenv("JAVA_HOME", str(home))
    assert java.find() == home


@pytest.mark.parametrize("release", ["11.0.2", "1.8.0_402"])
def test_a_named_java_that_is_too_old_is_refused_with_what_to_do(release, tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(a_java(tmp_path, release=release)))
    with pytest.raises(java.NoJavaError, match=r"holds no Java 17 or newer\. Correct or unset it"):
        java.ensure()


def test_a_folder_without_java_has_none(tmp_path):
    assert java.version(tmp_path) == 0


def test_the_java_on_the_path_is_found(tmp_path, monkeypatch):
    home = a_java(tmp_path, release="21.0.1")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", f"{home / 'bin'}:/bin")
    assert java.find() == home
