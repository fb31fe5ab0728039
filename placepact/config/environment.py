"""What the environment says, checked at the start: a wrong value stops with a sentence."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}


def flag(name: str) -> bool:
    """The yes or no of an environment variable; unset is no."""
    value = os.environ.get(name, "").strip().lower()
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}. Write 1 for yes or 0 for no.")


def home() -> Path:
    """The folder that holds everything a running placepact keeps; made when it is not there."""
    path = Path(os.environ.get("PLACEPACT_HOME", "") or "var").expanduser().resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"PLACEPACT_HOME is {path}, which cannot be made or written ({error.strerror}). "
            "Name a folder that this account may write."
        ) from error
    return path


def secret_key(folder: Path) -> str:
    """The signing key: from PLACEPACT_SECRET_KEY, else one made once and kept in the home folder."""
    given = os.environ.get("PLACEPACT_SECRET_KEY", "")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("PLACEPACT_SECRET_KEY is shorter than 32 characters. Make it longer.")
        return given
    path = folder / "secret-key"
    if not path.exists():
        make_key(path)
    key = path.read_text().strip()
    if len(key) < 32:
        raise ImproperlyConfigured(
            f"{path} holds no whole key. Put it back from a backup. Without one, remove it, and a new one is made: "
            "everybody will have to sign in again, and second factors and organisations' sign-ins to be set up anew."
        )
    return key


def make_key(path: Path) -> None:
    """Write a new key, whole or not at all: of two processes that start at once, one key stands for both."""
    partial = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    with open(partial, "x", opener=lambda p, flags: os.open(p, flags, 0o600)) as file:
        file.write(secrets.token_urlsafe(48))
    try:
        path.hardlink_to(partial)
    except FileExistsError:
        pass
    finally:
        partial.unlink()


def hosts() -> list[str]:
    """The names this site answers to; loopback when PLACEPACT_HOSTS is unset."""
    given = os.environ.get("PLACEPACT_HOSTS", "")
    return [name.strip() for name in given.split(",") if name.strip()] or ["localhost", "127.0.0.1", "[::1]"]


def address(names: Sequence[str], *, is_https: bool) -> str:
    """Where the site is, for links in e-mail: PLACEPACT_ADDRESS, else the first of its names."""
    given = os.environ.get("PLACEPACT_ADDRESS", "").strip().rstrip("/")
    if not given:
        return f"https://{names[0]}" if is_https else f"http://{names[0]}:8000"
    parts = urlsplit(given)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"PLACEPACT_ADDRESS is {given!r}. Write it as https://placepact.example.gov.uk, without a path."
        )
    return given


def proxies(*, is_https: bool) -> int:
    """How many servers in front of this one tell in X-Forwarded-For who asks: PLACEPACT_PROXIES, else one behind TLS."""
    given = os.environ.get("PLACEPACT_PROXIES", "").strip()
    if not given:
        return int(is_https)
    if not given.isascii() or not given.isdigit() or int(given) > 9:
        raise ImproperlyConfigured(f"PLACEPACT_PROXIES is {given!r}. Write how many there are, from 0 to 9.")
    return int(given)


@dataclass(frozen=True)
class Mail:
    """How e-mail leaves: through Django's backend of this name, from this sender."""

    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    uses_starttls: bool = False
    uses_tls: bool = False
    sender: str = "placepact@localhost"


MAIL_WAYS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
"""How PLACEPACT_SMTP may begin, and the port that each way has by custom."""


def mail() -> Mail:
    """What PLACEPACT_SMTP and PLACEPACT_MAIL_FROM say; printed to the terminal where they say nothing."""
    given = os.environ.get("PLACEPACT_SMTP", "").strip()
    sender = os.environ.get("PLACEPACT_MAIL_FROM", "").strip() or Mail.sender
    if "@" not in sender:
        raise ImproperlyConfigured(f"PLACEPACT_MAIL_FROM is {sender!r}. Write an e-mail address.")
    if not given:
        return Mail(sender=sender)
    parts = urlsplit(given)
    try:
        host, port = parts.hostname, parts.port or MAIL_WAYS.get(parts.scheme)
    except ValueError:
        host, port = None, None
    if not host or not port or parts.scheme not in MAIL_WAYS:
        raise ImproperlyConfigured(
            "PLACEPACT_SMTP cannot be read. Write it as smtp+starttls://user:password@host:587, or smtps:// or smtp://."
        )
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=host,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        uses_starttls=parts.scheme == "smtp+starttls",
        uses_tls=parts.scheme == "smtps",
        sender=sender,
    )


def database(folder: Path) -> dict[str, object]:
    """Django's description of the database: DATABASE_URL, else SQLite in the home folder."""
    import dj_database_url

    url = os.environ.get("DATABASE_URL", "")
    try:
        described = dict(dj_database_url.parse(url or "sqlite://", conn_max_age=60))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read. Write it as postgresql://user:password@host:5432/name."
        ) from error
    if not url:
        # Not as an address: a folder's name may hold signs that mean something there, such as # and ?.
        described["NAME"] = str(folder / "placepact.sqlite3")
    if described["ENGINE"] == "django.db.backends.sqlite3":
        described["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456",
        }
    return described


def size(name: str, usual: str) -> str:
    """A size of memory or disk, such as 2GB, as DuckDB takes it; `usual` when it is unset."""
    value = os.environ.get(name, "").strip() or usual
    if not re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)? ?[MGT]i?B", value):
        raise ImproperlyConfigured(f"{name} is {value!r}. Write a number and MB, GB or TB, such as {usual}.")
    return value


def spark_master() -> str:
    """The address of a Spark cluster from PLACEPACT_SPARK_MASTER; this machine's own cores when it is unset."""
    value = os.environ.get("PLACEPACT_SPARK_MASTER", "").strip() or "local[*]"
    if not re.fullmatch(
        r"local(\[(\*|[1-9][0-9]*)\])?|yarn|spark://[^/\s]+:[0-9]+(,[^/\s]+:[0-9]+)*|k8s://\S+", value
    ):
        raise ImproperlyConfigured(
            f"PLACEPACT_SPARK_MASTER is {value!r}. Write spark://HOST:7077, k8s://https://HOST:443, yarn or local[4]."
        )
    return value


def spark_options() -> dict[str, str]:
    """Spark's own settings by name, from the JSON file that PLACEPACT_SPARK_OPTIONS names; none when it is unset.

    A file, because keys of object storage belong neither on a command line nor in a list of variables.
    """
    named = os.environ.get("PLACEPACT_SPARK_OPTIONS", "").strip()
    if not named:
        return {}
    try:
        options: Any = json.loads(Path(named).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"PLACEPACT_SPARK_OPTIONS names {named}, which cannot be read as JSON ({error})."
        ) from error
    settings = dict(options) if isinstance(options, dict) else {}
    if not settings or not all(isinstance(value, str) for value in settings.values()):
        raise _no_options(named)
    if not all(name.startswith("spark.") for name in settings):
        raise _no_options(named)
    return settings


def _no_options(named: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f'{named} must hold one object of Spark\'s settings, all as text: {{"spark.executor.memory": "4g"}}.'
    )
