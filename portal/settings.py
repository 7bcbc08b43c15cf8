"""All settings, read from the environment; with nothing set, a portal for this machine alone.

JINCE_PRODUCTION=1 asks for the rest to be said: it refuses to start without JINCE_SECRET_KEY, JINCE_HOSTS and
JINCE_PROXIES. docs/architecture.md lists the variables.
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal import environment

BASE_DIR = Path(__file__).resolve().parent.parent
FIXTURES_DIR = BASE_DIR / "fixtures"
VOCABULARY = environment.vocabulary("JINCE_VOCABULARY", FIXTURES_DIR / "vocabulary")
SEEDS_DIR = VOCABULARY.seeds
SITE = environment.site("JINCE_SITE_NAME", VOCABULARY.path("site.csv"))

PRODUCTION = environment.is_on("JINCE_PRODUCTION")
DEBUG = environment.is_on("JINCE_DEBUG") and not PRODUCTION


def _needed(name: str, what: str) -> None:
    if PRODUCTION and not os.environ.get(name, "").strip():
        raise ImproperlyConfigured(f"JINCE_PRODUCTION=1 需要 {name}：{what}。")


_needed("JINCE_SECRET_KEY", "请设为一段只有本站知道的随机文字")
_needed("JINCE_HOSTS", "请写上本站的域名，多个用逗号分开")
_needed("JINCE_PROXIES", "请写上前面那台反向代理的 IP 地址，多个用逗号分开；前面没有代理，就写 none")
VAR_DIR = environment.folder("JINCE_VAR", BASE_DIR / "var")

# What the addresses of the public pages begin with; tests/test_settings.py holds them against portal/website/urls.py.
_TAKEN = (
    *(
        "about",
        "articles",
        "calendar",
        "changes",
        "compare",
        "display",
        "documents",
        "healthz",
        "match",
        "originals",
        "overview",
        "readyz",
    ),
    *("sectors", "static", "units"),
)
# From the environment; outside production, one made once and kept in var/.
SECRET_KEY = environment.secret_key("JINCE_SECRET_KEY") or environment.stored_key(VAR_DIR / "secret_key")
# Where the desk stands: one part of an address, which no public page's address begins with.
ADMIN_PATH = environment.address_part("JINCE_ADMIN_PATH", "admin", taken=_TAKEN)
ALLOWED_HOSTS = environment.hosts("JINCE_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]
# 公开属性 (Source.Disclosure) of the sources whose files and page images readers may fetch; the owner's to open.
OPEN_ORIGINALS = environment.words("JINCE_OPEN_ORIGINALS", ("public", "on_request", "unknown"))
# Whether who proposed a document may publish it, too; else another person does.
ONE_PERSON_PUBLISHES = environment.is_on("JINCE_ONE_PERSON_PUBLISHES")
# Whose forwarded headers are believed: portal/serving/proxies.py.
PROXIES = environment.networks("JINCE_PROXIES")
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS] if PRODUCTION else []

INSTALLED_APPS = [
    "portal.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "policies",
    "importers",
    "portal.apps.WebsiteConfig",
    "portal.apps.EditingConfig",
]

MIDDLEWARE = [
    "portal.serving.proxies.ProxiesMiddleware",
    "portal.serving.logs.RequestIdMiddleware",
    "portal.serving.replica.ReplicaMiddleware",
    "portal.serving.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "portal.serving.request_checks.RequestChecksMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.website.page_cache.RevisionMiddleware",
    "portal.website.page_cache.PageCacheMiddleware",
    "portal.serving.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "portal.editing.draft_recovery.DraftRecoveryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

# A form of the desk that grew old is shown again, not refused.
CSRF_FAILURE_VIEW = "portal.editing.draft_recovery.csrf_failure"

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.website.context_processors.display",
                "portal.website.context_processors.desk",
                "portal.website.context_processors.documents",
            ],
            "libraries": {"policy_text": "portal.policy_text", "main_parts": "portal.website.main_parts"},
            "builtins": ["portal.site_names", "portal.page_frame"],
        },
    }
]

# --- the base ------------------------------------------------------------------------------------------------------

DATABASES = {"default": environment.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'jince.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer (WAL), and two writers queue instead of failing half-way (IMMEDIATE).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Seconds to wait for who writes; a page waits less (portal/serving/connections.py).
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

    # Tests use a file too, so that a browser's server and the test see one base.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}

# A copy of it on another machine, which public pages are read from: portal/serving/replica.py.
if replica := environment.replica("DATABASE_REPLICA_URL", DATABASES["default"]):
    DATABASES["replica"] = replica | {"TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["portal.serving.replica.ReplicaRouter"]
    for _base in DATABASES.values():
        # Seconds: whoever waits for a machine that is gone reads from the other.
        _base.setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

# Jobs wait in the base, are committed with what they are about, and are done by one worker (importers/worker.py).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Files, which all workers share: what is counted in one (portal/website/throttle.py) counts in all. An entry that is
# counted up is kept for another hour.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # What was last made of each public page, for a day when the base is gone (portal/website/last_pages.py).
    "last_pages": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache" / "last_pages",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

# --- the desk's door: docs/architecture.md, “The desk” ---------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "portal.editing.login.lockout.address"
AXES_LOCKOUT_CALLABLE = "portal.editing.login.lockout.refuse"
# It keeps what was sent with a failed login; of ours nothing but the name and the address matters.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "draft", "next", "code"]
AXES_DISABLE_ACCESS_LOG = True  # “jince.login” has it (portal/editing/login/log.py)
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
OTP_TOTP_ISSUER = SITE.name  # what a phone calls the code's site

_DJANGO_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": "portal.editing.login.passwords.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_DJANGO_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_DJANGO_VALIDATORS}.NumericPasswordValidator"},
    {"NAME": "portal.editing.login.passwords.GuessableValidator"},
]

SESSION_ENGINE = "portal.editing.login.sessions"
SESSION_COOKIE_AGE = 30 * 60  # since the last use
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    # Browsers take a cookie of this name only from this very host, over HTTPS
    # (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes).
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# Files are only given at the desk; what holds them to a measure, and strangers off, is asked before any page.
FILE_UPLOAD_HANDLERS = ["portal.editing.receiving.FileHandler"]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- static files: served by the site itself, without a collectstatic step ------------------------------------------

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# --- safety ----------------------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Nothing here looks through a camera or asks where one is.
PERMISSIONS_POLICY: dict[str, list] = {
    name: []
    for name in ("camera", "geolocation", "microphone", "payment", "usb", "display-capture", "midi", "sync-xhr")
}
# Styles and scripts are for our own pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# What the site's own proxy says of a request; portal/serving/proxies.py drops what anybody else says.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
if PRODUCTION:
    SECURE_SSL_REDIRECT = environment.is_on("JINCE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = environment.seconds("JINCE_HSTS_SECONDS", default=3600)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.is_on("JINCE_HSTS_SUBDOMAINS")
    SECURE_HSTS_PRELOAD = environment.is_on("JINCE_HSTS_PRELOAD")

# --- the log: portal/serving/logs.py ---------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "portal.serving.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler"} | ({} if DEBUG else {"formatter": "line"})},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Our own lines tell of logins (portal/editing/login/log.py); axes would tell of each again.
    "loggers": {
        "axes": {"level": "ERROR"},
        "django": {"handlers": []},
        "django.request": {"level": "ERROR"},
        "jince": {"level": "INFO"},
    },
}
