"""The one mail that answers a form: asking to confirm, or leading to what is followed already.

However often a form is sent, and by whomever, an address gets one such mail, and another one only
after a while that doubles each time. What is asked for meanwhile joins the mail that is out: its
link shows and confirms all of it.
"""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from fans.models import Follow, Letter, Subscriber, Subscription
from settimes.outbox.decisions import close_superseded
from settimes.outbox.models import Priority
from settimes.outbox.planning import plan

KINDS = {kind: f"fans.{kind}" for kind in Letter.Kind}
LONGEST_WAIT, MOST_DOUBLINGS = timedelta(days=1), 20


def may_go_again(letter: Letter) -> bool:
    doubled = 1 << min(letter.mails - 1, MOST_DOUBLINGS)
    wait: timedelta = min(settings.FAN_RESEND * doubled, LONGEST_WAIT)
    return timezone.now() >= letter.mailed + wait


def write(subscriber: Subscriber) -> None:
    """Plan the mail, unless it went out just now. The row of the subscriber must be locked.

    It takes the same statements whatever is known of the address: nobody learns it from the time.
    """
    now = timezone.now()
    bands = Follow.objects.filter(subscriber=subscriber, confirmed=None).exists()
    news = Subscription.objects.filter(subscriber=subscriber, confirmed=None).exists()
    kind = Letter.Kind.CONFIRM if bands or news else Letter.Kind.KNOWN
    letter = (
        Letter.objects.filter(subscriber=subscriber, kind=kind, used=None).order_by("pk").last()
    )
    if letter is None:
        until = now + settings.FAN_LINK
        letter = Letter.objects.create(kind=kind, subscriber=subscriber, mailed=now, expires=until)
    else:
        letter.subscriber = subscriber
        # One that was ended is opened again: who said "stop" gets no mail sooner than others do.
        letter.ended = None
        if may_go_again(letter):
            letter.mails += 1
            letter.mailed, letter.expires = now, now + settings.FAN_LINK
        # Never the digest: a worker may be writing it while it composes the mail.
        letter.save(update_fields=["ended", "mails", "mailed", "expires"])
    close_superseded(kind=KINDS[kind], recipient=subscriber.recipient)
    post(letter, subscriber.email)


def post(letter: Letter, to: str) -> None:
    """Plan the mail of this letter; once for each time that it is to go out."""
    kind = KINDS[Letter.Kind(letter.kind)]
    plan(
        key=f"{kind}:{letter.pk}:{letter.mails}",
        kind=kind,
        to=to,
        priority=Priority.URGENT,
        payload={"letter": letter.pk, "organization": letter.subscriber.organization_id},
    )
