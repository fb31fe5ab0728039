"""Pages are functions of the record: each answer is tagged with the record's version, and visitors' answers are kept.

The version is the hash of the newest audit entry, read once a request before
anything else. An answer kept under one version can hold newer facts (a change
may land while it is made) but never older ones, and is not served once the
version moves on; so nothing stale is shown. See docs/explanation/speed.md.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

import placepact
from placepact.audit import queries as audit

Answer = Callable[[HttpRequest], HttpResponseBase]
NOT_OF_THE_RECORD = ("/sign-in", "/sign-out", "/static/", "/account", "/invitations/")


@lru_cache(maxsize=1)
def build() -> str:
    """What tells one build of the code from another: its version and its newest file."""
    root = Path(placepact.__file__).parent
    newest = max(path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file())
    return f"{placepact.__version__}-{newest}"


class Kept:
    """The newest answers to visitors, at most `most` of them and `bytes_at_most` bytes."""

    def __init__(self, most: int = 500, bytes_at_most: int = 64_000_000) -> None:
        self._answers: OrderedDict[str, HttpResponse] = OrderedDict()
        self._bytes, self._most, self._bytes_at_most = 0, most, bytes_at_most
        self._lock = Lock()

    def get(self, key: str) -> HttpResponse | None:
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: str, answer: HttpResponse) -> None:
        with self._lock:
            if key in self._answers:
                return
            self._answers[key] = answer
            self._bytes += len(answer.content)
            while len(self._answers) > self._most or self._bytes > self._bytes_at_most:
                _, oldest = self._answers.popitem(last=False)
                self._bytes -= len(oldest.content)


class RecordMiddleware:
    """Answers 304 where the record has not moved, serves visitors kept answers, tags the rest."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.kept = Kept()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.path.startswith(NOT_OF_THE_RECORD):
            return self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            answer = self.get_response(request)
            answer["Cache-Control"] = "private, no-store"
            return answer
        return self.for_visitor(request)

    def for_visitor(self, request: HttpRequest) -> HttpResponseBase:
        """The answer for somebody who has not signed in."""
        key = tag(request)
        etag = f'W/"{key}"'
        if etag in request.headers.get("If-None-Match", ""):
            return finished(HttpResponse(status=304), etag)
        kept = self.kept.get(key)
        if kept is not None:
            return finished(copied(kept), etag)
        answer = self.get_response(request)
        if answer.status_code == 200 and not answer.streaming and not answer.cookies:
            assert isinstance(answer, HttpResponse)
            self.kept.put(key, copied(answer))
            return finished(answer, etag)
        return answer


def tag(request: HttpRequest) -> str:
    """The hash of everything that a visitor's page depends on: record, build, day, address, form of answer."""
    parts = (
        audit.version()[1],
        build(),
        timezone.localdate().isoformat(),
        request.get_host(),
        request.get_full_path(),
        request.headers.get("Accept-Encoding", ""),
        request.headers.get("HX-Request", ""),
        request.method or "",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def copied(answer: HttpResponse) -> HttpResponse:
    """A response of its own with the same body and headers, so that no request changes another's."""
    return HttpResponse(answer.content, status=answer.status_code, headers=dict(answer.items()))


def finished(answer: HttpResponse, etag: str) -> HttpResponse:
    """An answer that a browser may keep, but must ask about before it shows it again."""
    answer["ETag"] = etag
    answer["Cache-Control"] = "private, no-cache"
    answer["Vary"] = "Accept-Encoding, Cookie, HX-Request"
    return answer
