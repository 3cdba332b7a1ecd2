"""Settings, from the environment only, each read once and strictly; README has the table."""

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from settimes import environment as env
from settimes import logs, telling
from settimes.entering import *  # noqa: F403
from settimes.outbox.email_url import email_url, sender
from settimes.telling import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent

# Where everything lives that a laptop needs: database, secret, mail, logs, the queue's socket.
DATA_DIR = env.directory("DATA_DIR", default=BASE_DIR / "var")
DEBUG = env.boolean("DEBUG", default=False)
DEMO = env.boolean("DEMO", default=True)  # whether `make run` fills an empty database
SECRET_KEY = env.text("SECRET_KEY") or env.kept_secret(DATA_DIR / "secret")

# The one address that links in mails and feeds are made of.
SITE_URL = env.web_address("SITE_URL", default="http://localhost:8000")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", default=[env.host_of(SITE_URL), "localhost", "127.0.0.1", "[::1]"]
)
# A proxy in these networks may say whom it speaks for; nobody else may.
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")

INSTALLED_APPS = [
    "fans",
    "events",
    "bands",
    "accounts",
    "settimes",
    "settimes.outbox",
    "django_otp",
    "django_otp_webauthn",
    "django_htmx",
    "template_partials",
    "csp",
    "whitenoise.runserver_nostatic",
    "settimes.apps.Desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "settimes.apps.StaticFiles",
]

MIDDLEWARE = [
    "settimes.middleware.request_id",
    "settimes.middleware.behind_proxy",
    "settimes.pages.middleware.PageCache",
    "settimes.middleware.policies",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "settimes.errors.Errors",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "settimes.middleware.LoginRequired",
    "accounts.sessions.RenewOutdated",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "settimes.middleware.htmx_redirects",
    "settimes.middleware.htmx_messages",
    "accounts.organizations.OrganizationMiddleware",
]

ROOT_URLCONF = "settimes.urls"
WSGI_APPLICATION = "settimes.wsgi.application"

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
                "accounts.organizations.for_templates",
            ],
        },
    }
]

# SQLite unless DATABASE_URL says otherwise.
DATABASES = {"default": env.database("DATABASE_URL", default=DATA_DIR / "settimes.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# One code path for cache and queue: the Redis protocol. It may forget everything at any time.
REDIS_URL = env.redis("REDIS_URL", default=env.embedded_socket(DATA_DIR))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        # A page must not wait for a cache that is away.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 2},
    }
}

# The pages that are the same bytes for everyone, each with the parameters that make another page
# of it. Others are left out of what the view gets; see settimes/pages.
CACHED_PAGES: dict[str, tuple[str, ...]] = {
    "events:current": ("view", "day", "venue", "genre"),
    "events:events": (),
    "events:schedule": ("view", "day", "venue", "genre"),
    "events:recap": (),
    "events:bands": ("q", "page"),
    "events:band": (),
    "events:venues": ("q", "page"),
    "events:venue": (),
    "events:sitemap": (),
    "events:robots": (),
    "events:event_calendar": (),
    "events:band_calendar": (),
    "events:events_feed": (),
    "events:changes_feed": (),
    "events:api:openapi-json": (),
    "events:api:schedule": ("event",),
    "events:api:events": ("page",),
    "events:api:event": (),
    "events:api:bands": ("page",),
    "events:api:band": (),
    "events:api:venues": ("page",),
    "events:api:venue": (),
}
# With one of these an answer is one visitor's and is kept nowhere.
UNCACHED_PARAMETERS = ("preview",)
PAGE_OWNER = "accounts.organizations.owner_of"
# How long a page may be shown before it is made anew, and how long where that is impossible.
PAGE_MAX_AGE = env.duration("PAGE_MAX_AGE", default="30s")
PAGE_STALE = env.duration("PAGE_STALE", default="1h")
# Memory for pages in each process; 0 keeps none.
PAGE_CACHE_MB = env.whole_number("PAGE_CACHE_MB", default=32, at_least=0, at_most=4096)

CELERY_BROKER_URL = env.as_broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Publishing to a dead broker fails in 0.1 s, to one that hangs in 2 s, and then not again for a
# while (settimes/outbox/hints.py): a request hardly ever waits for it.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 2,
}
# Three queues, of which Celery takes turns: mail that somebody waits for, mail that may take its
# time, and the rest. Whatever else is queued, an urgent mail waits for one round of bulk at most.
CELERY_TASK_DEFAULT_QUEUE = "clock"
CELERY_TASK_QUEUES: dict[str, dict[str, str]] = {"urgent": {}, "bulk": {}, "clock": {}}
CELERY_TASK_ROUTES = {
    "settimes.outbox.tasks.deliver_urgent": {"queue": "urgent"},
    "settimes.outbox.tasks.deliver_bulk": {"queue": "bulk"},
}
MAIL_SWEEP = env.duration("MAIL_SWEEP", default="1m")
# A tick that nobody took while three more came is worth nothing.
CELERY_BEAT_SCHEDULE = {
    name: {"task": task, "schedule": period, "options": {"expires": 3 * period.total_seconds()}}
    for name, task, period in [
        ("heartbeat", "settimes.health.heartbeat", timedelta(seconds=30)),
        ("sweep", "settimes.outbox.tasks.sweep", MAIL_SWEEP),
        ("reap", "settimes.outbox.tasks.reap", MAIL_SWEEP),
        ("collect", "fans.tasks.collect", telling.COLLECT_EVERY),
        ("purge", "settimes.purging.purge_daily", timedelta(days=1)),
    ]
}

