"""The commands about people: an organisation's sign-in, the daily e-mail, the account of changes as a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.utils import timezone

from placepact.audit import queries, verify
from placepact.people.actions import operator, tell
from tests.cli.conftest import Run
from tests.makers import PASSWORD, make_invitation, make_organisation, make_second_factor, make_user

pytestmark = pytest.mark.django_db


def test_the_account_of_changes_is_written_and_proves_true(run: Run, tmp_path: Path) -> None:
    operator()
    ran = run("audit", "export", "changes.jsonl")
    assert ran.code == 0
    assert "verify.py changes.jsonl" in ran.err
    lines = (tmp_path / "changes.jsonl").read_text(encoding="utf-8").splitlines()
    assert verify.verify(lines) == (1, 0, queries.version()[1])
    assert run("audit", "export").out.splitlines() == lines
    again = run("audit", "export", "changes.jsonl")
    assert again.code == 1
    assert "Name a file that is not there yet" in again.err


def test_whoever_something_waits_for_gets_one_e_mail(run: Run) -> None:
    user, body = make_user(), make_organisation()
    tell(user, "A line waits for you.", "/", body)
    assert run("notify").out == "1 e-mail sent.\n"
    assert run("notify").out == "0 e-mails sent.\n"
    assert len(mail.outbox) == 1


def test_a_sign_in_needs_a_secret_from_the_environment_and_a_provider_that_answers(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_organisation(slug="the-council")
    words = (
        "sign-in",
        "the-council",
        "--server",
        "http://127.0.0.1:9",
        "--client-id",
        "x",
        "--domain",
        "c.example",
    )
    monkeypatch.delenv("PLACEPACT_OIDC_SECRET", raising=False)
    assert "as PLACEPACT_OIDC_SECRET" in run(*words).err
    monkeypatch.setenv("PLACEPACT_OIDC_SECRET", "a-secret")
    ran = run(*words)
    assert ran.code == 1
    assert "does not answer as a sign-in should" in ran.err


def test_whoever_lost_their_second_factor_sets_up_another(run: Run, client: Client) -> None:
    user = make_user(email="ann@example.org")
    make_second_factor(user)
    client.post("/sign-in", {"login": user.email, "password": PASSWORD})
    ran = run("unlock", "ANN@example.org")
    assert ran.code == 0
    assert "has no second factor now" in ran.out
    assert not Authenticator.objects.exists()
    assert run("unlock", "nobody@example.org").code == 1


def test_an_invitation_that_nobody_accepted_is_forgotten(run: Run) -> None:
    late = make_invitation(expires_at=timezone.now())
    still = make_invitation()
    run("notify")
    late.refresh_from_db()
    still.refresh_from_db()
    assert (late.email, bool(late.over_at)) == ("", True)
    assert still.is_open
