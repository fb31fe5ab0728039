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
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "placepact.govuk",
    "placepact.audit",
    "placepact.people",
    "placepact.places",
    "placepact.organisations",
    "placepact.returns",
    "placepact.roles",
    "placepact.indicators",
    "placepact.agreements",
    "placepact.scorecards",
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
            "context_processors": ["placepact.site.context.page"],
            "undefined": ChainableUndefined,
        },
    },
]

DATABASES = {"default": environment.database(PLACEPACT_HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"

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
