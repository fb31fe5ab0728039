"""The pages of accounts, people and the account of changes in a real Chromium; passkeys with an authenticator of its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE_MS

PageAt = Callable[..., Page]
AxeCheck = Callable[[Page], None]

WIDTHS = (1280, 768, 360)
ENTRANCE = {
    "a new password": "/sign-in/new-password",
    "the link was sent": "/sign-in/new-password/sent",
    "a password's link that is over": "/sign-in/new-password/1-nonsense",
    "the password was changed": "/sign-in/new-password/done",
    "prove the address": "/sign-in/address",
    "an address's link that is over": "/sign-in/address/nonsense",
    "closed": "/sign-in/closed",
    "stopped": "/sign-in/stopped",
}
OWN = {
    "account": ("coordinator", "/account"),
    "notices": ("coordinator", "/account/notices"),
    "password": ("coordinator", "/account/password"),
    "sessions": ("coordinator", "/account/sessions"),
    "second factor": ("coordinator", "/account/second-factor"),
    "second factor needed": ("coordinator", "/account/second-factor/needed"),
    "passkeys": ("coordinator", "/account/passkeys"),
    "confirm": ("coordinator", "/account/confirm"),
    "people": ("administrator", "/organisations/gmca/people"),
    "invite": ("administrator", "/organisations/gmca/people/invite"),
    "account of changes": ("auditor", "/audit"),
    "account of changes, nothing found": ("auditor", "/audit?who=nobody&from=yesterday"),
    "who was paid": ("coordinator", "/money/suppliers"),
    "what payments were for": ("coordinator", "/money/classify"),
    "account of a viewer": ("viewer", "/account"),
    "not allowed": ("viewer", "/audit"),
}
Enter = Callable[[str], BrowserContext]


@pytest.fixture(scope="module")
def enter(browser: Browser, demo_address: str, demo_accounts: dict[str, str]) -> Iterator[Enter]:
    """A context in which one of the demonstration's accounts is signed in, each signed in once."""
    made: dict[str, BrowserContext] = {}

    def context_of(role: str) -> BrowserContext:
        if role not in made:
            made[role] = browser.new_context(locale="en-GB", reduced_motion="reduce")
            made[role].set_default_timeout(PATIENCE_MS)
            page = made[role].new_page()
            sign_in(page, demo_address, f"{role}@demo.example", demo_accounts)
            page.close()
        return made[role]

    yield context_of
    for each in made.values():
        each.close()


def sign_in(page: Page, address: str, email: str, accounts: dict[str, str]) -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(accounts[email])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/sign-in" not in url)


def look(page: Page, axe_check: AxeCheck, name: str) -> None:
    """Whole at each width, open to all, quiet."""
    expect(page.locator("h1")).to_have_count(1)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} is wider than {width} px"
        axe_check(page)
        if folder := os.environ.get("PLACEPACT_PICTURES"):
            page.screenshot(path=f"{folder}/{re.sub('[^a-z]+', '-', name)}-{width}.png", full_page=True)


@pytest.mark.parametrize("name", ENTRANCE)
def test_a_page_on_the_way_in_is_whole_and_open_to_all(
    name: str, demo_address: str, page_at: PageAt, axe_check: AxeCheck
) -> None:
    page = page_at(1280)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(demo_address + ENTRANCE[name])
    look(page, axe_check, name)
    assert complaints == []


@pytest.mark.parametrize("name", OWN)
def test_a_page_of_ones_own_is_whole_and_open_to_all(
    name: str, demo_address: str, enter: Enter, axe_check: AxeCheck
) -> None:
    role, path = OWN[name]
    page = enter(role).new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(demo_address + path)
    look(page, axe_check, name)
    assert [each for each in complaints if "403" not in each] == []
    page.close()


def test_an_authenticator_app_is_set_up_by_keyboard_and_lets_in(
    demo_address: str, demo_accounts: dict[str, str], page_at: PageAt, axe_check: AxeCheck
) -> None:
    email = "scrutiny@demo.example"
    page = page_at(360, java_script_enabled=False)
    sign_in(page, demo_address, email, demo_accounts)
    page.goto(f"{demo_address}/account/second-factor/app")
    page.get_by_label("Your password").fill(demo_accounts[email])
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Set up an authenticator app")
    secret = page.locator("code.pp-code").inner_text()
    wrong = next(
        each for each in ("000000", "111111", "222222", "333333") if each not in codes_about_now(secret)
    )
    page.get_by_label("Code").fill(wrong)
    page.keyboard.press("Enter")
    expect(page.locator(".govuk-error-summary")).to_contain_text("This code is wrong")
    page.get_by_label("Code").fill(code(secret))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your recovery codes")
    other = page_at(360)
    other.goto(f"{demo_address}/sign-in")
    other.get_by_label("E-mail address").fill(email)
    other.get_by_label("Password").fill(demo_accounts[email])
    other.get_by_role("button", name="Sign in", exact=True).click()
    expect(other.locator("h1")).to_have_text("Your second factor")
    look(other, axe_check, "second factor asked")
    other.get_by_label("Code").fill(code(secret))
    other.get_by_role("button", name="Sign in", exact=True).click()
    other.goto(f"{demo_address}/account")
    expect(other.locator("h1")).to_have_text("Your account")


def code(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or so many half minutes later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def codes_about_now(secret: str) -> set[str]:
    """Every code that could be right in the next minute: none of them is a wrong one, even by chance."""
    return {code(secret, steps) for steps in range(-2, 4)}


def test_a_passkey_is_set_up_and_signs_in_without_a_password(
    demo_address: str, demo_accounts: dict[str, str], page_at: PageAt, axe_check: AxeCheck
) -> None:
    """With an authenticator that Chromium makes up, at localhost: a passkey belongs to a name, not to a number."""
    address, email = demo_address.replace("127.0.0.1", "localhost"), "approver@demo.example"
    page = page_at(1280)
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, address, email, demo_accounts)
    page.goto(f"{address}/account/passkeys/add")
    page.get_by_label("Your password").fill(demo_accounts[email])
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("h1")).to_have_text("Add a passkey")
    look(page, axe_check, "add a passkey")
    page.get_by_label("What to call it").fill("The work phone")
    page.get_by_label("It may sign me in without a password").check()
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.locator("h1")).to_have_text("Your recovery codes")
    page.goto(f"{address}/account/passkeys")
    expect(page.locator("main")).to_contain_text("The work phone")
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{address}/sign-in?next=/account")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
    page.goto(f"{address}/account")
    expect(page.locator("main")).to_contain_text(email)


def test_somebody_is_lent_a_role_and_acts_for_its_holder(
    demo_address: str, enter: Enter, axe_check: AxeCheck
) -> None:
    page = enter("coordinator").new_page()
    page.goto(f"{demo_address}/account")
    page.get_by_role("link", name="Let somebody act for you").click()
    look(page, axe_check, "lend")
    today = time.strftime("%Y-%m-%d")
    page.get_by_label("E-mail address of whoever acts for you").fill("viewer@demo.example")
    page.get_by_label("First day").fill(today)
    page.get_by_label("Last day").fill("2020-01-01")
    page.get_by_role("button", name="Lend the role").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Swap them")
    axe_check(page)
    page.get_by_label("Last day").fill(today)
    page.get_by_role("button", name="Lend the role").click()
    expect(page.locator("main")).to_contain_text("Who acts for you")
    look(page, axe_check, "account with a role lent")
    page.get_by_role("button", name="End this now").click()
    page.close()
