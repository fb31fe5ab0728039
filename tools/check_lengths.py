"""No function above 60 lines, no module or template above 400: what ages badly is what grew too long."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("placepact", "tests", "tools", "bench")
COUNTED = {".py", ".html", ".jinja", ".sql"}


def too_long(root: Path = ROOT) -> list[str]:
    """A sentence for each file and each function that is too long."""
    return [sentence for path in files(root) for sentence in faults(path, root)]


def files(root: Path) -> Iterator[Path]:
    """The project's own code and templates; Django writes the migrations, so they may be long."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in COUNTED and not {"migrations", "__pycache__"} & set(path.parts):
                yield path


def faults(path: Path, root: Path) -> Iterator[str]:
    """What is too long in one file."""
    text = path.read_text(encoding="utf-8")
    name = path.relative_to(root)
    lines = len(text.splitlines())
    if lines > LONGEST_FILE:
        yield f"{name} has {lines} lines, and {LONGEST_FILE} is the most. Split it by idea."
    if path.suffix == ".py":
        for line, function, length in long_functions(text):
            yield (
                f"{name}:{line} {function} has {length} lines, and {LONGEST_FUNCTION} is the most. "
                "Give a part of it a name."
            )


def long_functions(text: str) -> Iterator[tuple[int, str, int]]:
    """Line, name and length of each function that is too long, from `def` to its last line."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield node.lineno, node.name, length


if __name__ == "__main__":
    sentences = too_long()
    sys.exit("\n".join(sentences) if sentences else 0)
