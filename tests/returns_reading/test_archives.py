"""Archives are unpacked within limits, under names of our own, and refused where they could do harm."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from placepact.returns.reading import UnreadableFile, expand
from placepact.returns.reading import profile as limits


def pack(path: Path, **parts: bytes) -> Path:
    """A zip archive of parts by name."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def damaged(path: Path) -> Path:
    pack(path, **{"a.csv": b"a,b\n" * 1000})
    path.write_bytes(path.read_bytes()[:-30])
    return path


def damaged_inside(path: Path) -> Path:
    pack(path, **{"a.csv": b"".join(b"%d,b\n" % number for number in range(9999))})
    content = bytearray(path.read_bytes())
    content[2000:2100] = b"\xff" * 100
    path.write_bytes(content)
    return path


WRONG: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a way out": (lambda path: pack(path, **{"../a.csv": b"a,b"}), "leads out of it"),
    "a drive": (lambda path: pack(path, **{"C:a.csv": b"a,b"}), "leads out of it"),
    "a backslash": (lambda path: pack(path, **{"..\\a.csv": b"a,b"}), "leads out of it"),
    "nothing": (pack, "without files"),
    "too many": (
        lambda path: pack(path, **{f"{n}.csv": b"a" for n in range(201)}),
        "201 files, more than 200",
    ),
    "a bomb": (lambda path: pack(path, **{"a.csv": b"0" * 20_000_000}), "more than 100 times its size"),
    "damaged": (damaged, "damaged archive"),
    "damaged inside": (damaged_inside, "is damaged"),
}


def test_an_archive_of_a_folder_gives_its_files_with_their_whole_names(tmp_path: Path) -> None:
    archive = pack(tmp_path / "year.zip", **{"2019/jan/a.csv": b"a,b", "2019/feb/a.csv": b"c,d"})
    found = list(expand([archive], tmp_path / "out"))
    assert [(each.name, each.path.read_bytes()) for each in found] == [
        ("year.zip/2019/feb/a.csv", b"c,d"),
        ("year.zip/2019/jan/a.csv", b"a,b"),
    ]


@pytest.mark.parametrize("case", WRONG)
def test_an_archive_that_could_do_harm_is_refused_with_its_name(case: str, tmp_path: Path) -> None:
    make, sentence = WRONG[case]
    path = make(tmp_path / "delivered.zip")
    with pytest.raises(UnreadableFile, match=sentence) as refused:
        list(expand([path], tmp_path / "into"))
    assert str(refused.value).startswith("delivered.zip")
    assert not (tmp_path / "a.csv").exists()


def test_the_limit_on_unpacked_bytes_is_over_all_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pack(tmp_path / "delivered.zip", **{"a.csv": b"a" * 600, "b.csv": b"b" * 600})
    monkeypatch.setattr(limits, "LARGEST_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableFile, match="more than 2 GB"):
        list(expand([path], tmp_path / "into"))


def test_an_archive_in_an_archive_is_left_packed_and_refused_when_it_is_looked_at(tmp_path: Path) -> None:
    inner = pack(tmp_path / "inner.zip", **{"a.csv": b"a,b"})
    outer = pack(tmp_path / "outer.zip", **{"inner.zip": inner.read_bytes()})
    (found,) = expand([outer], tmp_path / "into")
    assert found.name == "outer.zip/inner.zip"
    assert zipfile.is_zipfile(found.path)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFile, match="folder without files"):
        list(expand([tmp_path / "empty"], tmp_path / "into"))


def test_two_archives_of_one_name_do_not_mix(tmp_path: Path) -> None:
    paths = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        paths.append(pack(tmp_path / folder / "months.zip", **{"a.csv": folder.encode()}))
    found = list(expand(paths, tmp_path / "into"))
    assert [each.path.read_text() for each in found] == ["one", "two"]
