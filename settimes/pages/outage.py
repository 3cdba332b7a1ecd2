"""While the database is away nobody asks it twice for a page: connecting may take seconds."""

import time

from django.db import Error, connection

# Seconds for which the old page stands in after a new one could not be made.
BEFORE_NEXT_TRY = 2.0


class _Away:
    until = 0.0


def begin() -> None:
    _Away.until = time.monotonic() + BEFORE_NEXT_TRY


def end() -> None:
    _Away.until = 0.0


def lasts() -> bool:
    return time.monotonic() < _Away.until


def database_answers() -> bool:
    """Say whether the database is there: then it was the page that could not be made."""
    try:
        connection.ensure_connection()
        return connection.is_usable()
    except Error:
        return False
