"""Django's settings, read from the node's folder (``KOPRI_HOME``)."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kopri.journal.types import OBSERVER
from kopri.node.home import Home

HOME = Path(os.environ.get("KOPRI_HOME", "var/none"))
_home = Home(HOME)
_config = _home.config() if _home.exists else None
_database_url = os.environ.get("DATABASE_URL") or (_config.database_url if _config else "")

DEMO = bool(_config and _config.demo)
DEBUG = False
SECRET_KEY = _config.secret if _config else "a node without a folder serves nobody"
ALLOWED_HOSTS = ["*"]
OBSERVES = bool(_config and _config.kind == OBSERVER)
ROOT_URLCONF = "kopri.node.observer_urls" if OBSERVES else "kopri.node.urls"
WSGI_APPLICATION = "kopri.node.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
LOGIN_URL = "/sign-in"
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "kopri.journal",
    "kopri.crossing",
    "kopri.domains.accounts",
    "kopri.domains.queue",
    "kopri.domains.attendance",
    "kopri.domains.fees",
    "kopri.domains.draw",
    "kopri.domains.notice",
    "kopri.domains.documents",
    "kopri.domains.examination",
    "kopri.domains.gate",
    "kopri.domains.weighing",
    "kopri.domains.lanes",
    "kopri.domains.priority",
    "kopri.domains.calling",
    "kopri.domains.cameras",
    "kopri.domains.control",
    "kopri.domains.fallback",
    "kopri.domains.handover",
    "kopri.domains.outcomes",
    "kopri.domains.returns",
    "kopri.domains.inspection",
    "kopri.domains.customs",
    "kopri.domains.drafts",
    "kopri.domains.links",
    "kopri.interfaces.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kopri.node.middleware.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "kopri.node.size_middleware.SizeMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kopri.node.middleware.HouseMiddleware",
]
if OBSERVES:  # nobody signs in, and nothing is read: leaves and checkpoints are all it has
    INSTALLED_APPS = ["kopri.journal"]
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "kopri.node.middleware.PolicyMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "kopri.node.middleware.HouseMiddleware",
    ]

_WEB = Path(__file__).parent.parent / "interfaces" / "web"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_WEB / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]
STATIC_URL = "/static/"
STATICFILES_DIRS = [_WEB / "static"] if (_WEB / "static").exists() else []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# Cookies know no ports: each side's have a name of their own, the reader's language is common.
_side = _config.side if _config else "none"
SESSION_COOKIE_NAME = f"kopri_session_{_side}"
CSRF_COOKIE_NAME = f"kopri_form_{_side}"
LANGUAGE_COOKIE_NAME = "kopri_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SESSION_COOKIE_AGE = 12 * 3600  # a shift
CSRF_FAILURE_VIEW = "kopri.interfaces.web.errors.not_ours"
if not DEMO:  # TLS ends at the proxy before a node
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en"
LANGUAGES = [("kk", "Қазақша"), ("tk", "Türkmençe"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "locale"]


def _databases() -> dict[str, dict[str, object]]:
    if _database_url.startswith("postgres"):
        parts = urlsplit(_database_url)
        return {"default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"), "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""), "HOST": parts.hostname or "",
            "PORT": parts.port or "", "CONN_MAX_AGE": None,
            "OPTIONS": {"options": "-c synchronous_commit=on"},
        }}
    return {"default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _home.database if _config else ":memory:", "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 30, "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                            " PRAGMA secure_delete=ON; PRAGMA cache_size=-32768;",
        },
    }}


DATABASES = _databases()
