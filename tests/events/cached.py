"""Every address that is answered with kept pages, for the tests that walk them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.urls import reverse

from tests.cast import make_event, make_performance
from tests.events.test_visibility import PUBLIC_URLS

# Those that are some visitor's own, or change without anybody's doing.
NOT_CACHED = {
    *("accounts:code", "accounts:code_mail", "accounts:passkey", "accounts:passkey_begin"),
    *("accounts:colours", "accounts:login", "accounts:logout", "admin:login"),
    *("accounts:email_confirm", "accounts:email_object", "accounts:first_run", "accounts:join"),
    *("accounts:reset", "accounts:reset_sent", "accounts:reset_set"),
    *("events:api:api-root", "events:api_nothing"),
    *("fans:event_follow", "fans:follow", "fans:subscribe", "fans:confirm", "fans:move"),
    *("fans:preferences", "fans:unfollow", "fans:news", "fans:pause", "fans:address"),
    *("fans:download", "fans:delete", "fans:unsubscribe"),
    *("events:preview", "events:preview_all"),
    *("favicon", "healthz", "readyz"),
}
SLUGS = {
    "an event's slug": "vol-7",
    "a band's slug": "the-rills",
    "a venue's slug": "room-47",
}
CACHED = sorted(set(PUBLIC_URLS) - NOT_CACHED)


def address_of(name: str) -> str:
    path = reverse(name, args=[SLUGS.get(argument, argument) for argument in PUBLIC_URLS[name]])
    # Without it this one is about the current event, and there may be none.
    return f"{path}?event=vol-7" if name == "events:api:schedule" else path


def fill(status: str = "archived") -> None:
    """Put something on each of them; of an archived event there is a recap too."""
    event = make_event(status=status, doors={"1": 1140}, city="Waterloo")
    make_performance(event, "The Rills", venue="Room 47")
    make_performance(event, "Salt Cellar", venue="Annex", start="23:10")


@contextmanager
def broken_database() -> Iterator[None]:
    """Take a table away that every page needs."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE accounts_organization RENAME TO gone")
        yield
        transaction.set_rollback(True)
