"""Whether anything was written that what is owed to somebody depends on: in one statement.

The comparison of `fans.owed` reads the public lineups, what waits, and one person's follows and
tells. A mark sums up what every write to these leaves behind: an event's revision rises with each
public change, a tell's number each time. With the same mark what was compared before still holds,
but for the clock. Another mark says nothing but: compare again.
"""

from django.db import connection

from fans.models import Subscriber

Mark = tuple[object, ...]

# Written out: built by the ORM, it takes longer than to run it. Of rows that come and go both the
# sum and the greatest id, for a new row has a greater one; nothing is counted while mails leave.
# What was collected meanwhile only lets more be told. What is hushed up is written by a round, and
# while that is under way nothing of its event is owed.
STATEMENT = """
SELECT events.ids, events.last, events.revisions, follows.ids, follows.last,
       wishes.ids, wishes.last, tells.ids, tells.last, tells.times, tells.mails,
       holds.ids, holds.last, rounds.last
FROM
  (SELECT SUM(id) AS ids, MAX(id) AS last, SUM(revision) AS revisions
   FROM events_event WHERE organization_id = %(organization)s) AS events,
  (SELECT SUM(id) AS ids, MAX(id) AS last
   FROM fans_follow WHERE subscriber_id = %(subscriber)s AND confirmed IS NOT NULL) AS follows,
  (SELECT SUM(id) AS ids, MAX(id) AS last
   FROM fans_subscription WHERE subscriber_id = %(subscriber)s AND confirmed IS NOT NULL) AS wishes,
  (SELECT SUM(id) AS ids, MAX(id) AS last, SUM(number) AS times, SUM(message_id) AS mails
   FROM fans_told WHERE recipient = %(recipient)s) AS tells,
  (SELECT SUM(id) AS ids, MAX(id) AS last FROM fans_hold) AS holds,
  (SELECT MAX(id) AS last FROM fans_round) AS rounds
"""


def of(subscriber: Subscriber) -> Mark:
    """Return the mark of what is owed to somebody now."""
    with connection.cursor() as cursor:
        cursor.execute(
            STATEMENT,
            {
                "organization": subscriber.organization_id,
                "subscriber": subscriber.pk,
                "recipient": subscriber.recipient,
            },
        )
        return tuple(cursor.fetchone())
