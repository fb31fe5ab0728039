"""What a demonstration leaves out, said in a file of its home that anybody can read and take away."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = "demonstration.toml"
TEXT = """# Made by `placepact demo`. It counts for the accounts that it made, and for nobody else.
# Without this file, or with true, they need a second factor above the role viewer, as everybody does.
asks_second_factor = false
"""


def path() -> Path:
    """Where a home says that it holds a demonstration."""
    return Path(settings.PLACEPACT_HOME) / NAME


def write() -> None:
    """Say that this home is a demonstration's; a file that is there stays as it is."""
    if not path().exists():
        path().write_text(TEXT, encoding="utf-8")


def asks_second_factor(user: Any) -> bool:
    """Whether somebody needs a second factor above the role viewer: everybody but a demonstration's own accounts."""
    if not getattr(user, "is_demonstration", False) or not path().exists():
        return True
    return tomllib.loads(path().read_text(encoding="utf-8")).get("asks_second_factor") is not False
