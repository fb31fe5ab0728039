"""How the sign-in pages behave here: closed to strangers, in plain sentences, each change on record."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string

from placepact.audit.actions import record
from placepact.people.actions import change_password
from placepact.people.mails import MAILS
from placepact.people.models import User
from placepact.people.sealing import seal, unseal

log = logging.getLogger(__name__)
WRONG = "The e-mail address and the password do not belong together. Check both and try again."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come by invitation or by an organisation's own sign-in, never by a form for everybody."""

    error_messages = {  # noqa: RUF012  as its base class has it
        **DefaultAccountAdapter.error_messages,
        "account_inactive": WRONG,
        "email_password_mismatch": WRONG,
        "enter_current_password": "This is not your present password. Write the one you sign in with.",
        "incorrect_password": "This is not your password. Check it and try again.",
        "incorrect_code": "This code is wrong or was used before. Take the one that is shown now.",
        "invalid_password_reset": "This link was used before or is too old. Ask for a new one.",
        "too_many_login_attempts": "Too many attempts with a wrong password. Wait five minutes, or ask for a new "
        "password below.",
        "rate_limited": "Too many attempts in a short time. Wait a few minutes and try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Through the action, so that the change is on record."""
        assert isinstance(user, User)
        change_password(user=user, password=password, by=user)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where somebody is after changing their password."""
        return "/account"

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what one does to one's own account is confirmed: SAID has the sentences."""
        template = args[0] if args else kwargs.get("message_template")
        message = kwargs.get("message") or SAID.get(str(template or ""))
        if message:
            super().add_message(request, level, message=message)

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Every e-mail from one template and the table of sentences in `mails`."""
        mail = MAILS[
            template_prefix.removeprefix("account/email/")
            .removeprefix("mfa/email/")
            .removeprefix("socialaccount/email/")
        ]
        link = context.get("activate_url") or context.get("password_reset_url") or ""
        text = render_to_string("people/mail.txt", {**context, "mail": mail, "link": link})
        to = [email] if isinstance(email, str) else email
        return EmailMessage(mail.subject, text, self.get_from_email(), to, headers=headers)

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, *args: Any, **kwargs: Any
    ) -> None:
        """Tell somebody that their account was changed, and record what was."""
        mail = MAILS[
            template_prefix.removeprefix("account/email/")
            .removeprefix("mfa/email/")
            .removeprefix("socialaccount/email/")
        ]
        if mail.recorded and isinstance(user, User):
            record(what=mail.recorded, about=user, by=user)
        try:
            super().send_notification_mail(template_prefix, user, *args, **kwargs)
        except OSError:  # of which every fault of smtplib and of a connection is one
            log.exception(
                "The e-mail about %s could not be sent; the change itself was made.", template_prefix
            )


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: an authenticator app, passkeys, recovery codes."""

    error_messages = {  # noqa: RUF012  as its base class has it
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """The secret of an app and the seed of recovery codes, as they are kept."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The same as they were."""
        return unseal(encrypted_text)

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:  # noqa: A002  the library's name
        """What a passkey is called where nobody says."""
        return f"Passkey {Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1}"


SAID = {
    "account/messages/password_changed.txt": "Your password was changed. Your other sessions have ended.",
    "account/messages/password_set.txt": "Your password was set.",
    "account/messages/email_confirmed.txt": "Your e-mail address is proven. Sign in.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up. Keep your recovery codes safe.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is no longer asked for.",
    "mfa/messages/recovery_codes_generated.txt": "You have new recovery codes; the old ones count no more.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey was removed.",
    "usersessions/messages/sessions_logged_out.txt": "Your other sessions have ended.",
}
"""What is said after an act on one's own account, by the name of the library's template."""
