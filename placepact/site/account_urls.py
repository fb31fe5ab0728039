"""The addresses of signing in and of one's own account. What the library offers besides is not there at all."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as openid
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path, re_path

from placepact.site import accounts, invitation_pages, people_pages

ENTRANCE: list[URLPattern] = [
    path("sign-in", accounts.sign_in, name="account_login"),
    path("sign-out", accounts.sign_out, name="account_logout"),
    path("sign-in/closed", account.account_inactive, name="account_inactive"),
    path("sign-in/second-factor", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/address", account.email_verification_sent, name="account_email_verification_sent"),
    path("sign-in/address/<str:key>", account.confirm_email, name="account_confirm_email"),
    path("sign-in/new-password", account.password_reset, name="account_reset_password"),
    path("sign-in/new-password/sent", account.password_reset_done, name="account_reset_password_done"),
    path(
        "sign-in/new-password/done",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^sign-in/new-password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[-\w]+)$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sign-in/stopped", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("sign-in/failed", social.login_error, name="socialaccount_login_error"),
    path("sign-in/with/<slug:provider_id>", accounts.organisation_sign_in, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back", openid.callback, name="openid_connect_callback"),
    path("invitations/<str:secret>", invitation_pages.invitation, name="invitation"),
]

OWN: list[URLPattern] = [
    path("account", accounts.account, name="account"),
    path("account/notices", accounts.notices, name="notices"),
    path("account/notices/<int:number>/dismiss", accounts.dismiss, name="dismiss"),
    path("account/roles/<int:number>/lend", people_pages.lend, name="lend"),
    path("account/password", account.password_change, name="account_change_password"),
    path("account/password/set", account.password_set, name="account_set_password"),
    path("account/sessions", sessions.list_usersessions, name="usersessions_list"),
    path("account/confirm", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/passkey", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("account/second-factor", mfa.index, name="mfa_index"),
    path("account/second-factor/needed", accounts.second_factor_needed, name="second_factor_needed"),
    path("account/second-factor/app", totp.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/remove", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "account/second-factor/codes/new", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path(
        "account/second-factor/codes.txt", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("account/passkeys", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("account/passkeys/add", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("account/passkeys/<int:pk>", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]

PEOPLE: list[URLPattern] = [
    path("organisations/<slug:slug>/people", people_pages.people, name="people"),
    path("organisations/<slug:slug>/people/invite", people_pages.invite, name="invite"),
    path(
        "organisations/<slug:slug>/invitations/<int:number>/take-back",
        people_pages.take_back,
        name="take_back",
    ),
    path("organisations/<slug:slug>/roles/<int:number>/end", people_pages.end_role, name="end_role"),
    path("organisations/<slug:slug>/people/<int:number>/leave", people_pages.leaver, name="leaver"),
]

urlpatterns = [*ENTRANCE, *OWN, *PEOPLE]
