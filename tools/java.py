"""Find a Java for the tests on a Spark cluster, or install one.

Needs only Python's own library, so that it can run before anything else is there.
Run it (`python -m tools.java`) to print where Java is.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = 17
PACKAGE = "openjdk-17-jre-headless"
# Where Debian, Ubuntu and Macs keep Java; a newer one that is not the system's usual one is found too.
FOLDERS = (
    "/usr/lib/jvm/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*",
)


class NoJavaError(Exception):
    """There is no Java that is new enough, and none could be installed; the text says what to do."""


def ensure() -> Path:
    """The home of a Java, installing Debian's where that is possible. NoJavaError where not."""
    found = find()
    if found is None and _is_root() and shutil.which("apt-get"):
        _install()
        found = find()
    if found is None:
        raise NoJavaError(
            f"The tests on a Spark cluster need Java {OLDEST} or newer, and there is none. Install it (on Debian and "
            f"Ubuntu: sudo apt-get install {PACKAGE}, or a newer one; on a Mac: brew install openjdk), or say where "
            "one is: JAVA_HOME=/path/to/java make test"
        )
    return found


def find() -> Path | None:
    """The home of the first Java that is new enough: JAVA_HOME, the one on the path, else an installed one."""
    named = os.environ.get("JAVA_HOME")
    if named:
        if version(Path(named)) < OLDEST:
            raise NoJavaError(
                f"JAVA_HOME names {named}, and that holds no Java {OLDEST} or newer. Correct or unset it."
            )
        return Path(named)
    return next((home for home in _candidates() if version(home) >= OLDEST), None)


def version(home: Path) -> int:
    """The feature release of the Java at this home (17, 21, …); 0 where there is none that runs."""
    try:
        said = subprocess.run([home / "bin/java", "-version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r'version "(\d+)', said.stderr + said.stdout)
    return int(found.group(1)) if found else 0


def _candidates() -> Iterator[Path]:
    if path := shutil.which("java"):
        yield Path(path).resolve().parent.parent
    for pattern in FOLDERS:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")), reverse=True)


def _install() -> None:
    print("Installing Java (once) ...", file=sys.stderr, flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", PACKAGE],
    ):
        done = subprocess.run(command, env=quietly, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{' '.join(command)} failed:\n{done.stderr.strip()}", file=sys.stderr)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


if __name__ == "__main__":
    try:
        print(ensure())
    except NoJavaError as error:
        sys.exit(str(error))
