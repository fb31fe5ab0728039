"""Drawings are made once for each version of their figures, and kept by the hash of what they are made
from.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Any

MOST_IN_MEMORY = 256

_in_memory: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def name_of(spec: Mapping[str, Any]) -> str:
    """The sha256 of the canonical JSON of what a drawing is made from: the order of keys does not matter."""
    canonical = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def kept(spec: Mapping[str, Any], folder: Path, draw: Callable[[], str]) -> str:
    """The drawing for `spec`: from memory, else from `folder`, else drawn and kept in both.

    `spec` is plain JSON that says everything the drawing depends on, with a version of the code that draws.
    A file is written beside its place and renamed into it, so nobody ever reads half of one.
    """
    name = name_of(spec)
    with _lock:
        if name in _in_memory:
            _in_memory.move_to_end(name)
            return _in_memory[name]
    file = folder / name[:2] / f"{name}.svg"
    picture = read(file)
    if picture is None:
        picture = draw()
        write(file, picture)
    remember(name, picture)
    return picture


def read(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def write(file: Path, picture: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as opened:
            opened.write(picture)
        Path(beside).replace(file)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def remember(name: str, picture: str) -> None:
    with _lock:
        _in_memory[name] = picture
        _in_memory.move_to_end(name)
        while len(_in_memory) > MOST_IN_MEMORY:
            _in_memory.popitem(last=False)


def forget() -> None:
    """Empty the memory, not the folder."""
    with _lock:
        _in_memory.clear()
