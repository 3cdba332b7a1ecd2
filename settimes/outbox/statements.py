"""The two statements that every mail runs, written out.

Building them by the ORM took the worker longer than all else it does for a mail, SMTP included.
"""

from django.conf import settings
from django.db import connection

from settimes.outbox import clock
from settimes.outbox.states import State


def to_handing(pk: int, owner: str) -> bool:
    """Move one mail from claimed to handing if `owner` has it, in time, and nothing forbids it."""
    now, lease = clock.sql(), clock.sql(settings.MAIL_HANDING_LEASE)
    return _changes_one(
        f"""
        UPDATE outbox_message
        SET state = %s, lease_until = {lease}, changed = {now},
            first_tried = COALESCE(first_tried, {now}), tries = tries + 1
        WHERE id = %s AND state = %s AND owner = %s AND lease_until > {now}
          AND NOT EXISTS (
            SELECT 1 FROM outbox_suppression
            WHERE outbox_suppression.recipient = outbox_message.recipient)
        """,  # noqa: S608 - only the clock's own words are put in
        [State.HANDING, pk, State.CLAIMED, owner],
    )


def to_sent(pk: int, owner: str, source: State, words: str) -> bool:
    """Move one mail from `source` to sent if `owner` has it."""
    now = clock.sql()
    return _changes_one(
        f"""
        UPDATE outbox_message
        SET state = %s, sent = {now}, changed = {now},
            reason = %s, phase = '', owner = '', lease_until = NULL
        WHERE id = %s AND state = %s AND owner = %s
        """,  # noqa: S608 - only the clock's own words are put in
        [State.SENT, words, pk, source, owner],
    )


def _changes_one(statement: str, parameters: list[str | int]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return bool(cursor.rowcount == 1)
