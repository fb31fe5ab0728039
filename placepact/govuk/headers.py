"""Security headers of every answer: a strict content security policy and four smaller ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

OTHERS = {
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def content_security_policy(form_origins: Iterable[str] = ()) -> str:
    """Everything from our own address and nothing inline.

    `form_origins` are addresses that a form may lead on to besides ours: the sign-in of an organisation,
    because browsers hold a redirect after a form to the same rule.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": " ".join(["'self'", *form_origins]),
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def security_headers(answer: Answer) -> Answer:
    """Django middleware. A view that sets a header of its own keeps it.

    Reads the optional setting PLACEPACT_FORM_ORIGINS, a list of addresses such as "https://sign-in.example".
    """
    policy = content_security_policy(getattr(settings, "PLACEPACT_FORM_ORIGINS", ()))

    def with_headers(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        for name, value in OTHERS.items():
            response.headers.setdefault(name, value)
        return response

    return with_headers
