"""Every setting of Préau, read from the environment, in one place.

Each `PREAU_*` variable read here has its heading in docs/reference/settings.md; a test keeps the two equal.
Unsafe production settings are refused by `preau.config.checks`, which says why.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import zoneinfo
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from preau.config import environment

env = environment.Environment()

# --- Where and how it runs -------------------------------------------------------------------------------------------

MODE: str = env.str("PREAU_MODE", default="production")  # production | demo | test
IS_PRODUCTION = MODE == "production"

DATA = Path(env.str("PREAU_DATA", default="data")).resolve()  # all state: database, media, mails of the demo
TRIAGE_FOLDER = Path(env.str("PREAU_TRIAGE_FOLDER", default="") or DATA / "triage")  # words that a board adds
ORIGIN: str = env.str("PREAU_ORIGIN", default="http://localhost:8000").rstrip("/")
BIND: str = env.str("PREAU_BIND", default="127.0.0.1:8000")
EXTRA_HOSTS: list[str] = env.list("PREAU_EXTRA_HOSTS", default=[])  # host names of further domains
TRUSTED_PROXIES: int = env.int("PREAU_TRUSTED_PROXIES", default=0)  # reverse proxies in front; 0 trusts no header
SERVER_WORKERS: int = env.int("PREAU_SERVER_WORKERS", default=1)  # processes that answer requests
SERVER_THREADS: int = env.int("PREAU_SERVER_THREADS", default=4)  # requests at once in each of them
ALLOW_LOOPBACK: bool = env.bool("PREAU_ALLOW_LOOPBACK", default=False)  # outbound calls to this very machine

ORIGIN_PARTS = urlsplit(ORIGIN)
IS_HTTPS = ORIGIN_PARTS.scheme == "https"


def _kept_secret(path: Path) -> str:
    """The secret of this installation: made at the first start, kept readable by its owner alone."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):  # two processes started at once: the first one's secret holds
            _make_secret(path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"PREAU_DATA: {path} can't be read or made ({error.strerror}). "
            "Give this user the right to, make room on the disk, or choose another folder with PREAU_DATA."
        ) from error


def _make_secret(path: Path) -> None:
    """Raises `FileExistsError` when there is one. None is ever seen half-written, even on a full disk."""
    if path.exists():
        raise FileExistsError(path)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=".secret-") as draft:  # readable by its owner alone
        draft.write(secrets.token_urlsafe(50))
        draft.flush()
        os.fsync(draft.fileno())
        os.link(draft.name, path)


SECRET_KEY: str = env.str("PREAU_SECRET_KEY", default="") or _kept_secret(DATA / "secret.key")
if not SECRET_KEY:
    raise ImproperlyConfigured(f"{DATA / 'secret.key'} is empty. Put it back from a backup, or remove it.")
DEBUG = False
ALLOWED_HOSTS = [ORIGIN_PARTS.hostname or "localhost", *EXTRA_HOSTS]
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "testserver"]
ROOT_URLCONF = "preau.config.urls"
WSGI_APPLICATION = "preau.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Rooms, lowest first ---------------------------------------------------------------------------------------------

ROOMS = ["ui", "jobs", "mail", "records", "users", "institutions", "guide", "posts", "channels"]
ROOMS += ["subscriptions", "federation", "conversations", "listening", "website", "desk"]
INSTALLED_APPS = [
    *(f"preau.{room}" for room in reversed(ROOMS)),
    "preau.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before all that may answer by itself: a refused host and a static file carry the policy too.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "preau.ui.middleware.RefuseNonsense",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "preau.config.navigation.rail",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "preau.ui.templatetags.ui"],
        },
    }
]

# --- Database --------------------------------------------------------------------------------------------------------

