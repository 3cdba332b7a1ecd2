"""The kit's one clock: the database's.

A lease compares two instants written by two processes, so both must come from the same clock. The
database is the one thing they share; a process whose own clock runs wrong can neither steal a
lease early nor keep one too long. On SQLite the database's clock is the machine's, which all
processes share as well. Moving *that* clock delays mail or makes a false `uncertain`, which the
answer then settles; it never doubles a mail, because every claim is a conditional UPDATE.
"""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import DateTimeField, ExpressionWrapper, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

IN_SQLITE = "SELECT STRFTIME('%Y-%m-%d %H:%M:%f', 'now')"
IN_POSTGRESQL = "SELECT STATEMENT_TIMESTAMP()"


def _shift() -> timedelta:
    """Only the tests' settings move the clock."""
    shift: timedelta = getattr(settings, "CLOCK_SHIFT", timedelta(0))
    return shift


def now(plus: timedelta = timedelta(0)) -> Combinable:
    """Return the database's time, to stand inside a statement."""
    plus += _shift()
    if not plus:
        return Now()
    return ExpressionWrapper(Now() + Value(plus), output_field=DateTimeField())


def sql(plus: timedelta = timedelta(0)) -> str:
    """Return the same as `now` for a statement that is written out and has parameters."""
    seconds = (plus + _shift()).total_seconds()
    if connection.vendor == "sqlite":
        return f"STRFTIME('%%Y-%%m-%%d %%H:%%M:%%f', 'now', '{seconds:+.3f} seconds')"
    return f"(STATEMENT_TIMESTAMP() + INTERVAL '{seconds:.3f} seconds')"


def read() -> datetime:
    """Ask the database what time it is, for a person to read or to subtract from."""
    with connection.cursor() as cursor:
        cursor.execute(IN_SQLITE if connection.vendor == "sqlite" else IN_POSTGRESQL)
        (found,) = cursor.fetchone() or (None,)
    if isinstance(found, str):
        found = datetime.fromisoformat(found).replace(tzinfo=UTC)
    if not isinstance(found, datetime):
        raise TypeError(f"The database's time is {found!r}.")
    return found + _shift()
