"""Drawings are made once for each version of what they are made from."""

from pathlib import Path

import pytest

from placepact.drawings import keep


class Pen:
    """Counts how often it draws."""

    def __init__(self, drawn: str = "<svg/>") -> None:
        self.times, self.drawn = 0, drawn

    def __call__(self) -> str:
        self.times += 1
        return self.drawn


@pytest.fixture(autouse=True)
def nothing_in_memory() -> None:
    keep.forget()


def test_a_drawing_is_made_once_and_read_from_the_folder_afterwards(tmp_path: Path) -> None:
    pen = Pen()
    keep.kept({"a": 1}, tmp_path, pen)
    keep.forget()
    assert keep.kept({"a": 1}, tmp_path, pen) == "<svg/>"
    assert pen.times == 1


def test_memory_serves_where_the_folder_was_emptied(tmp_path: Path) -> None:
    pen = Pen()
    keep.kept({"a": 1}, tmp_path, pen)
    for file in tmp_path.rglob("*.svg"):
        file.unlink()
    keep.kept({"a": 1}, tmp_path, pen)
    assert pen.times == 1


def test_the_order_of_keys_does_not_matter_and_every_value_does() -> None:
    assert keep.name_of({"a": 1, "b": [1, 2]}) == keep.name_of({"b": [1, 2], "a": 1})
    assert keep.name_of({"a": 1}) != keep.name_of({"a": 2})


def test_nothing_half_written_is_left_when_drawing_fails(tmp_path: Path) -> None:
    def breaks() -> str:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        keep.kept({"a": 1}, tmp_path, breaks)
    assert list(tmp_path.rglob("*.*")) == []


def test_a_part_file_is_removed_when_it_cannot_be_put_in_place(tmp_path: Path) -> None:
    target = tmp_path / "taken.svg"
    target.mkdir()
    with pytest.raises(OSError, match="taken"):
        keep.write(target, "<svg/>")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.svg"]


def test_memory_stays_bounded(tmp_path: Path) -> None:
    for number in range(keep.MOST_IN_MEMORY + 5):
        keep.kept({"n": number}, tmp_path, Pen())
    pen = Pen()
    for file in tmp_path.rglob("*.svg"):
        file.unlink()
    keep.kept({"n": 0}, tmp_path, pen)
    assert pen.times == 1, "the oldest is no longer in memory"


def test_a_number_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        keep.name_of({"a": float("nan")})