# All mail leaves by the outbox; what tries another way goes nowhere.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL = email_url("EMAIL_URL", default=DATA_DIR / "mail")
EMAIL_HELO = env.host_of(SITE_URL)
DEFAULT_FROM_EMAIL = sender(
    "DEFAULT_FROM_EMAIL", default=f"SetTimes <noreply@{env.host_of(SITE_URL)}>"
)
# Where the sender can be written to, for organizations that have no address of their own.
POSTAL_ADDRESS = env.text("POSTAL_ADDRESS")
# How long each step of SMTP may take; after the dot RFC 5321 wants ten minutes.
MAIL_CONNECT_TIMEOUT = env.duration("MAIL_CONNECT_TIMEOUT", default="20s")
MAIL_COMMAND_TIMEOUT = env.duration("MAIL_COMMAND_TIMEOUT", default="1m")
MAIL_BODY_TIMEOUT = env.duration("MAIL_BODY_TIMEOUT", default="3m")
MAIL_REPLY_TIMEOUT = env.duration("MAIL_REPLY_TIMEOUT", default="10m")
# How long a worker may hold a mail before and after it begins to hand it over.
MAIL_CLAIM_LEASE = env.duration("MAIL_CLAIM_LEASE", default="2m")
MAIL_HANDING_LEASE = env.duration("MAIL_HANDING_LEASE", default="15m")
# A mail that is told "later": first, longest, and when to give up (RFC 5321: 4-5 days).
MAIL_RETRY_FIRST = env.duration("MAIL_RETRY_FIRST", default="5m")
MAIL_RETRY_LONGEST = env.duration("MAIL_RETRY_LONGEST", default="4h")
MAIL_RETRY_FOR = env.duration("MAIL_RETRY_FOR", default="108h")
# A server that does not answer: how long nobody tries.
MAIL_BREAKER_FIRST = env.duration("MAIL_BREAKER_FIRST", default="30s")
MAIL_BREAKER_LONGEST = env.duration("MAIL_BREAKER_LONGEST", default="10m")
# Connections of one worker process for either priority, and how long it keeps at it.
MAIL_CONNECTIONS_URGENT = env.whole_number(
    "MAIL_CONNECTIONS_URGENT", default=2, at_least=1, at_most=50
)
MAIL_CONNECTIONS_BULK = env.whole_number("MAIL_CONNECTIONS_BULK", default=4, at_least=1, at_most=50)
MAIL_ROUND = env.duration("MAIL_ROUND", default="5s")
# What is due for longer than this is overdue: somebody should look.
MAIL_OVERDUE_URGENT = env.duration("MAIL_OVERDUE_URGENT", default="5m")
MAIL_OVERDUE_BULK = env.duration("MAIL_OVERDUE_BULK", default="30m")

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "events:manage"
LOGOUT_REDIRECT_URL = "events:current"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "accounts.passwords.Rules"}]

SESSION_ENGINE = "accounts.sessions"

# Seal secrets at rest: the first key seals, all open. A copy of the database alone tells none.
FIELD_KEYS = env.words("FIELD_KEY", default=[]) or [env.kept_secret(DATA_DIR / "field-key")]

# How long links work that set a password, confirm an address or take it back, preview an event.
RESET_LINK_FOR = env.duration("RESET_LINK_FOR", default="1h")
EMAIL_LINK_FOR = env.duration("EMAIL_LINK_FOR", default="1d")
OBJECTION_LINK_FOR = env.duration("OBJECTION_LINK_FOR", default="7d")
PREVIEW_LINK_FOR = env.duration("PREVIEW_LINK_FOR", default="7d")  # to what is not public yet
# Within ASK_WINDOW one address gets so many of them; who names so many addresses has to wait.
ASK_WINDOW = env.duration("ASK_WINDOW", default="1h")
ASK_MAILS = env.whole_number("ASK_MAILS", default=5, at_least=1, at_most=1000)
ASK_ADDRESSES = env.whole_number("ASK_ADDRESSES", default=30, at_least=2, at_most=10_000)

# How long an invitation opens, and how long it is kept after that.
INVITATION_FOR = env.duration("INVITATION_FOR", default="7d")
INVITATION_KEPT = env.duration("INVITATION_KEPT", default="30d")

# How long the audit record goes back.
AUDIT_KEPT = env.duration("AUDIT_KEPT", default="365d")

# How often strangers may send one form in ten minutes: from one browser, and from one network, be
# it a whole room's.
POSTS_PER_BROWSER = env.in_ten_minutes("POSTS_PER_BROWSER", default=20)
POSTS_PER_NETWORK = env.in_ten_minutes("POSTS_PER_NETWORK", default=300)
# How many links that nobody gave out one network may try in ten minutes.
GUESSES_PER_NETWORK = env.in_ten_minutes("GUESSES_PER_NETWORK", default=100)
RATELIMIT_FAIL_OPEN = True
# No page takes more than this at once; forms without a file take 2.5 MB.
LARGEST_REQUEST = 1_000_000 * env.whole_number(
    "LARGEST_REQUEST_MB", default=25, at_least=6, at_most=1000
)

# Session and token cookies; `__Host-` binds them to this host over https.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
TRUST_COOKIE_NAME = "__Host-trusted" if HTTPS else "trusted"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "settimes.errors.csrf_failure"
# In the session: the other way is a cookie of its own, which nothing binds to this host.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {"default-src": [SELF], "form-action": [SELF]}
    | {name: [NONE] for name in ("object-src", "base-uri", "frame-ancestors")}
}

LANGUAGE_CODE = "en"
USE_I18N = False
# Rows hold instants in UTC; every event shows its own zone (events/times.py).
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LOGGING = logs.SETTINGS
