"""What the e-mails about an account say, by the library's names for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mail:
    """Subject, sentence, and the name of the entry in the account of changes where there is one."""

    subject: str
    sentence: str
    recorded: str = ""


SAFE = "If this was not you, ask whoever manages people in your organisation to close your account."

MAILS = {
    "email_confirmation": Mail(
        "Confirm your e-mail address",
        "Open this page to show that this address is yours. It works for three days:",
    ),
    "email_confirmation_signup": Mail(
        "Confirm your e-mail address",
        "Open this page to show that this address is yours. It works for three days:",
    ),
    "password_reset_key": Mail(
        "A new password",
        "Open this page to choose a new password. If you did not ask for one, nothing has changed and you need do "
        "nothing:",
    ),
    "password_changed": Mail("Your password was changed", SAFE),
    "password_reset": Mail("Your password was changed", SAFE),
    "password_set": Mail("A password was set for your account", SAFE),
    "totp_activated": Mail("An authenticator app was set up", SAFE, "authenticator_app_added"),
    "totp_deactivated": Mail("Your authenticator app was taken off", SAFE, "authenticator_app_removed"),
    "webauthn_added": Mail("A passkey was set up", SAFE, "passkey_added"),
    "webauthn_removed": Mail("A passkey was removed", SAFE, "passkey_removed"),
    "recovery_codes_generated": Mail("You have new recovery codes", SAFE, "recovery_codes_made"),
    "account_connected": Mail(
        "Your organisation’s sign-in was joined to your account", SAFE, "sign_in_joined"
    ),
    "account_disconnected": Mail(
        "Your organisation’s sign-in was taken off your account", SAFE, "sign_in_parted"
    ),
}
