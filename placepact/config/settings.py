"""The one file of settings. Everything that differs between installations comes from the environment."""

from __future__ import annotations

from jinja2 import ChainableUndefined

from placepact.config import environment

PLACEPACT_HOME = environment.home()
DEBUG = environment.flag("PLACEPACT_DEBUG")
SECRET_KEY = environment.secret_key(PLACEPACT_HOME)
ALLOWED_HOSTS = environment.hosts()
BEHIND_HTTPS = environment.flag("PLACEPACT_HTTPS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "placepact.govuk",
    "placepact.audit",
    "placepact.people",
    "placepact.places",
    "placepact.organisations",
    "placepact.returns",
    "placepact.roles",
    "placepact.partnerships",
    "placepact.indicators",
    "placepact.agreements",
    "placepact.scorecards",
    "placepact.frameworks",
    "placepact.delivery",
    "placepact.budgets",
    "placepact.spending",
    "placepact.site",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "placepact.govuk.headers.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "placepact.site.record.RecordMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "placepact.site.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "placepact.site.urls"
CSRF_FAILURE_VIEW = "placepact.site.errors.stale_form"
WSGI_APPLICATION = "placepact.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "placepact.govuk.environment.environment",
            "context_processors": [
                "placepact.site.context.page",
                "django.contrib.messages.context_processors.messages",
            ],
            "undefined": ChainableUndefined,
        },
    },
]

DATABASES = {"default": environment.database(PLACEPACT_HOME)}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "placepact_cache"}
}
"""In the database, so that every process of the site counts the same attempts to sign in."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

# Signing in: who has an account was invited; an address counts once it is proven.
ACCOUNT_ADAPTER = "placepact.people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if BEHIND_HTTPS else "http"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {
    "login": "placepact.site.forms.SignIn",
    "change_password": "placepact.site.account_forms.ChangePassword",
    "set_password": "placepact.site.account_forms.SetPassword",
    "reset_password": "placepact.site.account_forms.LostPassword",
    "reset_password_from_key": "placepact.site.account_forms.NewPassword",
    "reauthenticate": "placepact.site.account_forms.ConfirmByPassword",
}
ALLAUTH_TRUSTED_PROXY_COUNT = environment.proxies(is_https=BEHIND_HTTPS)
MFA_ADAPTER = "placepact.people.sign_in.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "placepact.site.account_forms.SecondFactor",
    "reauthenticate": "placepact.site.account_forms.ConfirmByCode",
    "activate_totp": "placepact.site.account_forms.SetUpApp",
    "add_webauthn": "placepact.site.account_forms.AddPasskey",
    "edit_webauthn": "placepact.site.account_forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "placepact"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_HTTPS
SOCIALACCOUNT_ADAPTER = "placepact.roles.sign_in.OrganisationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
USERSESSIONS_TRACK_ACTIVITY = False

EMAIL = environment.mail()
EMAIL_BACKEND = EMAIL.backend
EMAIL_HOST, EMAIL_PORT = EMAIL.host, EMAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = EMAIL.user, EMAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL.uses_starttls, EMAIL.uses_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = EMAIL.sender
PLACEPACT_ADDRESS = environment.address(ALLOWED_HOSTS, is_https=BEHIND_HTTPS)
"""Where this site is, for links in e-mail; without a slash at its end."""

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False

STATIC_URL = "static/"
STATIC_ROOT = PLACEPACT_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_SSL_REDIRECT = BEHIND_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_HTTPS else None
X_FRAME_OPTIONS = "DENY"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
"""Work that takes long waits in the database for `placepact work`."""

HOME_PLACE = "E47000001"
"""The area code of the place that the front page shows when it is there."""

# What questions over bulk facts may use on this machine, and the cluster for a place that has outgrown it.
QUESTION_MEMORY = environment.size("PLACEPACT_QUESTION_MEMORY", "2GB")
QUESTION_DISK = environment.size("PLACEPACT_QUESTION_DISK", "20GB")
SPARK_MASTER = environment.spark_master()
SPARK_OPTIONS = environment.spark_options()
