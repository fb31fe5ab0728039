"""Security headers of every answer."""

from django.http import HttpRequest, HttpResponse
from django.test import override_settings

from placepact.govuk.headers import content_security_policy, security_headers


def answer(given: HttpResponse) -> HttpResponse:
    return security_headers(lambda request: given)(HttpRequest())


def test_nothing_inline_and_nothing_from_elsewhere() -> None:
    policy = answer(HttpResponse("page"))["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("frame-ancestors") == "'none'"
    assert set(rules) == {"script-src", "style-src", "img-src", "font-src", "connect-src", "form-action"}
    assert set(rules.values()) == {"'self'"}


def test_a_form_may_lead_to_an_organisations_sign_in() -> None:
    assert (
        "form-action 'self' https://sign-in.example;"
        in content_security_policy(["https://sign-in.example"]) + ";"
    )
    with override_settings(PLACEPACT_FORM_ORIGINS=["https://sign-in.example"]):
        assert "https://sign-in.example" in answer(HttpResponse())["Content-Security-Policy"]


def test_the_smaller_headers_are_set_and_a_views_own_are_kept() -> None:
    own = HttpResponse(headers={"Referrer-Policy": "no-referrer"})
    found = answer(own)
    assert found["Referrer-Policy"] == "no-referrer"
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in found["Permissions-Policy"]
