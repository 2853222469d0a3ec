"""Settings. Everything that an installation may change comes from its environment."""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.contrib.messages import constants as message_levels

from config import mail
from config.postgres import EVERYWHERE, KEEPALIVES, give_options
from journal.private_files import keep_private, write_once

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("AVANT_MINUIT_VAR", BASE_DIR / "var"))
keep_private(VAR_DIR)


def kept_secret(name: str) -> str:
    """A secret made once and kept in `var/`, readable by its owner alone."""
    return write_once(VAR_DIR / name, lambda: secrets.token_urlsafe(50).encode()).decode().strip()


DEBUG = os.environ.get("DEBUG") == "1"
DEMO = os.environ.get("AVANT_MINUIT_DEMO") == "1"
MAY_TELL_TIME = DEMO  # and the tests: `journal.clock.telling`
HTTPS = os.environ.get("AVANT_MINUIT_HTTPS") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or kept_secret("secret_key")
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
# The keys of secret ballots: a folder that all server processes share, and no backup holds. "none": there is no such
# folder, and no secret ballot opens.
BALLOT_KEYS = (
    None if os.environ.get("BALLOT_KEYS") == "none" else Path(os.environ.get("BALLOT_KEYS", VAR_DIR / "ballots"))
)
# Files that people attach: a folder that all server processes share, and that backups hold.
ATTACHED_FILES = Path(os.environ.get("ATTACHED_FILES", VAR_DIR / "attached"))
SITE_URL = os.environ.get("SITE_URL", "http://localhost:8000")  # where the links in letters lead
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "config",
    "history",
    "assembly",
    "proposals",
    "commissions",
    "votes",
    "members",
    "web",
    "realtime",
    "journal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "channels",
    "csp",
    "drf_spectacular",
    "config.api_messages.ApiMessages",
    "rest_framework.authtoken",
    "rules",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # pads each answer at random: its length tells no secret (BREACH)
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.middleware.MemberLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "web.middleware.TooMuchMiddleware",
    "web.middleware.UnreadableMiddleware",
    "web.requests.RequestMiddleware",
    "web.middleware.ClearedMiddleware",
    "web.middleware.ProlongSessionMiddleware",
    "web.middleware.SignedOutMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["web.template_loader.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.page",
                "members.context.collective",
            ],
            # {% csrf_token %} gives each form a request key too; the components are in every template.
            "builtins": ["web.templatetags.sending", "web.templatetags.components", "web.templatetags.forms"],
        },
    },
]

MESSAGE_TAGS = {  # the tone of the notice that each message is shown in
    message_levels.INFO: "sky",
    message_levels.SUCCESS: "leaf",
    message_levels.WARNING: "lamp",
    message_levels.ERROR: "clay",
}

DATABASES: dict[str, Any] = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}", conn_max_age=None, conn_health_checks=True
    ),
}
IS_EMBEDDED = DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3"  # one server process holds it all
if IS_EMBEDDED:
    DATABASES["default"]["ENGINE"] = "config.sqlite"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
            "PRAGMA secure_delete=ON;"  # what is deleted is overwritten, in the file too
        ),
        "timeout": 30,
    }
    # A file, since threads and other processes read it too.
    DATABASES["default"]["TEST"] = {"NAME": os.environ.get("TEST_DB", str(VAR_DIR / "test.sqlite3"))}
else:
    give_options(EVERYWHERE)
    DATABASES["default"].setdefault("OPTIONS", {}).update(KEEPALIVES)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["members.backend.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] = {"user_attributes": ["email", "name"]}
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 10}
PASSWORD_HASHERS = [  # memory-hard, and in the standard library
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

SESSION_ENGINE = "members.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30  # since it was last used
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

# What limits the rate of signing in counts here: one process remembers by itself, several share a table.
CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if IS_EMBEDDED
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
    )
}
CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 100_000}  # at the default of 300, new addresses push the counts out

# Without EMAIL_URL no letter leaves: they lie in the outbox, where the administrator reads them.
EMAIL_URL = os.environ.get("EMAIL_URL", "")
MAIL_LEAVES = bool(EMAIL_URL)
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "avant-minuit@localhost")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
if MAIL_LEAVES:
    globals().update(mail.smtp(EMAIL_URL))

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE = os.environ.get("TIME_ZONE", "Europe/Paris")
HOLIDAYS = os.environ.get("HOLIDAYS", "FR")  # whose public holidays: a country, or a part of it ("FR-57")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static.Storage"},
}
SERVESTATIC_MANIFEST_STRICT = False  # what was never collected keeps its plain name
SERVESTATIC_USE_ZSTD = False

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": [
        "web.parsers.PlainJSONParser",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "web.api.exception_handler",
    "DEFAULT_SCHEMA_CLASS": "web.api.Schema",
    "DEFAULT_PAGINATION_CLASS": "web.pagination.Pages",
    "PAGE_SIZE": 50,
}
SPECTACULAR_SETTINGS = {"TITLE": "Avant Minuit", "VERSION": "1", "SERVE_INCLUDE_SCHEMA": False}

# Sign-in: by a code sent to an address, or by password. Nobody signs up: people are invited.
ACCOUNT_ADAPTER = "members.adapter.Adapter"
ACCOUNT_FORMS = {
    "login": "members.sign_in_forms.PasswordLoginForm",
    "request_login_code": "members.sign_in_forms.AskForCodeForm",
    "confirm_login_code": "members.sign_in_forms.CodeForm",
    "change_password": "members.sign_in_forms.ChangePasswordForm",
    "set_password": "members.sign_in_forms.SetPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]  # nobody signs up; with it, one may sign in by password
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's link has proved the address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no letter from us
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# Generous per address of the network (a whole assembly signs in from one room), strict per account.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "40/m/ip,5/300s/key",
    "request_login_code": "300/m/ip,3/m/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))

# Everything is served from here, and nothing inline runs or styles.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_FAILURE_VIEW = "web.errors.csrf_failure"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600

# To the terminal, from warnings up. A traceback shows no values, so no choice of a voter's either.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
