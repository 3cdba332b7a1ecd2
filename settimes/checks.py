"""What must not go to the internet, and what a person should know before it does.

Production is when SITE_URL is https. Errors stop `make run` and gunicorn alike, but for the postal
address: people change it on a page, and no web server should stay down for that. It stops mail, and
`make run`. The rest is for `manage.py check --deploy`.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning  # noqa: A004
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

from settimes import environment as env

# What Django itself calls a weak key (security.W009).
SHORTEST_KEY, FEWEST_LETTERS = 50, 5


def production(**_: Any) -> list[CheckMessage]:
    """Refuse what would be unsafe. It asks the settings only, so every start can afford it."""
    if not settings.HTTPS:
        return []
    found: list[CheckMessage] = []
    if settings.DEBUG:
        found.append(
            Error(
                "DEBUG shows strangers the inside of the site.",
                hint="Unset DEBUG, or use an http SITE_URL on a laptop.",
                id="settimes.E001",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "ALLOWED_HOSTS=* lets anybody choose the host that links are made of.",
                hint="Name the hosts, or unset it: SITE_URL's host is allowed by itself.",
                id="settimes.E002",
            )
        )
    if not validate_host(env.host_of(settings.SITE_URL), settings.ALLOWED_HOSTS):
        found.append(
            Error(
                "ALLOWED_HOSTS leaves out the host of SITE_URL, so no link would work.",
                hint="Add it, or unset ALLOWED_HOSTS.",
                id="settimes.E003",
            )
        )
    if len(settings.SECRET_KEY) < SHORTEST_KEY or len(set(settings.SECRET_KEY)) < FEWEST_LETTERS:
        found.append(
            Error(
                "SECRET_KEY is short or simple, so somebody may guess it and forge links.",
                hint="Unset it: the folder DATA_DIR keeps a good one. For several machines make one"
                " with python3 -c 'import secrets; print(secrets.token_urlsafe(50))'.",
                id="settimes.E006",
            )
        )
    if settings.EMAIL.scheme != "smtp":
        found.append(
            Error(
                "EMAIL_URL is not a mail server: nobody would get a mail.",
                hint="EMAIL_URL=smtp://user:password@mail.example.org",
                id="settimes.E004",
            )
        )
    return found


def why_no_mail() -> str:
    """Say why no mail may leave: by law each names the postal address of who sends it."""
    if not settings.HTTPS or settings.POSTAL_ADDRESS:
        return ""
    organizations = apps.get_model("accounts", "Organization")._default_manager
    if organizations.exclude(postal_address="").exists():
        return ""
    return (
        "No mail leaves: the sender has no postal address, and every mail must name one."
        " Set POSTAL_ADDRESS, or the organization's postal address at /manage/settings/."
    )


def postal_address(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Refuse a sender without a postal address, where the database may be asked."""
    why = why_no_mail() if databases else ""
    return [Error(why, id="settimes.E005")] if why else []


def proxy(**_: Any) -> list[CheckMessage]:
    if settings.TRUSTED_PROXIES or not settings.HTTPS:
        return []
    return [
        Warning(
            "TRUSTED_PROXIES is empty: every request looks like plain http and is redirected.",
            hint="Name the networks of the proxy that speaks https, like 127.0.0.1,::1.",
            id="settimes.W001",
        )
    ]


def embedded(**_: Any) -> list[CheckMessage]:
    """Name the embedded parts. A small crew on one small server is well served by them."""
    found: list[CheckMessage] = []
    if settings.DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
        found.append(
            Info(
                "The database is SQLite, which is for one machine.",
                hint="DATABASE_URL names a PostgreSQL.",
                id="settimes.I001",
            )
        )
    if not env.text("REDIS_URL"):
        found.append(
            Info(
                "Cache and queue are the embedded Valkey, which `make run` starts on one machine.",
                hint="REDIS_URL names a server.",
                id="settimes.I002",
            )
        )
    return found


def refuse_errors() -> None:
    """Stop here when a server on the internet would be unsafe, for gunicorn without `make run`."""
    errors = [str(error.msg) for error in production()]
    if errors:
        raise ImproperlyConfigured(" ".join(errors))
