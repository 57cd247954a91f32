"""Settings of one installation. What a company may change comes from the environment or its home folder."""

import os
from pathlib import Path

from sanxiang.site.database import database
from sanxiang.site.home import home, secret_key

PACKAGE = Path(__file__).resolve().parents[1]
HOME = home()


def _flag(name: str, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def _words(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


SECRET_KEY = secret_key(HOME)
DEBUG = False
# SANXIANG_URL is the address that people type; behind TLS it starts with https.
SANXIANG_URL = os.environ.get("SANXIANG_URL", "http://localhost:8000").rstrip("/")
SANXIANG_EXCHANGE = os.environ.get("SANXIANG_EXCHANGE", "embedded")
SANXIANG_LINE_PORT = int(os.environ.get("SANXIANG_LINE_PORT", "8001"))
# Where browsers find the line's WebSocket; empty = same host, the line's own port (no proxy in front).
SANXIANG_LINE_URL = os.environ.get("SANXIANG_LINE_URL", "")
SANXIANG_HUB_PORT = int(os.environ.get("SANXIANG_HUB_PORT", "8002"))
SANXIANG_PROFILE = os.environ.get("SANXIANG_PROFILE", "property")
SANXIANG_ICE_SERVERS = _words("SANXIANG_ICE_SERVERS")
SANXIANG_WIRING = "sanxiang.site.wiring.WIRING"
# Which zone a site lies in, for the rules, which stand below the room that knows.
SANXIANG_ZONES = "sanxiang.office.people.queries.zone_name"

_TLS = SANXIANG_URL.startswith("https://")
# The desk is reached by any name of its machine in the house network; the proxy in front fixes the names.
ALLOWED_HOSTS = _words("SANXIANG_HOSTS", "*")
CSRF_TRUSTED_ORIGINS = [SANXIANG_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _TLS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _TLS
SESSION_COOKIE_NAME = "sanxiang"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if _TLS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "sanxiang.web",  # first: its pages stand in for those of the sign-in library
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "rules.apps.AutodiscoverRulesConfig",
    "sanxiang.kernel.facts",
    "sanxiang.kernel.work",
    "sanxiang.rules.deadlines",
    "sanxiang.rules.editions",
    "sanxiang.office.people",
    "sanxiang.office.estate",
    "sanxiang.desk.contacts",
    "sanxiang.quality.scoring",
    "sanxiang.quality.live",
    "sanxiang.quality.overview",
    "sanxiang.quality.review",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sanxiang.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sanxiang.web.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

_SELF = "'self'"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [_SELF],
        "script-src": [_SELF],
        "style-src": [_SELF],
        "img-src": [_SELF, "data:"],
        "font-src": [_SELF],
        "media-src": [_SELF, "blob:"],
        # The line's WebSocket stands on a port of its own where no proxy is in front.
        "connect-src": [_SELF, SANXIANG_LINE_URL] if SANXIANG_LINE_URL else [_SELF, "ws:", "wss:"],
        "frame-ancestors": ["'none'"],
        "form-action": [_SELF],
        "base-uri": [_SELF],
        "object-src": ["'none'"],
    }
}

ROOT_URLCONF = "sanxiang.site.urls"
ASGI_APPLICATION = "sanxiang.site.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sanxiang.web.context.desk",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("SANXIANG_DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["urgent", "default", "slow"],
    }
}

AUTH_USER_MODEL = "people.Staff"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_USER_MODEL_USERNAME_FIELD = "username"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "sanxiang.web.sign_in.StaffAdapter"
ACCOUNT_FORMS = {"login": "sanxiang.web.sign_in.SignInForm"}
MFA_ADAPTER = "sanxiang.web.sign_in.SecondStepAdapter"
MFA_FORMS = {"authenticate": "sanxiang.web.sign_in.SecondStepForm"}
MFA_TOTP_ISSUER = "Sanxiang"
ACCOUNT_SESSION_REMEMBER = True
# Guessing is stopped by axes, on record in the database; allauth's own counters would be per process.
ACCOUNT_RATE_LIMITS = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "sanxiang.web.sign_in.locked_out"
AXES_USERNAME_FORM_FIELD = "login"
AXES_VERBOSE = False

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("SANXIANG_TIME_ZONE", "Asia/Shanghai")

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
# After an upgrade no page runs with modules of two versions; an unchanged file costs a 304.
WHITENOISE_MAX_AGE = 0
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SANXIANG_LOG", "WARNING")},
}