# sqlite:////path/to/file or postgres://user:password@host/name. SQLite needs nothing else on the machine.
DATABASE_URL: str = env.str("PREAU_DATABASE_URL", default=f"sqlite:///{DATA / 'preau.sqlite3'}")
DATABASES = {"default": environment.database(DATABASE_URL)}
IS_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if IS_SQLITE:
    DATABASES["default"]["ENGINE"] = "preau.config.sqlite3"  # whose writers queue
    DATABASES["default"]["OPTIONS"] = {
        # A transaction takes the write lock when it starts, so that two writers queue instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was acknowledged survives a power cut. A commit costs one fsync of the log.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

JOBS_ENGINE: str = env.str("PREAU_JOBS_ENGINE", default="embedded")  # embedded | procrastinate (PostgreSQL only)
JOBS_LEASE: float = env.float("PREAU_JOBS_LEASE", default=30.0)  # seconds after which a silent worker is dead
JOBS_BACKOFF: float = env.float("PREAU_JOBS_BACKOFF", default=30.0)  # seconds before the first retry, then doubled
WORKER_SLOTS: int = env.int("PREAU_WORKER_SLOTS", default=3)  # jobs at once in a worker; one slot is for alerts
STOP_GRACE: float = env.float("PREAU_STOP_GRACE", default=20.0)  # seconds that running work has to end, when stopped
if JOBS_ENGINE == "procrastinate":
    INSTALLED_APPS.append("procrastinate.contrib.django")
    PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""  # our tasks are registered by our own engine

# Shared by all processes: rate limits must not start anew in each of them. The table is made by a migration of users.
_SHARED_CACHE = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
CACHES = {"default": _SHARED_CACHE, "shared": _SHARED_CACHE}

# --- Language and time -----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "fr"  # msgids are French; the English catalogue is complete (docs/decisions/0003)
LANGUAGES = [("fr", "Français"), ("en", "English")]
TIME_ZONE: str = env.str("PREAU_TIME_ZONE", default="America/Toronto")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(f"PREAU_TIME_ZONE is {TIME_ZONE!r}; it must be a name as America/Toronto.")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["preau.ui.formats"]

# --- Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "preau.ui.storage.DurableStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
PICTURE_MAX_BYTES: int = env.int("PREAU_PICTURE_MAX_BYTES", default=20_000_000)
# No form takes more: beyond, a request is refused unread. A picture that is somewhat too heavy is told so in words.
BODY_MAX_BYTES = 4 * PICTURE_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE

# --- Mail ------------------------------------------------------------------------------------------------------------

# folder: mails are kept in PREAU_DATA/mails and shown at /bureau/courriels (demo).
# smtp://user:password@host:port (STARTTLS where offered: smtp+tls://, TLS from the start: smtp+ssl://)
EMAIL_URL: str = env.str("PREAU_EMAIL_URL", default="" if IS_PRODUCTION else "folder")
MAIL_FROM: str = env.str("PREAU_MAIL_FROM", default=f"Préau <preau@{ORIGIN_PARTS.hostname}>")
if EMAIL_URL in ("", "folder"):
    EMAIL_BACKEND = "preau.channels.mailbox.FolderBackend"
    EMAIL_FILE_PATH = DATA / "mails"
else:
    vars().update(environment.mail(EMAIL_URL))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
EMAIL_TIMEOUT = 20
# veille@reseau.exemple: what the mail server hands to `preau receive-mail`, with « +<board's part> » before the @.
MAIL_IN: str = env.str("PREAU_MAIL_IN", default="").lower()
if MAIL_IN and (MAIL_IN.count("@") != 1 or "+" in MAIL_IN or MAIL_IN.startswith("@") or MAIL_IN.endswith("@")):
    raise ImproperlyConfigured(f"PREAU_MAIL_IN is {MAIL_IN!r}; it must be an address as veille@reseau.exemple.")
MAIL_CONNECTIONS: int = env.int("PREAU_MAIL_CONNECTIONS", default=4)  # to the mail server at once

# --- People who sign in ----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
REQUIRE_SECOND_FACTOR: bool = env.bool("PREAU_REQUIRE_SECOND_FACTOR", default=False)  # of everyone who publishes
INVITATION_DAYS: int = env.int("PREAU_INVITATION_DAYS", default=14)
ENTRA_TENANT: str = env.str("PREAU_ENTRA_TENANT", default="")
ENTRA_CLIENT_ID: str = env.str("PREAU_ENTRA_CLIENT_ID", default="")
ENTRA_CLIENT_SECRET: str = env.str("PREAU_ENTRA_CLIENT_SECRET", default="")
GOOGLE_CLIENT_ID: str = env.str("PREAU_GOOGLE_CLIENT_ID", default="")
GOOGLE_CLIENT_SECRET: str = env.str("PREAU_GOOGLE_CLIENT_SECRET", default="")

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_REDIRECT_URL = "/bureau/"
LOGIN_URL = "account_login"

ACCOUNT_ADAPTER = "preau.users.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_RATE_LIMITS = {
    "password_failed": "30/m/ip",  # passwords; by person and address, django-axes counts (users.services.lockout)
    "login_failed": "10/m/ip,5/5m/key,50/d/key",  # codes of the second step: the key is somebody past the password
    "reset_password": "20/m/ip,3/5m/key",
}
ACCOUNT_FORMS = {
    "login": "preau.users.forms.SignInForm",
    "add_email": "preau.users.forms.EmailForm",
    "change_password": "preau.users.forms.PasswordChangeForm",
    "set_password": "preau.users.forms.PasswordSetForm",
    "reset_password": "preau.users.forms.PasswordForgottenForm",
    "reset_password_from_key": "preau.users.forms.PasswordNewForm",
    "reauthenticate": "preau.users.forms.ReauthenticateForm",
}
MFA_ADAPTER = "preau.users.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_HTTPS  # http://localhost; browsers allow it nowhere else
MFA_TOTP_ISSUER = "Préau"
MFA_FORMS = {
    "authenticate": "preau.users.forms.CodeForm",
    "reauthenticate": "preau.users.forms.CodeAgainForm",
    "activate_totp": "preau.users.forms.ActivateTotpForm",
    "add_webauthn": "preau.users.forms.KeyAddForm",
    "edit_webauthn": "preau.users.forms.KeyRenameForm",
}
SOCIALACCOUNT_ADAPTER = "preau.users.adapters.SocialAccountAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an existing account, by the e-mail that the provider vouches for
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
PROVIDER_ORIGINS = {"microsoft": "https://login.microsoftonline.com", "google": "https://accounts.google.com"}
if ENTRA_TENANT and ENTRA_CLIENT_ID and ENTRA_CLIENT_SECRET:
    INSTALLED_APPS.append("allauth.socialaccount.providers.microsoft")
    SOCIALACCOUNT_PROVIDERS["microsoft"] = {
        "APPS": [{"client_id": ENTRA_CLIENT_ID, "secret": ENTRA_CLIENT_SECRET, "settings": {"tenant": ENTRA_TENANT}}],
        "VERIFIED_EMAIL": True,  # the tenant is the organisation's own directory (users.E001 refuses any other)
    }
if GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET:
    INSTALLED_APPS.append("allauth.socialaccount.providers.google")
    SOCIALACCOUNT_PROVIDERS["google"] = {
        "APPS": [{"client_id": GOOGLE_CLIENT_ID, "secret": GOOGLE_CLIENT_SECRET}],
        "SCOPE": ["profile", "email"],
        "AUTH_PARAMS": {"access_type": "online"},
    }

AXES_HANDLER = "preau.users.services.lockout.LockoutHandler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], "ip_address"]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signed in from where is personal data that nothing needs
AXES_CLIENT_IP_CALLABLE = "preau.users.services.client.client_network"
AXES_USERNAME_CALLABLE = "preau.users.services.lockout.attempted_email"
AXES_LOCKOUT_CALLABLE = "preau.users.services.lockout.locked_page"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "email", "code", "credential", "next", "user_agent"]
AXES_VERBOSE = False

# --- Safety ----------------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES and IS_HTTPS else None
X_FRAME_OPTIONS = "DENY"
CSRF_TRUSTED_ORIGINS = [ORIGIN]
SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the redirect to HTTPS is the reverse proxy's

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "worker-src": ["'self'"],
        # A form that leads to a provider is checked again where its answer redirects to.
        "form-action": ["'self'", *(PROVIDER_ORIGINS[name] for name in SOCIALACCOUNT_PROVIDERS)],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

EVIDENCE_DAYS: int = env.int("PREAU_EVIDENCE_DAYS", default=365)  # that sealed messages are kept; their digests stay

# --- Networks: the registry ------------------------------------------------------------------------------------------

# name of a network -> dotted path of its connector class (preau.connectors.base.Connector)
NETWORKS = {
    "mail": "preau.subscriptions.connector.MailConnector",
    "activitypub": "preau.federation.connector.ActivityPubConnector",
    "visitor": "preau.conversations.connector.VisitorConnector",
}
# kind of a source -> dotted path of the class that listens to it (preau.connectors.listener.Listener)
LISTENERS = {
    "feed": "preau.connectors.feeds.FeedListener",
    "mastodon_tag": "preau.connectors.mastodon.MastodonTag",
    "mastodon_search": "preau.connectors.mastodon.MastodonSearch",
    "bluesky_search": "preau.connectors.bluesky.BlueskySearch",
}
VISITOR_DAYS: int = env.int("PREAU_VISITOR_DAYS", default=730)  # that a silent visitor's address is kept
AUTHORIZED_FETCH: bool = env.bool("PREAU_AUTHORIZED_FETCH", default=False)  # documents only for those who sign
FEDERATION_CONNECTIONS: int = env.int("PREAU_FEDERATION_CONNECTIONS", default=128)  # to other servers at once
INBOX_RATE: float = env.float("PREAU_INBOX_RATE", default=50.0)  # messages a second from one server, over a minute

# --- Logs: what happened, never what was said ------------------------------------------------------------------------

LOG_LEVEL = env.one_of("PREAU_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "preau.kernel.logs.DiscreetFormatter",
            "format": "{asctime} {levelname:<7} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "django.server": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        "procrastinate": {"level": "WARNING"},  # a line for each command and each job: `preau jobs` tells better
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
