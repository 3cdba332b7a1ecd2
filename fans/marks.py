"""Whether anything was written that what is owed to somebody depends on: in one statement.

The comparison of `fans.owed` reads the public lineups, what waits, and one person's follows and
tells. A mark sums up what every write to these leaves behind: an event's revision rises with each
public change, a tell's number each time. With the same mark what was compared before still holds,
but for the clock. Another mark says nothing but: compare again.
"""

from django.db import connection

from fans.models import Round, Subscriber

Mark = tuple[object, ...]

# Written out: built by the ORM, it takes longer than to run it. A count beside a sum tells a row
# that is gone from one that has changed. What was collected meanwhile only lets more be told.
STATEMENT = """
SELECT events.number, events.revisions, follows.number, follows.ids, wishes.number, wishes.ids,
       tells.number, tells.times, tells.mails, holds.number, holds.ids, hushing.number
FROM
  (SELECT COUNT(*) AS number, SUM(revision) AS revisions
   FROM events_event WHERE organization_id = %(organization)s) AS events,
  (SELECT COUNT(*) AS number, SUM(id) AS ids
   FROM fans_follow WHERE subscriber_id = %(subscriber)s AND confirmed IS NOT NULL) AS follows,
  (SELECT COUNT(*) AS number, SUM(id) AS ids
   FROM fans_subscription WHERE subscriber_id = %(subscriber)s AND confirmed IS NOT NULL) AS wishes,
  (SELECT COUNT(*) AS number, SUM(number) AS times, SUM(message_id) AS mails
   FROM fans_told WHERE recipient = %(recipient)s) AS tells,
  (SELECT COUNT(*) AS number, SUM(id) AS ids FROM fans_hold) AS holds,
  (SELECT COUNT(*) AS number
   FROM fans_round WHERE finished IS NULL AND mode = %(hush)s) AS hushing
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
                "hush": Round.Mode.HUSH,
            },
        )
        return tuple(cursor.fetchone())
