"""The project's own settings, where only what makes tests slow is changed."""

from datetime import timedelta

from settimes import environment as env
from settimes.settings import *  # noqa: F403
from settimes.settings import DATA_DIR, DATABASES

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in life: threads and processes meet at its lock.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

# Argon2 is slow on purpose; one test signs in with the real hasher.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
# Static files straight from their folders: nothing is collected before a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
# Pages are made anew for every request; the tests of keeping them turn it on (tests/kept_pages.py).
PAGE_CACHE_MB = int(env.text("PAGE_CACHE_MB", default="0"))
CELERY_TASK_ALWAYS_EAGER = env.boolean("CELERY_TASK_ALWAYS_EAGER", default=True)

# Dummy kinds of mail, the drills' way to kill a process at a named place, and their clock.
INSTALLED_APPS = [*INSTALLED_APPS, "tests.dummies"]  # noqa: F405
CRASH_AT = env.text("SETTIMES_CRASH_AT")
CLOCK_SHIFT = timedelta(seconds=float(env.text("SETTIMES_CLOCK_SHIFT", default="0")))
# A broker that gives a task out again when it is not done after so many seconds.
if env.text("SETTIMES_VISIBILITY"):
    CELERY_BROKER_TRANSPORT_OPTIONS |= {  # noqa: F405
        "visibility_timeout": int(env.text("SETTIMES_VISIBILITY")),
        "unacked_restore_interval": 1,
        "unacked_restore_throttle": 1,
    }
if env.text("SETTIMES_MAX_PAGES"):
    DATABASES["default"]["OPTIONS"]["init_command"] += (
        f"; PRAGMA max_page_count={env.text('SETTIMES_MAX_PAGES')}"
    )
